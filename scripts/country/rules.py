"""What the made-up country observes and what its plans ask, read from `measures.yaml` and `targets.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

FOLDER = Path(__file__).parent


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MeasureRule(_Strict):
    """One measure: its definition, and how a county's value comes about; the words are in `measures.yaml`."""

    id: str
    name: str
    english: str
    unit: str
    kind: Literal["stock", "flow", "rate", "level"]
    concept: dict[str, str] = {}
    rule: Literal["core"] | None = None
    share: tuple[str, float, float] | None = None
    rate: tuple[str, str] | None = None
    mean: tuple[str, float, float] | None = None
    rest: list[str] = []
    sum: list[str] = []

    @property
    def decimals(self) -> int:
        """Digits after the point: two for percentages and amounts of money, else none."""
        return 2 if self.unit in ("%", "万元") else 0

    @property
    def additive(self) -> bool:
        """Whether the counties' values sum to the province's."""
        return not (self.rate or self.mean or self.rest)

    @property
    def header(self) -> str:
        """What stands above its column."""
        return f"{self.name}（{self.unit}）"

    def definition(self) -> dict[str, Any]:
        """Its entry of `data/measures.yaml`."""
        entry: dict[str, Any] = {
            "name": self.name,
            "english": self.english,
            "unit": self.unit,
            "kind": self.kind,
            "decimals": self.decimals,
        }
        if self.decimals == 0 and self.additive:
            entry["integer"] = True
        if self.additive:
            entry["additive"] = True
        if self.unit == "%":
            entry["maximum"] = 100
        if self.rate:
            entry["numerator"], entry["denominators"] = self.rate[0], [self.rate[1]]
        if self.concept:
            entry["concept"] = dict(self.concept)
        return entry | {
            "definition": f"演示用指标，数值由程序生成；名称为{self.name}，计量单位为{self.unit}。"
        }


class TargetRule(_Strict):
    """What a plan asks of one measure in its middle year and in its last."""

    measure: str
    name: str
    comparator: Literal[">=", "<="]
    middle: float
    last: float
    quote: str


class WordsOnly(_Strict):
    """What a plan asks without a number."""

    id: str
    name: str
    english: str
    quote: str


class TargetRules(_Strict):
    """`targets.yaml`."""

    targets: list[TargetRule] = Field(min_length=1)
    qualitative: list[WordsOnly]


def measure_topics(count: int) -> dict[str, list[MeasureRule]]:
    """The first `count` measures by topic; a topic without any is left out."""
    content = yaml.safe_load((FOLDER / "measures.yaml").read_text(encoding="utf-8"))
    topics: dict[str, list[MeasureRule]] = {}
    left = count
    for topic, entries in content["topics"].items():
        taken = [MeasureRule.model_validate(entry) for entry in entries[:left]]
        left -= len(taken)
        if taken:
            topics[topic] = taken
    return topics


def all_measures() -> list[MeasureRule]:
    """Every measure that can be generated, in order."""
    return [rule for rules in measure_topics(10_000).values() for rule in rules]


def target_rules() -> TargetRules:
    """What the plans ask."""
    content = yaml.safe_load((FOLDER / "targets.yaml").read_text(encoding="utf-8"))
    return TargetRules.model_validate(content)
