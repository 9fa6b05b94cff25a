"""The ledger file: what goes in comes out, byte for byte the same, and a bad file is told as such."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assessbook.core.problems import InputError
from assessbook.ledger.gather import ExecutedNotebook, gather
from assessbook.ledger.store import Derivation, Ledger, Source, write_ledger
from tests.ledger.notebooks import FILE, code, figure, notebook, source, statement, total

FACTS = {"programme": "plan", "year": "2015", "title": "年度评估报告"}
NORTH = figure("north", source("C3", 600))
SOUTH = figure("south", source("C4", 300, note="疑为印刷错误"))
TOTAL = figure(
    "county",
    total(source("C3", 600), source("C4", 300, note="疑为印刷错误")),
    indicator="total",
    indicator_name="合计",
    formula="600 + 300",
)


def notebooks() -> list[ExecutedNotebook]:
    return [
        notebook("overview", "county", 2, code("headlines", statement(TOTAL, NORTH))),
        notebook("region/north", "north", 0, code("size", statement(NORTH), statement(NORTH))),
        notebook("region/south", "south", 0, code("size", statement(SOUTH))),
    ]


def written(path: Path, books: Sequence[ExecutedNotebook]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_ledger(path, gather(books), FACTS)
    return path


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(written(tmp_path / "ledger.db", notebooks())) as opened:
        yield opened


# ---------------------------------------------------------------- bytes


def test_the_same_figures_give_the_same_bytes_in_different_folders(tmp_path: Path) -> None:
    first = written(tmp_path / "one" / "ledger.db", notebooks())
    second = written(tmp_path / "another, 第二个" / "book.db", notebooks())
    assert first.read_bytes() == second.read_bytes()


def test_the_order_of_the_edition_s_facts_does_not_change_the_bytes(tmp_path: Path) -> None:
    first = written(tmp_path / "one.db", notebooks())
    write_ledger(tmp_path / "two.db", gather(notebooks()), dict(reversed(FACTS.items())))
    assert first.read_bytes() == (tmp_path / "two.db").read_bytes()


def test_another_value_gives_other_bytes(tmp_path: Path) -> None:
    contents = []
    for value in (300, 301):
        shown = statement(figure("south", source("C4", value)))
        path = tmp_path / f"{value}.db"
        contents.append(
            written(path, [notebook("region/south", "south", 0, code("size", shown))]).read_bytes()
        )
    assert contents[0] != contents[1]


def test_a_former_ledger_is_replaced_whole(tmp_path: Path) -> None:
    path = written(tmp_path / "ledger.db", notebooks())
    written(path, notebooks()[2:])
    with Ledger.open(path) as found:
        assert found.ids() == ["plan/2015/south/persons"]


# ---------------------------------------------------------------- round trip


def test_an_observed_figure_comes_back_as_it_was_published(ledger: Ledger) -> None:
    row = ledger.figure("plan/2015/south/persons")
    assert row is not None
    assert (row.programme, row.year, row.region, row.region_name) == ("plan", "2015", "south", "南镇")
    assert (row.indicator, row.indicator_name, row.item, row.item_name) == ("persons", "贫困人口", "", "")
    assert (row.value, row.unit, row.text, row.status, row.formula) == (300, "人", "300", "observed", "300")
    assert (row.notebook, row.cell) == ("region/south", "size")
    assert row.sources == (Source(f"{FILE}!表1-1!C4", "300", "规划第一章", "疑为印刷错误"),)


def test_a_value_keeps_its_full_precision(tmp_path: Path) -> None:
    share = figure(
        "county", source("C5", 1), indicator="share", value=47.99040191961608, unit="%", text="47.99"
    )
    path = written(tmp_path / "l.db", [notebook("overview", "county", 2, code("a", statement(share)))])
    with Ledger.open(path) as found:
        row = found.figure("plan/2015/county/share")
    assert row is not None
    assert (row.value, row.unit, row.text) == (47.99040191961608, "%", "47.99")


def test_derivation_nodes_carry_address_raw_and_citation(ledger: Ledger) -> None:
    row = ledger.figure("plan/2015/county/total")
    assert row is not None
    assert (row.derivation.operation, row.derivation.value, row.derivation.address) == ("sum", 900, None)
    first, second = row.derivation.inputs
    assert (first.operation, first.value, first.text, first.unit) == ("source", 600, "600", "人")
    assert (first.address, first.raw, first.citation) == (f"{FILE}!表1-1!C3", "600", "规划第一章")
    assert (first.label, first.note) == ("贫困人口（北镇，2015年）", "")
    assert (second.address, second.note) == (f"{FILE}!表1-1!C4", "疑为印刷错误")


def test_a_source_s_number_reads_with_the_decimals_of_its_cell() -> None:
    record = source("C3", 2.5)
    record["source"]["decimals"] = 3
    assert Derivation.from_json(record).text == "2.500"


def test_a_missing_node_has_no_text_and_keeps_its_reason() -> None:
    record = {"operation": "absent", "value": None, "unit": "人", "missing": "not_yet_due"}
    node = Derivation.from_json(record)
    assert (node.value, node.text, node.missing, node.address) == (None, "", "not_yet_due", None)


def test_a_conversion_keeps_its_factor() -> None:
    record = {
        "operation": "convert",
        "value": 50.0,
        "unit": "%",
        "parameter": 100.0,
        "inputs": [source("C3", 1)],
    }
    assert Derivation.from_json(record).parameter == 100


def test_a_cell_read_twice_is_one_source_in_reading_order(tmp_path: Path) -> None:
    twice = figure(
        "county", total(source("C4", 300), source("C3", 600), source("C4", 300)), indicator="total"
    )
    path = written(tmp_path / "l.db", [notebook("overview", "county", 2, code("a", statement(twice)))])
    with Ledger.open(path) as found:
        row = found.figure("plan/2015/county/total")
    assert row is not None
    assert [cell.address for cell in row.sources] == [f"{FILE}!表1-1!C4", f"{FILE}!表1-1!C3"]
    assert len(row.derivation.inputs) == 3


def test_figures_come_in_book_order(ledger: Ledger) -> None:
    expected = ["plan/2015/county/total", "plan/2015/north/persons", "plan/2015/south/persons"]
    assert ledger.ids() == expected
    assert [row.figure for row in ledger.figures()] == expected


def test_appearances_name_each_cell_once_in_book_order(ledger: Ledger) -> None:
    assert list(ledger.appearances()) == [
        ("plan/2015/county/total", "overview", "headlines"),
        ("plan/2015/north/persons", "overview", "headlines"),
        ("plan/2015/north/persons", "region/north", "size"),
        ("plan/2015/south/persons", "region/south", "size"),
    ]


def test_the_edition_s_facts_come_back(ledger: Ledger) -> None:
    assert ledger.edition == FACTS


def test_an_unknown_figure_is_none(ledger: Ledger) -> None:
    assert ledger.figure("plan/2015/north/person") is None


def test_chinese_text_stands_in_the_file_as_it_is(tmp_path: Path) -> None:
    content = written(tmp_path / "ledger.db", notebooks()).read_bytes()
    assert "疑为印刷错误".encode() in content
    assert b"\\u" not in content


# ---------------------------------------------------------------- the reverse


def test_every_figure_on_a_cell_is_found_from_its_address(ledger: Ledger) -> None:
    assert [row.figure for row in ledger.figures_on(f"{FILE}!表1-1!C3")] == [
        "plan/2015/county/total",
        "plan/2015/north/persons",
    ]
    assert [row.figure for row in ledger.figures_on(f"{FILE}!表1-1!C4")] == [
        "plan/2015/county/total",
        "plan/2015/south/persons",
    ]


def test_no_figure_rests_on_a_cell_that_nothing_read(ledger: Ledger) -> None:
    assert ledger.figures_on(f"{FILE}!表1-1!C33") == []
    assert ledger.figures_on(f"{FILE}!表1-1!C") == []


def test_addresses_list_each_cell_once(ledger: Ledger) -> None:
    assert ledger.addresses() == [f"{FILE}!表1-1!C3", f"{FILE}!表1-1!C4"]


# ---------------------------------------------------------------- bad files


def test_a_missing_ledger_is_told_by_its_path(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.db: there is no ledger here"):
        Ledger.open(tmp_path / "nowhere.db")


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no ledger here"):
        Ledger.open(tmp_path)


def damaged(path: Path) -> None:
    with pytest.raises(InputError, match="not a ledger, or it is damaged"):
        Ledger.open(path)


def test_a_text_file_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_text("not a database, " * 100, encoding="utf-8")
    damaged(path)


def test_an_empty_file_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(b"")
    damaged(path)


def test_another_database_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE numbers (value REAL)")
    connection.close()
    damaged(path)


def test_a_ledger_cut_short_is_damaged(tmp_path: Path) -> None:
    path = written(tmp_path / "ledger.db", notebooks())
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    damaged(path)


def test_a_ledger_with_a_page_overwritten_is_damaged(tmp_path: Path) -> None:
    path = written(tmp_path / "ledger.db", notebooks())
    content = path.read_bytes()
    with sqlite3.connect(path) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'figures'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    path.write_bytes(content[: (page - 1) * size] + bytes(size) + content[page * size :])
    damaged(path)


def test_a_reader_can_not_change_a_ledger(ledger: Ledger) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        ledger._connection.execute("DELETE FROM figures")


def test_a_path_with_marks_of_its_own_is_opened(tmp_path: Path) -> None:
    path = written(tmp_path / "a?b#c%20 报告" / "ledger.db", notebooks())
    with Ledger.open(path) as found:
        assert len(found.ids()) == 3
