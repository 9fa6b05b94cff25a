"""Single elements set side by side over years: their values, their order, and where each came from."""

from __future__ import annotations

import pytest

from assessbook.core.missing import Missing
from assessbook.core.periods import Period
from assessbook.core.problems import DefinitionError, UnitError
from assessbook.measures.stacking import over_years
from tests.measures.examples import COUNTY, build, by_year, one


def test_elements_stand_in_the_order_of_their_years_with_their_own_sources() -> None:
    persons = by_year("persons", {2015: 1000, 2017: 400})
    stacked = over_years([persons.at(year=2017), persons.at(year=2015)])
    assert stacked.periods == (Period.of(2015), Period.of(2017))
    assert stacked.values[0, :, 0].tolist() == [1000, 400]
    later = stacked.derivation_at((0, 1, 0))
    assert later == persons.at(year=2017).derivation_at((0, 0, 0))


def test_a_missing_element_stays_missing_for_its_own_reason() -> None:
    persons = build("persons", {(COUNTY, 2015): 1000, (COUNTY, 2016): Missing.NOT_YET_DUE})
    stacked = over_years([persons.at(year=2015), persons.at(year=2016)])
    assert stacked.missing[0, :, 0].tolist() == [Missing.PRESENT, Missing.NOT_YET_DUE]


def test_of_two_elements_of_a_year_the_first_is_kept() -> None:
    first, second = one("persons", 10), one("persons", 20)
    assert over_years([first, second]).values[0, :, 0].tolist() == [10]


def test_what_can_not_be_one_series_is_refused() -> None:
    with pytest.raises(DefinitionError, match="no elements"):
        over_years([])
    with pytest.raises(UnitError, match="can't be one series"):
        over_years([one("persons", 1), one("investment", 1)])
    with pytest.raises(DefinitionError, match="choose one element"):
        over_years([by_year("persons", {2015: 1, 2016: 2})])
