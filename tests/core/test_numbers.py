import pytest

from assessbook.core.numbers import printed, rounded


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.125, 2, "0.13"),
        (2.675, 2, "2.68"),
        (1.005, 2, "1.01"),
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-0.5, 0, "\N{MINUS SIGN}1"),
        (-2.5, 0, "\N{MINUS SIGN}3"),
        (0.45, 1, "0.5"),
        (47.99040, 2, "47.99"),
        (14.9021, 1, "14.9"),
        (99.995, 2, "100.00"),
    ],
)
def test_halves_are_rounded_away_from_zero(value, decimals, text):
    assert printed(value, decimals) == text


def test_binary_noise_does_not_decide_a_rounding():
    # 1.1 + 2.2 is 3.3000000000000003 and 0.1 * 3 is 0.30000000000000004 in binary.
    assert printed(0.1 + 0.2) == "0.3"
    assert printed(1.1 + 2.2) == "3.3"
    # 4.35 * 100 is 434.99999999999994 in binary.
    assert printed(4.35 * 100, 0) == "435"
    # 0.285 * 100 is 28.499999999999996.
    assert printed(0.285 * 100, 0) == "29"


def test_zero_has_no_sign():
    assert printed(-0.0) == "0"
    assert printed(-0.0, 2) == "0.00"
    assert printed(-0.004, 2) == "0.00"


def test_without_decimals_a_number_prints_the_digits_it_needs():
    assert printed(10522.0) == "10522"
    assert printed(2.4) == "2.4"
    assert printed(100_000_000.0) == "100000000"
    assert printed(0.00001) == "0.00001"
    assert printed(-12.5) == "\N{MINUS SIGN}12.5"


def test_stated_decimals_are_filled_with_zeros():
    assert printed(7.0, 2) == "7.00"
    assert printed(1200.0, 1) == "1200.0"


def test_rounded_is_a_decimal_with_the_decimals_asked_for():
    assert str(rounded(2.675, 2)) == "2.68"
    assert str(rounded(12.0, 1)) == "12.0"
