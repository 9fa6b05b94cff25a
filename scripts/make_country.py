"""Writes a project of a made-up country: data, plans, templates and the book's shell, from a fixed seed.

Run by hand, from any folder:

    python scripts/make_country.py --out FOLDER [--provinces 31] [--counties 2856] [--years 10] [--measures 60]

With more than one province there is a programme for the nation, whose edition has a volume for each province,
and a programme for each of these; with one province, only that. The same arguments give the same bytes.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from country import plans
from country.plans import Programme
from country.rules import FOLDER, MeasureRule, all_measures, measure_topics, target_rules
from country.series import combined, county_series, price_changes
from country.sheets import MARK, Place, reading, region_entries, write_workbook

SEED = 20201231
FIRST_YEAR = 2016
NATION = "yanshi"
NATION_NAME = "演示国"
PROJECT = Path(__file__).resolve().parents[1]
_LEFTOVERS = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "~$*")
# Each with whom its pages are for. The project's own templates come beside those of the country.
PROVINCE_PAGES = (
    ("programme", "none", "overview"),
    ("area", "top", "area"),
    ("county", "children", "county"),
    ("plan", "none", "plan"),
    ("checks", "none", "checks"),
)
NATION_PAGES = tuple(page for page in PROVINCE_PAGES if page[0] != "county")


def main(arguments: list[str] | None = None) -> int:
    """Write the project; returns the exit status."""
    given = _arguments(arguments)
    if given.out.exists() and any(given.out.iterdir()):
        print(f"{given.out} is not empty. Name another folder.", file=sys.stderr)
        return 2
    years = list(range(FIRST_YEAR, FIRST_YEAR + given.years))
    topics = measure_topics(given.measures)
    _copy_shell(given.out)
    first, *others = [
        _write_province(given, number, count, topics, years)
        for number, count in enumerate(_shared_out(given.counties, given.provinces), 1)
    ]
    edition = first[0].edition
    if others:
        edition = _write_nation(given, [place for _, place in (first, *others)], topics, years)
    _write_reference(given, [place for _, place in (first, *others)], topics, years)
    print(f"Wrote {given.out}. Build it there with: assessbook build {edition}")
    return 0


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Write a project of a made-up country.")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="a new or empty folder")
    for name, default, what in (
        ("provinces", 31, "provinces, each a volume; 1 makes a single edition without a nation"),
        ("counties", 2856, "counties, shared out evenly among the provinces"),
        ("years", 10, f"years observed, from {FIRST_YEAR}; at least 2"),
        ("measures", 60, "measures observed, from 6 to 60"),
        ("seed", SEED, "what all random numbers come from"),
    ):
        parser.add_argument(f"--{name}", type=int, default=default, metavar="N", help=f"{what} (%(default)s)")
    given = parser.parse_args(arguments)
    if not 1 <= given.provinces <= min(99, given.counties):
        parser.error("--provinces must be between 1 and 99, and no more than --counties")
    if given.years < 2 or not 6 <= given.measures <= len(all_measures()):
        parser.error("--years must be at least 2, and --measures between 6 and 60")
    return given


def _shared_out(counties: int, provinces: int) -> list[int]:
    """How many counties each province has; the first ones have the remainder."""
    return [counties // provinces + (number < counties % provinces) for number in range(provinces)]


def _copy_shell(out: Path) -> None:
    """The book's shell, the templates and the lock file."""
    shutil.copytree(PROJECT / "book", out / "book", ignore=_LEFTOVERS)
    shutil.copytree(FOLDER / "notebooks", out / "notebooks", ignore=_LEFTOVERS)
    for name in ("programme", "plan"):
        shutil.copy(PROJECT / "notebooks" / f"{name}.ipynb", out / "notebooks")
    shutil.copy(PROJECT / "requirements.lock", out)


def _write_province(
    given: argparse.Namespace,
    number: int,
    counties: int,
    topics: Mapping[str, Sequence[MeasureRule]],
    years: Sequence[int],
) -> tuple[Programme, Place]:
    """A province's programme, with its counties' reports; gives its own totals."""
    identifier, name = f"p{number:02}", f"演示省{number:02}"
    rules = all_measures()
    places = [
        Place(
            f"{identifier}-c{count:03}",
            f"{name}·第{count:03}县",
            county_series(given.seed, f"{identifier}-c{count:03}", rules, len(years)),
        )
        for count in range(1, counties + 1)
    ]
    whole = Place(identifier, name, combined(rules, [place.series for place in places], len(years)))
    programme = Programme(
        f"{NATION}-{years[0]}-{identifier}", identifier, name, NATION, years, PROVINCE_PAGES
    )
    folder = given.out / "data" / programme.id
    folder.mkdir(parents=True)
    entries = [
        _province(number, whole),
        *(
            _region(place.id, place.name, f"Demo County {number:02}-{count:03}", "county", "县", identifier)
            for count, place in enumerate(places, 1)
        ),
    ]
    _write(folder / "regions.yaml", region_entries(entries))
    document = f"{MARK}：{name}各县年度报表（程序生成，种子{given.seed}）"
    write_workbook(folder / "county-reports.xlsx", topics, [whole, *places], years)
    _write_tables(folder, {"county-reports.xlsx": reading(document, topics)})
    _write_params(given.out, programme)
    return programme, whole


def _write_nation(
    given: argparse.Namespace,
    provinces: Sequence[Place],
    topics: Mapping[str, Sequence[MeasureRule]],
    years: Sequence[int],
) -> str:
    """The nation's programme, with the provinces' totals; gives its edition file."""
    identifier = f"{NATION}-{years[0]}"
    volumes = [f"params/{identifier}-{place.id}/{years[-1]}.yaml" for place in provinces]
    programme = Programme(identifier, NATION, NATION_NAME, NATION, years, NATION_PAGES, volumes)
    folder = given.out / "data" / identifier
    folder.mkdir(parents=True)
    entries = [_province(number, place) for number, place in enumerate(provinces, 1)]
    _write(folder / "regions.yaml", region_entries(entries))
    document = f"{MARK}：{NATION_NAME}各省年度报表（程序生成，种子{given.seed}）"
    write_workbook(folder / "province-reports.xlsx", topics, provinces, years)
    _write_tables(folder, {"province-reports.xlsx": reading(document, topics)})
    _write_params(given.out, programme)
    return programme.edition


def _write_reference(
    given: argparse.Namespace,
    provinces: Sequence[Place],
    topics: Mapping[str, Sequence[MeasureRule]],
    years: Sequence[int],
) -> None:
    """What every programme reads: definitions, the nation and its series."""
    prices = MeasureRule(
        id="consumer_price_change",
        name="居民消费价格涨跌幅",
        english="change of consumer prices over the year before",
        unit="%",
        kind="rate",
        mean=("rural_population", 0, 0),
    )
    rules = all_measures()
    definitions = {rule.id: rule.definition() for rule in rules}
    definitions[prices.id] = prices.definition() | {"kind": "growth", "decimals": 1, "minimum": None}
    _write(given.out / "data/measures.yaml", {"measures": definitions})
    folder = given.out / "data/reference"
    folder.mkdir()
    nation = {
        "id": NATION,
        "name": NATION_NAME,
        "english": "Demo Nation",
        "level": "nation",
        "kind": "国家",
    }
    _write(folder / "regions.yaml", region_entries([nation]))
    series = combined(rules, [place.series for place in provinces], len(years))
    series[prices.id] = price_changes(given.seed, len(years))
    document = f"{MARK}：{NATION_NAME}年度报表（程序生成，种子{given.seed}）"
    with_prices = {**topics, "居民消费价格": [prices]}
    write_workbook(folder / "series.xlsx", with_prices, [Place(NATION, NATION_NAME, series)], years)
    _write_tables(folder, {"series.xlsx": reading(document, with_prices)})


def _write_params(out: Path, programme: Programme) -> None:
    folder = out / "params" / programme.id
    folder.mkdir(parents=True)
    measures = {rule.id: rule for rule in all_measures()}
    _write(folder / "plan.yaml", plans.plan(programme, target_rules(), measures))
    _write(folder / "programme.yaml", plans.common(programme))
    _write(folder / "register.yaml", plans.register())
    _write(out / programme.edition, plans.edition(programme))


def _province(number: int, place: Place) -> dict[str, str]:
    return _region(place.id, place.name, f"Demo Province {number:02}", "province", "省", NATION)


def _region(identifier: str, name: str, english: str, level: str, kind: str, parent: str) -> dict[str, str]:
    return {
        "id": identifier,
        "name": name,
        "english": english,
        "level": level,
        "kind": kind,
        "parent": parent,
    }


def _write_tables(folder: Path, workbooks: Mapping[str, Any]) -> None:
    _write(folder / "tables.yaml", {"synthetic": True, "workbooks": dict(workbooks)})


def _write(path: Path, content: Mapping[str, Any]) -> None:
    text = yaml.safe_dump(dict(content), allow_unicode=True, sort_keys=False, width=110)
    path.write_text(f"# Made up by scripts/make_country.py: change that, not this.\n{text}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
