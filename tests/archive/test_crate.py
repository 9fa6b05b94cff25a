"""`ro-crate-metadata.json` of a build of three files, entity by entity.

That it is valid for the profile is checked by the validator itself, in tests/integration/test_crate_validity.py.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assessbook.archive.crate import CrateRecord, CrateRun, write_crate

CODE = "sha256:" + "0" * 64


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """A build: a page, a notebook, a ledger."""
    folder = tmp_path / "build"
    for name, text in {
        "html/index.html": "page\n",
        "notebooks/region/piaohe.ipynb": "notebook\n",
        "ledger.db": "ledger\n",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def record(tmp_path: Path) -> CrateRecord:
    """What is known of it."""
    inputs = {}
    for name in ("data/x/表.xlsx", "notebooks/region.ipynb", "requirements.lock"):
        inputs[name] = tmp_path / name
        inputs[name].parent.mkdir(parents=True, exist_ok=True)
        inputs[name].write_text("input\n", encoding="utf-8")
    return CrateRecord(
        title="年度评估报告",
        subtitle="2015年度",
        document="《规划》",
        office="领导小组办公室",
        status="real",
        year=2015,
        published="2015",
        code=CODE,
        version="0.1.0",
        libraries={"assessbook": "0.1.0", "papermill": "2.7.0"},
        inputs=inputs,
        runs=(
            CrateRun(
                "region/piaohe",
                "漂河镇",
                "notebooks/region.ipynb",
                {"region": "piaohe", "base_year": 2015, "target_years": [2018, 2020]},
            ),
        ),
    )


def entities(build: Path, record: CrateRecord) -> dict[str, dict[str, Any]]:
    write_crate(build, record)
    graph = json.loads((build / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    found = {entity["@id"]: entity for entity in graph}
    assert len(found) == len(graph), "an id stands twice"
    return found


def test_the_root_names_the_edition_its_year_and_the_profile(build: Path, record: CrateRecord) -> None:
    root = entities(build, record)["./"]
    assert root["@type"] == "Dataset"
    assert root["name"] == "年度评估报告：2015年度"
    assert root["datePublished"] == "2015"
    assert root["temporalCoverage"] == "2015"
    assert root["creativeWorkStatus"] == "真实数据"
    assert root["conformsTo"] == {"@id": "https://w3id.org/ro/wfrun/process/0.5"}
    assert root["description"] == (
        "《规划》的年度评估报告。封面署名：领导小组办公室。"
        "报告中的数字均可追溯至计算它的笔记本单元格和来源工作簿单元格。"
    )
    assert root["mentions"] == [{"@id": "#run/region/piaohe"}, {"@id": "#build"}]


def test_every_file_of_the_build_is_a_part_with_its_hash_and_size(build: Path, record: CrateRecord) -> None:
    found = entities(build, record)
    parts = [part["@id"] for part in found["./"]["hasPart"]]
    assert parts == [
        "html/index.html", "ledger.db", "notebooks/region/piaohe.ipynb",
        "manifest.json", "manifest.json.sha256", "run.json",
    ]  # fmt: skip
    assert found["html/index.html"] == {
        "@id": "html/index.html",
        "@type": "File",
        "name": "网页报告首页",
        # printf 'page\n' | sha256sum
        "sha256": "362a07bbb5c74b982bed644b9f7e298837d7a3a232c964d039bb7e49ebea825f",
        "contentSize": "5",
        "encodingFormat": "text/html",
    }
    # The manifest holds the hash of this very file, so this file can't hold the manifest's.
    assert not {"sha256", "contentSize"} & (found["manifest.json"].keys() | found["run.json"].keys())


def test_inputs_are_described_and_not_part_of_the_build(build: Path, record: CrateRecord) -> None:
    found = entities(build, record)
    # The id is a URI: 表 is E8 A1 A8 in UTF-8.
    workbook = found["#data/x/%E8%A1%A8.xlsx"]
    assert workbook["@type"] == "File"
    assert workbook["name"] == "data/x/表.xlsx"
    # printf 'input\n' | sha256sum
    assert workbook["sha256"] == "7d3f9b6284c6f36e77b425cac882e8fbbcc97a4727ec20790853076d0f463453"
    assert not any(part["@id"].startswith("#") for part in found["./"]["hasPart"])


def test_a_notebook_run_names_template_parameters_workbooks_and_result(
    build: Path, record: CrateRecord
) -> None:
    found = entities(build, record)
    run = found["#run/region/piaohe"]
    assert run["@type"] == "CreateAction"
    assert run["instrument"] == {"@id": "#assessbook"}
    assert run["result"] == {"@id": "notebooks/region/piaohe.ipynb"}
    assert [part["@id"] for part in run["object"]] == [
        "#notebooks/region.ipynb",
        "#run/region/piaohe/region",
        "#run/region/piaohe/base_year",
        "#run/region/piaohe/target_years",
        "#data/x/%E8%A1%A8.xlsx",
    ]
    values = {name: found[f"#run/region/piaohe/{name}"]["value"] for name in ("region", "base_year")}
    assert values == {"region": "piaohe", "base_year": 2015}
    assert found["#run/region/piaohe/target_years"]["value"] == "[2018, 2020]"


def test_the_build_is_made_from_inputs_and_notebooks(build: Path, record: CrateRecord) -> None:
    action = entities(build, record)["#build"]
    assert {part["@id"] for part in action["object"]} == {
        "#data/x/%E8%A1%A8.xlsx", "#notebooks/region.ipynb", "#requirements.lock",
        "notebooks/region/piaohe.ipynb",
    }  # fmt: skip
    assert [part["@id"] for part in action["result"]] == ["html/index.html", "ledger.db"]


def test_the_software_states_version_code_and_environment(build: Path, record: CrateRecord) -> None:
    found = entities(build, record)
    software = found["#assessbook"]
    assert (software["@type"], software["version"]) == ("SoftwareApplication", "0.1.0")
    assert software["identifier"] == {"@id": "#code-version"}
    assert found["#code-version"]["value"] == CODE
    assert software["softwareRequirements"] == [{"@id": "#requirements.lock"}, {"@id": "#library/papermill"}]
    assert found["#library/papermill"]["version"] == "2.7.0"


def test_every_reference_leads_to_an_entity(build: Path, record: CrateRecord) -> None:
    found = entities(build, record)
    named = set()
    for entity in found.values():
        for value in entity.values():
            named |= {
                each["@id"]
                for each in (value if isinstance(value, list) else [value])
                if isinstance(each, dict)
            }
    assert named - found.keys() == {"https://w3id.org/ro/crate/1.1"}


def test_two_writings_give_the_same_bytes_and_tell_no_time(build: Path, record: CrateRecord) -> None:
    texts = []
    for _ in range(2):
        (build / "ro-crate-metadata.json").unlink(missing_ok=True)
        write_crate(build, record)
        texts.append((build / "ro-crate-metadata.json").read_bytes())
    assert texts[0] == texts[1]
    assert b"startTime" not in texts[0]
    assert b"endTime" not in texts[0]


def test_made_up_data_are_called_so(build: Path, record: CrateRecord) -> None:

    root = entities(build, replace(record, status="synthetic"))["./"]
    assert root["creativeWorkStatus"] == "演示数据"
    assert "本版使用演示数据，不反映任何地方的实际情况。" in root["description"]
