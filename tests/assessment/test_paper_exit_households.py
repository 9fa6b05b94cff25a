"""Paper exits, households in the register; and what holds for the texts and figures of every check."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError
from ruamel.yaml import YAML

from assessbook.assessment.paper_exits import (
    CHECKS,
    PaperExitParameters,
    checks_not_possible,
    find_suspicions,
)
from assessbook.core.missing import Missing
from assessbook.report.figures import Figure
from assessbook.report.sentences import filled, require_places
from tests.assessment.examples import Stated
from tests.assessment.paper_exit_examples import (
    cells,
    dataset,
    found,
    incomes,
    number,
    only,
    reason,
    yearly,
)
from tests.assessment.test_paper_exit_years import completed, growing
from tests.assessment.test_paper_exits import LINE, in_bins, spread


def statuses(histories: dict[str, dict[int, int | Missing]], region: str = "east") -> list[Stated]:
    """Household -> year -> status."""
    return [
        ("household_status", region, year, household, value if isinstance(value, Missing) else str(value))
        for household, years in histories.items()
        for year, value in years.items()
    ]


# ---------------------------------------------------------------- back in the register


def test_a_household_that_exits_and_is_registered_again_is_counted_in_the_year_of_its_return() -> None:
    stayed = {f"户{n}": {2015: 0, 2016: 0} for n in range(2, 41)}
    suspicion = only(statuses({"户1": {2014: 1, 2015: 0, 2016: 1}, **stayed}), "returned")
    assert (suspicion.region, suspicion.period.start) == ("county", 2016)
    # One of forty, 2.5 per cent: not more than five.
    assert (number(suspicion, "count"), number(suspicion, "exited")) == (1, 40)
    assert number(suspicion, "share") == 2.5
    assert suspicion.strength == "weak"
    assert cells(suspicion, "count") == {"B3"}
    assert "涉及东村。" in suspicion.observed


@pytest.mark.parametrize(("back", "strength"), [(1, "weak"), (2, "moderate"), (3, "strong")])
def test_the_share_of_returned_households_decides_the_strength(back: int, strength: str) -> None:
    # Of twenty: 5 %, 10 % and 15 %; a share equal to a bound isn't above it.
    histories: dict[str, dict[int, int | Missing]] = {
        f"户{n}": {2015: 0, 2016: 1 if n <= back else 0} for n in range(1, 21)
    }
    assert only(statuses(histories), "returned").strength == strength


def test_a_household_registered_all_along_or_first_seen_has_not_returned() -> None:
    data = statuses({"户1": {2015: 1, 2016: 1}, "户2": {2016: 1}, "户3": {2015: 1, 2016: 0}})
    assert found(data, "returned") == []
    assert reason(data, "returned") == ""


def test_a_year_without_a_status_is_no_exit() -> None:
    data = statuses({"户1": {2014: 1, 2015: Missing.NO_OBSERVATION, 2016: 1}})
    assert found(data, "returned") == []


def test_the_same_number_in_two_villages_is_two_households() -> None:
    data = [*statuses({"户1": {2015: 0}}), *statuses({"户1": {2016: 1}}, "west")]
    assert found(data, "returned") == []
    assert reason(data, "returned") == "逐户登记状态只有单个年度，无从比较"


# ---------------------------------------------------------------- out below the line


def out_with(*values: float, status: int = 0) -> list[Stated]:
    """Households with a status and an income."""
    return [
        *incomes(values),
        *statuses({f"户{n}": {2016: status} for n in range(1, len(values) + 1)}),
    ]


def test_exits_below_the_line_are_counted_and_one_at_the_line_is_not_among_them() -> None:
    suspicion = only([*LINE, *out_with(2999.5, 3000, 3000, 3500, 4000, 0, *[5000] * 14)], "below_line")
    assert (number(suspicion, "part"), number(suspicion, "whole")) == (2, 20)
    assert number(suspicion, "share") == 10
    assert suspicion.strength == "moderate"
    # Row 1 is the line; incomes follow: 2999.5 in row 2, none at all in row 7.
    assert cells(suspicion, "part") == {"B2", "B7"}


@pytest.mark.parametrize(("low", "strength"), [(1, "weak"), (4, "moderate"), (5, "strong")])
def test_the_share_below_the_line_decides_the_strength(low: int, strength: str) -> None:
    # Of twenty: 5 %, 20 % and 25 %.
    data = [*LINE, *out_with(*[2000] * low, *[5000] * (20 - low))]
    assert only(data, "below_line").strength == strength


def test_registered_households_may_be_below_the_line() -> None:
    data = [*LINE, *out_with(2000, 2100, status=1), *statuses({"户9": {2016: 0}})]
    assert found(data, "below_line") == []


def test_an_exited_household_without_an_income_is_not_below_the_line() -> None:
    absent: list[Stated] = [("household_income", "east", 2016, "户9", Missing.NO_OBSERVATION)]
    data = [*LINE, *out_with(3500), *absent, *statuses({"户9": {2016: 0}})]
    assert found(data, "below_line") == []
    assert reason(data, "below_line") == ""
    lower = [*incomes([100], start=10), *statuses({"户10": {2016: 0}})]
    suspicion = only([*data, *lower], "below_line")
    assert (number(suspicion, "part"), number(suspicion, "whole")) == (1, 2)


def test_without_a_line_or_a_status_exits_cannot_be_compared() -> None:
    assert reason(out_with(2000), "below_line") == "没有同时具备同年收入、登记状态和脱贫标准的已脱贫户"
    assert reason([*LINE, *incomes([2000])], "below_line") != ""


# ---------------------------------------------------------------- the end of the year


def months(*counts: int) -> list[Stated]:
    """So many exits in each month from January on."""
    each = [month for month, count in enumerate(counts, start=1) for _ in range(count)]
    return incomes(each, measure="household_exit_month")


@pytest.mark.parametrize(
    ("december", "strength"), [(21, "weak"), (30, "weak"), (31, "moderate"), (40, "moderate")]
)
def test_exits_in_december_are_at_most_a_moderate_sign(december: int, strength: str) -> None:
    # Of forty: half are 20, three quarters 30.
    suspicion = only(months(40 - december, *[0] * 10, december), "year_end")
    assert suspicion.strength == strength
    assert (number(suspicion, "part"), number(suspicion, "whole")) == (december, 40)
    assert "12月退出的有" in suspicion.observed


def test_half_of_the_exits_in_december_are_no_sign() -> None:
    assert found(months(20, *[0] * 10, 20), "year_end") == []


def test_the_last_quarter_can_be_chosen_instead_of_the_last_month() -> None:
    data = months(10, *[0] * 8, 10, 10, 10)
    assert found(data, "year_end") == []
    assert number(only(data, "year_end", last_months=(10, 11, 12)), "part") == 30


def test_twenty_nine_exits_with_a_month_are_too_few_and_none_are_said_to_be_none() -> None:
    assert reason(months(*[0] * 11, 29), "year_end") == "各年度有退出月份的户数均过少，不足以检验"
    assert reason(incomes([1000]), "year_end") == "没有逐户退出月份数据"


# ---------------------------------------------------------------- all checks together


def everything() -> list[Stated]:
    """A dataset in which every check finds something."""
    values = [*in_bins(10, 10, 40, 10, 10), *[3127] * 12]
    register = {"poor_persons": {2015: 100, 2016: 120}, "exit_persons": {2016: 30}}
    flows = {"return_persons": {2016: 5}, "new_poor_persons": {2016: 6}}
    return [
        *LINE,
        *incomes(values),
        *incomes([10 * value for value in spread(60, 300, 11)], year=2015),
        *statuses({f"户{n}": {2015: 0, 2016: n % 2} for n in range(1, 31)}),
        *months(5, *[0] * 10, 40),
        *growing(8, 9, 9, 10, 10, 11, 11, 12, 30),
        *completed(10, 10),
        *yearly("exit_persons_cumulative", {"county": {2015: 100, 2016: 90}}),
        *(
            entry
            for name, years in {**register, **flows}.items()
            for entry in yearly(name, {"county": years})
        ),
    ]


def test_every_check_finds_its_sign_in_one_dataset_and_nothing_is_left_unchecked() -> None:
    data = dataset(*everything())
    assert [check.identifier for check in CHECKS] == list(
        dict.fromkeys(entry.check for entry in find_suspicions(data, "county"))
    )
    assert checks_not_possible(data, "county") == []


def test_every_sentence_is_filled_with_its_figures_and_each_id_means_one_thing() -> None:
    records: dict[str, object] = {}
    data = dataset(*everything())
    # A county's report and its town's show some figures both; what one id says must be the same in both.
    for suspicion in (
        *find_suspicions(data, "county"),
        *find_suspicions(data, "province"),
        *find_suspicions(data, "town1"),
    ):
        values = dict(suspicion.figures)
        require_places([suspicion.sentence], {**values})
        runs = filled("example", suspicion.sentence, {**values})
        figures = [run for run in runs if isinstance(run, Figure)]
        assert len(figures) >= len(values)
        for figure in figures:
            assert cells_of(figure), figure.figure
            assert records.setdefault(figure.figure, figure.to_json()) == figure.to_json()


def cells_of(figure: Figure) -> list[str]:
    return re.findall(r"'cell': '(\w+)'", str(figure.derivation))


def test_no_text_accuses_anybody() -> None:
    data = dataset(*everything())
    texts = [
        text
        for entry in find_suspicions(data, "county")
        for text in (entry.statement, entry.sentence, entry.rule, entry.strength_name)
    ]
    texts += [check.name for check in CHECKS]
    texts += [text for _, text in checks_not_possible(dataset(), "county")]
    texts += [measure.name for entry in find_suspicions(data, "county") for measure in entry.figures.values()]
    assert not [
        text for text in texts if re.search("造假|虚报|作假|虚假|弄虚|数字脱贫|违规|谎报|瞒报|嫌疑", text)
    ]
    assert all("值得核实" in entry.statement for entry in find_suspicions(data, "county"))


def test_a_dataset_without_such_data_has_no_suspicions_and_says_why_for_every_check() -> None:
    assert find_suspicions(dataset(), "county") == []
    reasons = checks_not_possible(dataset(), "county")
    assert [check for check, _ in reasons] == list(CHECKS)
    assert all(text and not text.endswith("。") for _, text in reasons)


def test_households_of_another_county_are_not_looked_at() -> None:
    assert [
        entry for entry in find_suspicions(dataset(*everything()), "town10") if entry.region != "town10"
    ] == []
    assert found([*LINE, *incomes(in_bins(10, 10, 40, 10, 10))], "heaping", "town2") == []


def test_grades_must_rise_and_months_must_be_months() -> None:
    with pytest.raises(ValidationError, match="growth_z"):
        PaperExitParameters.model_validate({"growth_z": {"weak": 5, "moderate": 3.5, "strong": 8}})
    with pytest.raises(ValidationError, match="must fall"):
        PaperExitParameters.model_validate({"probability": {"weak": 0.001, "moderate": 0.01, "strong": 0.1}})
    with pytest.raises(ValidationError, match="months from 1 to 12"):
        PaperExitParameters.model_validate({"last_months": [13]})


def test_the_shared_definitions_hold_every_measure_that_the_checks_read() -> None:
    file = Path(__file__).parents[2] / "data" / "measures.yaml"
    with file.open(encoding="utf-8") as stream:
        measures = YAML(typ="safe").load(stream)["measures"]
    units = {
        "household_income": "元",
        "household_net_income": "元",
        "household_status": "",
        "household_exit_month": "",
        "poor_persons": "人",
        "exit_persons": "人",
        "planned_exit_persons": "人",
        "exit_persons_cumulative": "人",
        "return_persons": "人",
        "new_poor_persons": "人",
    }
    assert {name: measures[name]["unit"] for name in units} == units
    assert {name for name in units if measures[name]["kind"] == "entry"} == {
        name for name in units if name.startswith("household")
    }
    assert measures["household_income"]["concept"]["income"] == "disposable"
    assert measures["household_net_income"]["concept"]["income"] == "net"
