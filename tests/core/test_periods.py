import pytest

from assessbook.core.periods import Period


def test_a_number_is_a_year():
    assert Period.of(2015) == Period(2015, 2015)
    assert Period.of(2015).is_year


@pytest.mark.parametrize("text", ["2016-2020", "2016–2020", "2016—2020", " 2016 - 2020 ", "2016—2020年"])
def test_two_years_with_any_dash_are_a_span(text):
    assert Period.of(text) == Period(2016, 2020)
    assert not Period.of(text).is_year


@pytest.mark.parametrize("text", ["2015", "2015年", " 2015 "])
def test_text_may_be_a_year(text):
    assert Period.of(text) == Period(2015, 2015)


@pytest.mark.parametrize("text", ["", "15", "二〇一五年", "2016-20", "2016/2020", "2016-2018-2020", "2015.0"])
def test_other_text_is_refused_and_both_forms_are_shown(text):
    with pytest.raises(ValueError, match=r"is not a year \(2015\) or a span of years \(2016-2020\)"):
        Period.of(text)


def test_a_span_can_not_end_before_it_starts():
    with pytest.raises(ValueError, match="can't end in 2016 before it starts in 2020"):
        Period.of("2020-2016")


def test_a_span_prints_with_a_hyphen_and_in_chinese_with_a_dash():
    assert str(Period.of("2016-2020")) == "2016-2020"
    assert Period.of("2016-2020").chinese == "2016—2020年"
    assert str(Period.of(2015)) == "2015"
    assert Period.of(2015).chinese == "2015年"


def test_a_year_has_a_neighbour_and_a_span_has_none():
    assert Period.of(2015).shift(-2) == Period.of(2013)
    assert Period.of("2016-2020").shift(1) is None


def test_periods_sort_by_start_then_end():
    mixed = [Period.of("2016-2020"), Period.of(2017), Period.of(2016), Period.of(2015)]
    assert [str(period) for period in sorted(mixed)] == ["2015", "2016", "2016-2020", "2017"]
