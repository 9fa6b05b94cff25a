"""Findings: who is to blame, how a line reads, where two records differ."""

from __future__ import annotations

from assessbook.verification.report import Finding, Findings, Statement, Verification, difference

LEDGER, PAGE = Statement("ledger.db", "567"), Statement("index.html", "568")


def test_the_copy_is_found_wanting() -> None:
    findings = Findings()
    findings.compare("text", LEDGER, PAGE, figure="p/2015/r/x")
    assert findings.sorted() == [Finding("index.html", "text", "p/2015/r/x", "", "567", "568")]


def test_the_origin_is_found_wanting_where_it_alone_was_altered() -> None:
    findings = Findings({"ledger.db"})
    findings.compare("text", LEDGER, PAGE)
    assert [(found.file, found.was, found.now) for found in findings.sorted()] == [
        ("ledger.db", "568", "567")
    ]


def test_a_line_names_file_place_figure_and_both_states() -> None:
    finding = Finding("html/plan.html", "text", "p/2015/r/x", "cell-a", "567", "568")
    assert str(finding) == "html/plan.html › cell-a: text of p/2015/r/x was 567, is 568"


def test_a_long_text_is_cut_to_where_it_differs() -> None:
    finding = Finding(
        "f", "words", "", "", "一" * 200 + "567人" + "二" * 200, "一" * 200 + "568人" + "二" * 200
    )
    line = str(finding)
    assert "一567人二" in line
    assert "568人" in line
    assert len(line) < 300


def test_the_first_difference_of_two_records_has_its_path() -> None:
    left = {"value": 1.0, "inputs": [{"value": 2.0}, {"value": 3.0}]}
    right = {"value": 1.0, "inputs": [{"value": 2.0}, {"value": 4.0}]}
    assert difference(left, right) == ("inputs[1].value", 3.0, 4.0)
    assert difference(left, left) is None


def test_nothing_found_says_how_much_was_looked_at() -> None:
    assert Verification((), 700, 375, 127).summary == (
        "nothing altered: 700 figures recomputed from 375 cells, 127 files"
    )
