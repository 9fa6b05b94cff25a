import pytest

from assessbook.core.missing import Missing

KINDS = (Missing.NOT_APPLICABLE, Missing.NOT_YET_DUE, Missing.NO_OBSERVATION, Missing.SUPPRESSED)


def test_suppressed_is_the_gravest_then_no_observation_then_not_yet_due_then_not_applicable():
    assert max(KINDS) is Missing.SUPPRESSED
    assert sorted(KINDS, reverse=True) == [
        Missing.SUPPRESSED,
        Missing.NO_OBSERVATION,
        Missing.NOT_YET_DUE,
        Missing.NOT_APPLICABLE,
    ]
    assert min(KINDS) > Missing.PRESENT


def test_each_kind_prints_differently_and_none_prints_as_zero_or_nothing():
    texts = {kind.text for kind in KINDS}
    assert texts == {"不适用", "未到期", "无数据", "不公布"}
    assert Missing.PRESENT.text == ""


@pytest.mark.parametrize("kind", KINDS)
def test_the_line_under_a_table_explains_the_symbol_it_prints(kind):
    assert kind.explanation.startswith(f"“{kind.text}”：")


def test_the_words_of_specifications_name_the_kinds():
    assert Missing.from_status("suppressed") is Missing.SUPPRESSED
    assert Missing.from_status("no_observation") is Missing.NO_OBSERVATION
    assert Missing.NOT_YET_DUE.status == "not_yet_due"
