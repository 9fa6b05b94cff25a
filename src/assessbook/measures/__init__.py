"""Labelled arrays with units, concepts and a derivation: a small closed algebra."""

from assessbook.measures.derivation import Derivation
from assessbook.measures.measure import Measure, constant, rollup_ratio, weighted_mean
from assessbook.measures.sources import source_measure

__all__ = ["Derivation", "Measure", "constant", "rollup_ratio", "source_measure", "weighted_mean"]
