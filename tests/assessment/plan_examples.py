"""A small made-up county with a plan: definitions, targets and verdicts for the tests of verdicts.

Statements are written as in `examples`: ``(measure, region, year, item, number as printed)``. The plan's
title is another than that of the statements' document, so that they count as observed.
"""

from __future__ import annotations

from collections.abc import Sequence

from assessbook.assessment.plan_models import PlanSource, Target
from assessbook.assessment.verdict import Verdict
from assessbook.assessment.verdicts import assess
from assessbook.observations.definitions import (
    Classification,
    Definitions,
    ItemDefinition,
    MeasureDefinition,
    Region,
)
from tests.assessment.examples import Stated, dataset

PLAN = PlanSource(
    programme="example",
    file="params/example/plan.yaml",
    document="《某县脱贫攻坚规划》",
    period="2016-2020",
)


def _measure(name: str, unit: str, kind: str, **more: object) -> MeasureDefinition:
    return MeasureDefinition.model_validate(
        {"name": name, "english": name, "unit": unit, "kind": kind, **more}
    )


def _region(identifier: str, name: str, level: str, parent: str | None) -> Region:
    return Region.model_validate(
        {"id": identifier, "name": name, "english": name, "level": level, "parent": parent}
    )


def _items(**names: str) -> Classification:
    entries = {
        identifier: ItemDefinition(name=name, english=identifier) for identifier, name in names.items()
    }
    return Classification(name="分类", english="classes", complete=False, items=entries)


_DISPOSABLE = {"income": "disposable", "price": "nominal"}

DEFINITIONS = Definitions(
    measures={
        "exits": _measure("脱贫人口", "人", "flow", integer=True, additive=True),
        "poor": _measure("贫困人口", "人", "stock", integer=True, additive=True),
        "population": _measure("农业人口", "万人", "stock", additive=True),
        "incidence": _measure(
            "贫困发生率", "%", "rate", numerator="poor", denominators=["population"], minimum=None
        ),
        "coverage": _measure("覆盖率", "%", "rate", classification="coverage"),
        "disposable": _measure("可支配收入", "元", "level", concept=_DISPOSABLE),
        "net": _measure("纯收入", "元", "level", concept={"income": "net", "price": "nominal"}),
        "constant": _measure(
            "可支配收入（不变价）", "元", "level", concept={"income": "disposable", "price": "constant"}
        ),
        "each_household": _measure("可支配收入（逐户）", "元", "entry", minimum=None, concept=_DISPOSABLE),
        "household_status": _measure("年末登记状态", "", "entry", integer=True),
        "village_income": _measure("贫困村可支配收入", "元", "level", concept=_DISPOSABLE),
        "nominal_growth": _measure("收入名义增长", "%", "growth", concept={"price": "nominal"}),
        "real_growth": _measure("收入实际增长", "%", "growth", concept={"price": "constant"}),
        "output_multiple": _measure("产值倍数", "倍", "multiple"),
        "consumer_price_change": _measure("居民消费价格涨跌幅", "%", "growth", minimum=None),
        "income_ratio": _measure("城乡收入比", "倍", "rate"),
        "clusters": _measure("产业集群", "个", "stock", integer=True, additive=True),
        "cluster_list": _measure("产业集群名单", "个", "entry", integer=True, additive=True),
        "fund": _measure("扶贫资金", "万元", "flow", additive=True),
        "villages": _measure("贫困村", "个", "stock", integer=True, additive=True),
        "grant": _measure("村均扶贫资金", "万元/个", "rate", numerator="fund", denominators=["villages"]),
        "having": _measure("三有", "", "stock", integer=True, classification="having"),
        "office": _measure("机构设立", "", "stock", integer=True),
        "office_year": _measure("机构设立年份", "年", "stock", integer=True),
        "exits_target": _measure("脱贫目标", "人", "target"),
    },
    classifications={
        "coverage": _items(water="饮水安全", roads="通硬化路"),
        "having": _items(road="有路", water="有水", power="有电"),
    },
    regions={
        "china": _region("china", "全国", "nation", None),
        "province": _region("province", "某省", "province", "china"),
        "county": _region("county", "某县", "county", "province"),
        "north": _region("north", "北镇", "township", "county"),
        "south": _region("south", "南镇", "township", "county"),
        "hill": _region("hill", "山村", "village", "north"),
    },
)


def target(kind: str, comparator: str, threshold: float | None, unit: str, **more: object) -> Target:
    """A target of the county, due in 2018 unless said otherwise."""
    entry: dict[str, object] = {
        "id": "t_one",
        "name": "某项目标",
        "english": "some target",
        "quote": "原文数语",
        "section": "第二章",
        "kind": kind,
        "comparator": comparator,
        "threshold": threshold,
        "unit": unit,
        "region": "county",
        "due_year": 2018,
        "source": PLAN,
    }
    return Target.model_validate({**entry, **more})


def verdict(
    aim: Target,
    *stated: Stated,
    year: int = 2018,
    region: str = "county",
    path: str = "linear",
    again: Sequence[Stated] = (),
) -> Verdict:
    """The verdict of a target on a few statements."""
    data = dataset(*stated, again=again, definitions=DEFINITIONS)
    return assess(aim, data, region=region, year=year, path="steps" if path == "steps" else "linear")


def outcome(aim: Target, *stated: Stated, year: int = 2018, region: str = "county") -> str:
    """The outcome alone."""
    return verdict(aim, *stated, year=year, region=region).outcome
