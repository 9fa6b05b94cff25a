"""The register of a programme: its shape, what it must agree with, and what of it belongs to an edition."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessbook.assessment.register import (
    DEMONSTRATION,
    Register,
    RegisterFile,
    ReviewEntry,
    load_register,
    register_of,
    register_problems,
)
from assessbook.core.problems import InputError
from assessbook.core.workspace import Workspace

ROOT = Path(__file__).parents[2]
FILE = "params/plan/register.yaml"
TEXT = """\
assumptions:
  - id: base
    text: 增长从基期年份算起。
    basis: 规划第二章。
    parameters: [base_year]
  - id: late
    text: 末期按累计数判断。
    basis: 规划第三章。
    editions: [2020]
caveats:
  - id: towns
    text: 乡镇没有收入数据。
    editions: [2015, 2016]
checklist:
  - {id: sources, text: 来源核对无误。}
"""


def write(folder: Path, text: str = TEXT) -> Workspace:
    path = folder / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Workspace(folder)


def problems(folder: Path, text: str) -> list[str]:
    register, document = load_register(write(folder, text), "plan")
    assert document is not None
    found = register_problems(register, document, ["base_year", "target_path"], [2015, 2016, 2020])
    return [f"{each.where}: {each.what} {each.action}".strip() for each in found]


def test_an_edition_has_what_holds_in_its_year(tmp_path: Path) -> None:
    file, _ = load_register(write(tmp_path), "plan")
    first, last = register_of(file, "plan", 2015), register_of(file, "plan", 2020)
    assert [entry.id for entry in first.assumptions] == ["base"]
    assert [entry.id for entry in last.assumptions] == ["base", "late"]
    assert [entry.id for entry in first.caveats] == ["towns"]
    assert last.caveats == ()


def test_a_demonstration_has_the_register_of_its_programme_and_says_first_that_its_data_are_made_up(
    tmp_path: Path,
) -> None:
    file, _ = load_register(write(tmp_path), "demo-plan")
    found = register_of(file, "demo-plan", 2015)
    assert [entry.text for entry in found.caveats] == [DEMONSTRATION, "乡镇没有收入数据。"]
    assert [entry.id for entry in found.assumptions] == ["base"]


def test_a_programme_without_a_register_has_nothing_registered(tmp_path: Path) -> None:
    assert load_register(Workspace(tmp_path), "plan") == (RegisterFile(), None)
    assert register_of(RegisterFile(), "plan", 2015) == Register()


def test_a_sound_register_has_no_problems(tmp_path: Path) -> None:
    assert problems(tmp_path, TEXT) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("[base_year]", "[base_yaer]", "line 5: base is carried by base_yaer, which is no parameter of an edition Did you mean base_year?"),
        ("id: late", "id: base", "line 6: assumptions has two entries base Give one another id."),
        ("[2020]", "[2021]", "line 9: late holds in the edition of 2021, which there isn't Did you mean 2020?"),
    ],
)  # fmt: skip
def test_what_it_must_agree_with_is_told_at_its_line(tmp_path: Path, old: str, new: str, found: str) -> None:
    assert problems(tmp_path, TEXT.replace(old, new)) == [f"{FILE}, {found}"]


def test_everything_that_its_shape_refuses_is_told_at_once(tmp_path: Path) -> None:
    text = TEXT.replace("    basis: 规划第二章。\n", "").replace("text: 来源", "txet: 来源")
    with pytest.raises(InputError) as refused:
        load_register(write(tmp_path, text), "plan")
    assert [str(problem) for problem in refused.value.problems] == [
        f"{FILE}, line 2: assumptions.0.basis is missing\n  Add it.",
        f"{FILE}, line 14: checklist.0.text is missing\n  Add it.",
        f"{FILE}, line 14: checklist.0.txet is not known here\n  Did you mean text?",
    ]


def test_a_finding_is_looked_up_by_its_item() -> None:
    entry = ReviewEntry(item="sources", name="张三", date="2016-03-01", finding="无误")  # type: ignore[arg-type]
    register = Register(review=(entry,))
    assert register.finding("sources") == entry
    assert register.finding("verdicts") is None
    assert register.words == {"张三", "无误"}


@pytest.mark.parametrize(
    "programme", ["jiaohe-2016", "jilin-2012", "jilin-2016", "lianzhou-2013", "zhejiang-2013"]
)
def test_every_programme_registers_what_its_parameters_decide(programme: str) -> None:
    file, document = load_register(Workspace(ROOT), programme)
    assert document is not None
    carried = {name for entry in file.assumptions for name in entry.parameters}
    assert carried == {"base_year", "target_years", "target_path", "reference_region", "deflator_region"}
    assert len(file.caveats) >= 5
    assert len(file.checklist) >= 5
