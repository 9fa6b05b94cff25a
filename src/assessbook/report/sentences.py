"""Sentences with figures in them: a template with named places, filled with scalar measures.

``{persons}`` prints number and unit, ``{persons:n}`` the number alone, a `Period` prints as a year with
the role that says it is no result. Numbers written into the template as plain text are not figures;
results are never written that way, and a bare number is refused as a value.
"""

from __future__ import annotations

from collections.abc import Sequence
from string import Formatter

from assessbook.core.catalogue import Told
from assessbook.core.message_patterns import QUOTATION
from assessbook.core.messages import behind_number, is_chinese, said, unit_shown
from assessbook.core.periods import Period
from assessbook.core.problems import DefinitionError, did_you_mean
from assessbook.measures.measure import Measure
from assessbook.report.blocks import Run, Words
from assessbook.report.figures import Gap, publish
from assessbook.report.telling import told_quotation, told_words

Value = Measure | Period | Words | str

_QUOTATIONS = ("quote", QUOTATION)
"""Places of a plan's own words, which stay as they are in any language."""


def filled(programme: str, template: str, values: dict[str, Value]) -> list[Run]:
    """The runs of a sentence.

    Raises
    ------
    DefinitionError
        If the template names a place for which no value was given, or a value is a bare number.
    """
    runs: list[Run] = []
    for words, place, form, _ in Formatter().parse(said(template)):
        if words:
            runs.append(words if is_chinese() else Told(words))
        if place is None:
            continue
        _require_value(place, values)
        runs.extend(_runs(programme, place, values[place], form or ""))
    return runs


def _runs(programme: str, place: str, value: Value, form: str) -> Sequence[Run]:
    if isinstance(value, Measure):
        value.scalar  # noqa: B018  (raises unless there is exactly one element)
        figure = publish(programme, value)
        spoken = behind_number(_spoken_unit(value.unit.symbol, figure.text))
        return [figure] if form == "n" or not spoken or isinstance(figure, Gap) else [figure, spoken]
    if isinstance(value, Period):
        return [told_words(Words(value.chinese, "year"))]
    if not isinstance(value, str | Words):
        raise DefinitionError(
            f"{place}= is {value!r}, which no reader could follow to its source; give a measure, "
            "Period.of(...) for a year, or text"
        )
    if isinstance(value, str) and place in _QUOTATIONS:
        return [told_quotation(value)]
    return [said(value)] if isinstance(value, str) else [told_words(value)]


def _spoken_unit(symbol: str, number: str) -> str:
    """A unit as it is said behind a number; in Chinese a difference of percentages is counted in 个百分点."""
    unit = unit_shown(symbol, number)
    return "个百分点" if unit == "百分点" else unit


def _require_value(place: str, values: dict[str, Value]) -> None:
    if place not in values:
        raise DefinitionError(
            f"the sentence names {{{place}}} but no {place}= was given. {did_you_mean(place, values)}"
        )


def require_places(templates: Sequence[str], values: dict[str, Value]) -> None:
    """Refuse a place without a value, and a value that none of the templates has a place for."""
    places = [place for template in templates for _, place, _, _ in Formatter().parse(template) if place]
    for place in places:
        _require_value(place, values)
    unused = sorted(set(values) - set(places))
    if unused:
        raise DefinitionError(f"the sentence has no place for {', '.join(unused)}: {templates[0]}")


def is_complete(values: dict[str, Value]) -> bool:
    """Whether every measure among the values has a value."""
    return all(not isinstance(value, Measure) or value.scalar is not None for value in values.values())
