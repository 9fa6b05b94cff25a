"""The files below `params/` of one made-up programme: plan, programme, register and edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from country.rules import MeasureRule, TargetRules

OFFICE = "由程序生成，供试用和检验，不反映任何地区的实际情况"


@dataclass(frozen=True)
class Programme:
    """What tells one programme from another.

    Parameters
    ----------
    id : str
        Name of its folders.
    region, name : str
        Id and printed name of its top region.
    nation : str
        Id of the nation, which incomes are compared with.
    years : sequence of int
        The years observed; the first is the base, the last the edition's.
    notebooks : sequence
        Template, what regions it is for, and page.
    volumes : sequence of str
        The edition files of its volumes.
    """

    id: str
    region: str
    name: str
    nation: str
    years: Sequence[int]
    notebooks: Sequence[tuple[str, str, str]]
    volumes: Sequence[str] = ()

    @property
    def edition(self) -> str:
        """Its edition file."""
        return f"params/{self.id}/{self.years[-1]}.yaml"

    @property
    def target_years(self) -> list[int]:
        """The middle year and the last."""
        first, last = self.years[0], self.years[-1]
        return sorted({first + max(1, round((last - first) * 4 / 9)), last})

    @property
    def document(self) -> str:
        """The plan that it carries out."""
        return f"{self.name}脱贫攻坚规划（{self.years[0]}—{self.years[-1]}年，演示）"


def plan(programme: Programme, rules: TargetRules, measures: Mapping[str, MeasureRule]) -> dict[str, Any]:
    """`plan.yaml`."""
    years = programme.target_years
    targets: list[dict[str, Any]] = []
    for rule in rules.targets:
        for year in years:
            value = rule.last if year == years[-1] else rule.middle
            measure = measures[rule.measure]
            targets.append(
                _entry(f"{rule.measure}_{year}", f"{year}年{rule.name}", f"{measure.english}, {year}")
                | {
                    "quote": rule.quote.format(year=year, value=f"{value:g}"),
                    "section": f"第二章（{len(targets) + 1}）",
                    "kind": "level",
                    "comparator": rule.comparator,
                    "threshold": value,
                    "unit": measure.unit,
                    "region": programme.region,
                    "base": {"year": programme.years[0]},
                    "deadline": f"{year}-12-31",
                    "due_year": year,
                    "measure": rule.measure,
                }
            )
    for number, words in enumerate(rules.qualitative, 1):
        targets.append(
            _entry(words.id, words.name, words.english)
            | {
                "quote": words.quote,
                "section": f"第一章（{number}）",
                "kind": "qualitative",
                "comparator": "qualitative",
                "region": programme.region,
                "deadline": f"{years[-1]}-12-31",
                "due_year": years[-1],
            }
        )
    document = {
        "title": f"《{programme.document}》",
        "level": "province",
        "period": f"{programme.years[0]}-{programme.years[-1]}",
    }
    return {"programme": programme.id, "document": document, "targets": targets}


def common(programme: Programme) -> dict[str, Any]:
    """`programme.yaml`."""
    return {
        "name": f"{programme.name}脱贫攻坚（演示）",
        "document": programme.document,
        "region": programme.region,
        "period": f"{programme.years[0]}-{programme.years[-1]}",
        "notebooks": [
            {"template": f"notebooks/{template}.ipynb", "regions": regions, "page": page}
            for template, regions, page in programme.notebooks
        ],
    }


def register() -> dict[str, Any]:
    """`register.yaml`."""
    return {
        "assumptions": [
            {
                "id": "base-year",
                "text": "增长和进度从基期年份算起。",
                "basis": "规划所列基期为第一个观测年份的年末。",
                "parameters": ["base_year"],
            }
        ],
        "caveats": [{"id": "made-up", "text": "全部数据由程序生成，地区均为虚构，所列结论不得引用。"}],
    }


def edition(programme: Programme) -> dict[str, Any]:
    """`<year>.yaml`."""
    content: dict[str, Any] = {
        "programme": programme.id,
        "year": programme.years[-1],
        "title": f"{programme.name}脱贫攻坚年度评估报告",
        "subtitle": f"{programme.years[-1]}年度（演示数据）",
        "issuing_office": OFFICE,
        "status": "synthetic",
        "regions": "all",
        "parameters": {
            "reference_region": programme.nation,
            "deflator_region": programme.nation,
            "base_year": programme.years[0],
            "target_years": programme.target_years,
        },
    }
    if programme.volumes:
        content |= {"volumes": list(programme.volumes)}
    return content


def _entry(identifier: str, name: str, english: str) -> dict[str, Any]:
    return {"id": identifier, "name": name, "english": english, "stated": "yes"}
