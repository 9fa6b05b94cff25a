from fractions import Fraction

import pytest

from assessbook.core.problems import UnitError
from assessbook.core.units import Unit


@pytest.mark.parametrize(
    ("symbol", "other", "factor"),
    [
        ("亿元", "元", 100_000_000),
        ("亿元", "万元", 10_000),
        ("万元", "亿元", Fraction(1, 10_000)),
        ("万人", "人", 10_000),
        ("", "%", 100),
        ("%", "", Fraction(1, 100)),
        ("%", "‰", 10),
        ("上年=100", "", Fraction(1, 100)),
        ("万元/人", "元/人", 10_000),
        ("元/万人", "元/人", Fraction(1, 10_000)),
    ],
)
def test_the_factor_between_units_of_one_dimension(symbol, other, factor):
    assert Unit.of(symbol).factor_to(Unit.of(other)) == factor


@pytest.mark.parametrize(
    ("symbol", "other"), [("人", "人次"), ("人", "户"), ("元", "人"), ("元", "%"), ("元/人", "元")]
)
def test_units_of_different_dimensions_do_not_convert(symbol, other):
    with pytest.raises(UnitError, match="can't be converted"):
        Unit.of(symbol).factor_to(Unit.of(other))


@pytest.mark.parametrize("symbol", ["斤", "元/", "元/斤", "元/人/年", "person"])
def test_an_unknown_unit_is_refused_and_the_known_ones_are_listed(symbol):
    with pytest.raises(UnitError, match="is not known") as caught:
        Unit.of(symbol)
    assert "人, 万人, 人次, 户" in str(caught.value)
    assert "%" in str(caught.value)


@pytest.mark.parametrize(
    ("left", "right", "symbol"),
    [
        ("元", "人", "元·人"),
        ("元/人", "人", "元"),
        ("人", "元/人", "元"),
        ("元/人", "人/户", "元/户"),
        ("元", "", "元"),
        ("", "元", "元"),
        ("百分点/年", "年", "百分点"),
    ],
)
def test_products_read_as_people_write_them(left, right, symbol):
    assert Unit.of(left).times(Unit.of(right)).symbol == symbol


@pytest.mark.parametrize(
    ("left", "right", "symbol"),
    [
        ("元", "人", "元/人"),
        ("人", "人", ""),
        ("元", "", "元"),
        ("", "人", "/人"),
        ("元/人", "元", "/人"),
        ("元/人", "户", "元/人·户"),
        ("元", "元/人", "人"),
        ("元/人", "元/户", "户/人"),
    ],
)
def test_quotients_read_as_people_write_them(left, right, symbol):
    assert Unit.of(left).per(Unit.of(right)).symbol == symbol


def test_a_mean_weighted_by_persons_has_the_unit_of_what_is_averaged():
    yuan, persons = Unit.of("元"), Unit.of("人")
    assert yuan.times(persons).per(persons) == yuan
    percent = Unit.of("%")
    assert percent.times(persons).per(persons) == percent


def test_a_quotient_keeps_the_scales_of_both_units():
    # 3 万元 for 2 万人 is 1.5 元 per person.
    assert Unit.of("万元").per(Unit.of("万人")).factor_to(Unit.of("元/人")) == 1
    assert Unit.of("元").per(Unit.of("万元")).factor_to(Unit.of("%")) == Fraction(1, 100)


def test_spaces_do_not_make_another_unit():
    assert Unit.of(" 元 / 人 ") == Unit.of("元/人")


def test_persons_and_person_times_have_different_dimensions():
    assert not Unit.of("人").same_dimensions(Unit.of("人次"))


def test_ratios_have_no_dimension():
    assert all(Unit.of(symbol).is_ratio for symbol in ("%", "‰", "百分点", "倍", "上年=100", "", "人/人"))
    assert not Unit.of("元/人").is_ratio
