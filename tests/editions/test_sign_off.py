"""Review and sign-off in an edition's file: what must agree before anything is built."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from assessbook.core.problems import InputError
from assessbook.core.workspace import Workspace
from assessbook.editions.edition import Edition
from assessbook.editions.manifest import edition_facts
from assessbook.editions.parameters import load_edition
from tests.conftest import EDITION

FILE = "params/jiaohe-2016/2015.yaml"
REGISTER = """\
assumptions: []
caveats: []
checklist:
  - {id: sources, text: 来源核对无误。}
  - {id: verdicts, text: 结论与数据相符。}
"""
# The edition's own file has nine lines; `status` is the tenth, `review` the eleventh.
REVIEW = """\
review:
  - {item: sources, name: 张三, date: 2016-02-01, finding: 无误}
  - {item: verdicts, name: 李四, date: 2016-02-02, finding: 无异议}
"""
SIGNED = "signed_off: {name: 王五, office: 领导小组办公室, date: 2016-03-01}\n"


@pytest.fixture
def draft(small: Workspace) -> Workspace:
    small.path("params/jiaohe-2016/register.yaml").write_text(REGISTER, encoding="utf-8")
    return small


def load(
    workspace: Workspace, said: str, status: str = "draft", overrides: dict[str, str] | None = None
) -> Edition:
    workspace.path(FILE).write_text(f"{EDITION}status: {status}\n{said}", encoding="utf-8")
    return load_edition(workspace, Path(FILE), overrides)


def refused(workspace: Workspace, said: str, status: str = "draft", **overrides: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        load(workspace, said, status, overrides)
    return [f"{each.where}: {each.what}" for each in caught.value.problems]


def test_a_draft_is_one_until_it_is_signed_off(draft: Workspace) -> None:
    assert load(draft, "").standing == "draft"
    assert load(draft, REVIEW).standing == "draft"
    signed = load(draft, REVIEW + SIGNED)
    assert (signed.status, signed.standing) == ("draft", "real")


def test_the_sign_off_stands_in_what_the_ledger_says_of_the_edition(draft: Workspace) -> None:
    assert "signed_off" not in edition_facts(load(draft, REVIEW))
    facts = edition_facts(load(draft, REVIEW + SIGNED))
    assert facts["status"] == "draft"
    assert facts["signed_off"] == '{"date": "2016-03-01", "name": "王五", "office": "领导小组办公室"}'


def test_a_date_may_stand_in_quotes(draft: Workspace) -> None:
    found = load(draft, REVIEW.replace("2016-02-01", '"2016-02-01"')).register.review[0]
    assert found.date == datetime.date(2016, 2, 1)


def test_an_unknown_item_gets_a_suggestion(draft: Workspace) -> None:
    with pytest.raises(InputError) as caught:
        load(draft, REVIEW.replace("item: verdicts", "item: verdict"))
    (found,) = caught.value.problems
    assert found.where == f"{FILE}, line 13"
    assert found.what == "review: verdict is not an item of the checklist in params/jiaohe-2016/register.yaml"
    assert found.action == "Did you mean verdicts?"


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("item: verdicts", "item: sources", "line 13: review: sources stands twice"),
        ("2016-02-02", "2016-01-31", "line 13: review: 2016-01-31 is earlier than the entry before it, 2016-02-01"),
        ("2016-02-02", "2016-02-30", "line 13: not valid YAML: day is out of range for month"),
        ("2016-02-02", '"2016-02-30"', "line 13: review.1.date: a date of the calendar is needed, such as 2016-03-01 (found '2016-02-30')"),
        ("name: 李四", 'name: " "', "line 13: review.1.name: words are needed (found ' ')"),
    ],
)  # fmt: skip
def test_a_review_that_contradicts_itself_is_refused_at_its_line(
    draft: Workspace, old: str, new: str, found: str
) -> None:
    lines = refused(draft, REVIEW.replace(old, new))
    assert f"{FILE}, {found}" in lines


def test_a_sign_off_needs_the_whole_review(draft: Workspace) -> None:
    half = "".join(REVIEW.splitlines(keepends=True)[:2])
    assert refused(draft, half + SIGNED) == [
        f"{FILE}, line 13: signed_off: the review is not complete, it lacks verdicts"
    ]


def test_a_sign_off_is_not_earlier_than_the_last_review(draft: Workspace) -> None:
    assert refused(draft, REVIEW + SIGNED.replace("2016-03-01", "2016-02-01")) == [
        f"{FILE}, line 14: signed_off.date: 2016-02-01 is earlier than the last review, 2016-02-02"
    ]


def test_without_a_checklist_nothing_can_be_signed_off(small: Workspace) -> None:
    assert refused(small, SIGNED) == [
        f"{FILE}, line 11: signed_off: there is no checklist in params/jiaohe-2016/register.yaml "
        "that a review could go by"
    ]


def test_what_was_signed_off_is_not_built_with_other_parameters(draft: Workspace) -> None:
    assert refused(draft, REVIEW + SIGNED, base_year="2014") == [
        f"{FILE}, line 14: signed_off: the edition was signed off with other values of base_year"
    ]


def test_made_up_data_may_be_reviewed_but_not_signed_off(draft: Workspace) -> None:
    assert load(draft, REVIEW, "synthetic").standing == "synthetic"
    assert refused(draft, REVIEW + SIGNED, "synthetic") == [
        f"{FILE}, line 14: signed_off: a demonstration is made of made-up data and can't be signed off"
    ]


def test_all_problems_come_at_once(draft: Workspace) -> None:
    register = draft.path("params/jiaohe-2016/register.yaml")
    register.write_text(
        REGISTER.replace("assumptions: []", "assumptions: [{id: a, text: 甲, basis: 乙, parameters: [x]}]")
    )
    lines = refused(draft, REVIEW.replace("item: verdicts", "item: nothing") + SIGNED)
    assert len(lines) == 3
    assert any("register.yaml, line 1" in line for line in lines)
