"""`assessbook build --since`: the build that is replaced stays quoted, and a rerun gives the same bytes."""

from __future__ import annotations

import json

from lxml import html
from openpyxl import load_workbook

from assessbook.core.workspace import sha256_of
from tests.integration.books import EDITION, Book, assessbook

NAME = "jiaohe-2016/2015/piaohe/poor_persons"


def test_a_build_since_the_one_it_replaces_quotes_it_and_can_be_made_again(small_copy: Book) -> None:
    former, sealed = sha256_of(small_copy.ledger), sha256_of(small_copy.build / "manifest.json")
    tables = small_copy.root / "data/jiaohe-2016/plan-tables.xlsx"
    workbook = load_workbook(tables)
    assert workbook["表1-1"]["C3"].value == 567
    workbook["表1-1"]["C3"].value = 577
    workbook.save(tables)
    done = assessbook(small_copy.root, "build", EDITION, "--since", "build/jiaohe-2016/2015")
    assert done.returncode == 0, done.stderr

    page = html.parse(small_copy.html / "changes.html")
    (line,) = page.xpath(f"//tr[@data-change='{NAME}']")
    assert line.xpath(".//q[@class='former']/text()") == ["567"]
    (link,) = line.xpath(".//a[@class='figure']")
    assert (link.text, link.get("href")) == ("577", "region/piaohe.html#cell-poverty-headcount")
    log = json.loads((small_copy.build / "revisions.json").read_text(encoding="utf-8"))
    assert [entry["ledger"] for entry in log["publications"]] == [f"sha256:{former}"]
    manifest = json.loads((small_copy.build / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["since"]["ledger"] == manifest["outputs"]["former/ledger.db"] == f"sha256:{former}"

    assert manifest["chain"] == [{"edition": "jiaohe-2016/2015", "manifest": f"sha256:{sealed}"}]

    # The former build is gone; what is kept of it is enough to make the same book again.
    rerun = assessbook(small_copy.root, "verify", "build/jiaohe-2016/2015", "--rerun")
    assert rerun.returncode == 0, rerun.stdout + rerun.stderr
    assert rerun.stdout.endswith(
        "; earlier editions in the chain: 1 replaced by a later build; the rerun gave the same\n"
    )


def test_a_build_of_another_programme_is_refused_before_anything_is_executed(small_copy: Book) -> None:
    done = assessbook(
        small_copy.root, "build", "params/zhejiang-2013/2013.yaml", "--since", "build/jiaohe-2016/2015"
    )
    assert done.returncode == 2
    assert "a build of jiaohe-2016, not of zhejiang-2013" in done.stderr
    assert not (small_copy.root / "build/zhejiang-2013").exists()
