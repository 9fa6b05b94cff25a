"""What pages say beside their blocks: the front page, the index of figures, the definitions, notices."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from lxml.html import HtmlElement

from assessbook.verification.ledger_file import LedgerFile
from assessbook.verification.report import Findings, Statement
from assessbook.verification.told import told

STATUS_TEXTS = {"real": "真实数据", "draft": "征求意见稿", "synthetic": "演示数据"}


def check_front(
    tree: HtmlElement, file: str, edition: Mapping[str, str], ledger: str, findings: Findings
) -> None:
    """Title, year, nature of the data and sign-off on the front page, against the ledger's words of the edition."""
    title = "".join(tree.xpath("//h1[1]")[0].text_content().split()) if tree.xpath("//h1") else ""
    said = [item.text_content() for item in tree.xpath("//ul[@class='edition']/li")]
    signed, standing = edition.get("signed_off", ""), edition.get("status", "")
    standing = "real" if signed and standing == "draft" else standing
    expected = {
        "title": ("".join(told(edition.get("title", "")).split()), title),
        "year": (
            told(f"评估年度：{edition.get('year', '')}年"),
            next((text for text in said if text.startswith(_begin("评估年度"))), ""),
        ),
        "status": (
            told(f"数据性质：{STATUS_TEXTS.get(standing, '')}"),
            next((text for text in said if text.startswith(_begin("数据性质"))), ""),
        ),
        "sign-off": (
            told(_sign_off_words(signed)),
            next((text for text in said if text.startswith(_begin("签发情况"))), ""),
        ),
    }
    for kind, (was, now) in expected.items():
        findings.compare(kind, Statement(ledger, was), Statement(file, now))


def _begin(words: str) -> str:
    """How a line of the front page begins."""
    return told(words)


def _sign_off_words(signed: str) -> str:
    """What the front page says of a sign-off that the ledger records as JSON; nothing of none."""
    if not signed:
        return ""
    try:
        record = json.loads(signed)
        day = datetime.date.fromisoformat(record["date"])
        return f"签发情况：已签发，{record['name']}，{record['office']}，{day.year}年{day.month}月{day.day}日"
    except (ValueError, KeyError, TypeError):
        return signed


def check_notice(
    tree: HtmlElement, file: str, untraced: Sequence[object], manifest: str, findings: Findings
) -> None:
    """The notice of numbers without a source: on a page as often as the manifest lists such numbers, or not."""
    said = [str(count) for count in tree.xpath("//*[@data-untraced]/@data-untraced")]
    listed = [str(len(untraced))] if untraced else []
    findings.compare("untraced numbers", Statement(manifest, listed), Statement(file, said), place="notice")


def check_examples(tree: HtmlElement, file: str, ledger: LedgerFile, findings: Findings) -> None:
    """The formulas on the page of definitions: each is that of a figure of the ledger."""
    entries = tree.xpath("//table[@class='definitions']/tbody/tr[count(td)=2]")
    if not entries:
        return
    known = {
        (row.columns["indicator_name"], row.columns["unit"] or "—", row.columns["formula"])
        for row in ledger.rows.values()
    }
    for entry in entries:
        name, unit, formula = (cell.text_content() for cell in entry)
        if (name, unit, formula) not in known:
            near = next(
                (known_formula for other, _, known_formula in sorted(known) if other == name),
                "no such formula",
            )
            findings.add(file, "example of a formula", near, f"{formula} {unit}", place=name)


def check_index(
    tree: HtmlElement, file: str, ledger: LedgerFile, ledger_file: str, findings: Findings
) -> None:
    """The lines of the index of figures; which figures it lists and where their links lead, is for others."""
    codes = {name: f"F{place:04d}" for place, name in enumerate(ledger.rows, 1)}
    for line in tree.xpath("//table[contains(@class, 'figure-index')]/tbody/tr"):
        names = line.xpath(".//a/@data-figure")
        row = ledger.rows.get(names[0]) if names else None
        if row is None:
            continue
        columns = row.columns
        year = told(f"{str(columns['year']).replace('-', '—')}年")
        order = [] if columns["value"] is None else [repr(columns["value"])]
        words = [columns[name] for name in ("indicator_name", "item_name", "region_name")]
        expected = [codes[row.figure], *words, year, columns["text"], columns["unit"], row.figure, *order]
        found = [cell.text_content() for cell in line] + line.xpath("./td/@data-order")
        for was, now in zip_longest(expected, found, fillvalue=""):
            findings.compare(
                "line of the index",
                Statement(ledger_file, was),
                Statement(file, str(now)),
                figure=row.figure,
            )
