"""The default edition in English, whole: built, compared with the Chinese one, verified."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from assessbook.ledger.store import Ledger
from assessbook.verification.verify import verify_build
from tests.integration.books import copy_project

ROOT = Path(__file__).resolve().parents[2]
EDITION = ROOT / "params/jiaohe-2016/2015.yaml"
HAN = re.compile("[\u4e00-\u9fff]")

pytestmark = pytest.mark.slow


def built(edition, language, out, project=ROOT):
    command = [sys.executable, "-m", "assessbook.commands.main", "build", str(edition)]
    command += ["--lang", language, "--force", "--out", str(out)]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def builds(tmp_path_factory):
    folder = tmp_path_factory.mktemp("languages")
    made = {}
    for language in ("zh", "en"):
        made[language] = folder / language
        result = built(EDITION, language, made[language])
        assert result.returncode == 0, result.stderr
    return made


def rows(build):
    with Ledger.open(build / "ledger.db") as ledger:
        return {row.figure: row for row in ledger.figures()}


def test_both_reports_have_the_same_figures_with_the_same_values(builds):
    chinese, english = rows(builds["zh"]), rows(builds["en"])
    assert chinese.keys() == english.keys()
    assert all(row.value == english[name].value for name, row in chinese.items())
    assert all(row.text == english[name].text.replace(",", "") for name, row in chinese.items())


def test_names_units_and_formulas_are_in_english(builds):
    told = [(row.indicator_name, row.item_name, row.region_name, row.unit, row.formula) for row in rows(builds["en"]).values()]  # fmt: skip
    assert [text for texts in told for text in texts if HAN.search(text)] == []


def test_the_first_sentence_is_told_in_english_with_the_same_numbers(builds):
    page = (builds["en"] / "html/index.html").read_text(encoding="utf-8")
    first = re.search(r'<ol class="headlines"><li>(.*?)</li>', page, re.DOTALL)
    text = re.sub(r"<[^>]+>", "", first[1]).replace("\N{NO-BREAK SPACE}", " ")
    assert text == (
        "Extent of poverty: at the end of 2015, Jiaohe City had 5,832 households registered as poor with "
        "11,609 persons, and 25 provincial poor villages; the plan states a poverty headcount ratio of 3.88%."
    )
    assert '<html lang="en"' in page


def test_the_english_report_is_verified_as_the_chinese_one(builds):
    assert verify_build(ROOT, builds["en"], "en").findings == ()


def test_an_edition_that_nobody_has_translated_fails_with_a_list(tmp_path):
    project = copy_project(tmp_path / "project")
    catalogue = project / "params/lianzhou-2013/en.po"
    catalogue.unlink()
    result = built(project / "params/lianzhou-2013/2013.yaml", "en", tmp_path / "en", project)
    assert result.returncode == 1
    assert "can't be told in this language (en). Nothing was built." in result.stderr
    assert "a text of the programme to params/lianzhou-2013/en.po." in result.stderr
    assert "docs/languages.md" in result.stderr
    assert not (tmp_path / "en").exists()


def test_the_language_is_a_parameter_of_every_notebook(builds):
    executed = json.loads((builds["en"] / "notebooks/region/piaohe.ipynb").read_text(encoding="utf-8"))
    assert executed["metadata"]["papermill"]["parameters"]["lang"] == "en"
    chinese = json.loads((builds["zh"] / "notebooks/region/piaohe.ipynb").read_text(encoding="utf-8"))
    assert "lang" not in chinese["metadata"]["papermill"]["parameters"]
