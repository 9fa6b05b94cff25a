"""Labelled arrays with units, concepts and a derivation: a small closed algebra."""

from assessbook.measures.derivation import Derivation
from assessbook.measures.frames import to_frame
from assessbook.measures.measure import Measure, constant
from assessbook.measures.rollups import rollup_ratio, weighted_mean
from assessbook.measures.sources import source_measure

__all__ = [
    "Derivation",
    "Measure",
    "constant",
    "rollup_ratio",
    "source_measure",
    "to_frame",
    "weighted_mean",
]
