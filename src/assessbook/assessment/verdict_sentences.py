"""How a verdict reads: 目标…；实际…；差距…；依据…。

A template with places: numbers, years, and the plan's own words. What holds digits is always a place,
so that nothing in the sentence is a number without a source.
"""

from __future__ import annotations

from dataclasses import replace

from assessbook.assessment.comparisons import shortfall
from assessbook.assessment.plan import last_year
from assessbook.assessment.plan_models import Target
from assessbook.assessment.plan_words import COUNTED
from assessbook.assessment.verdict import Condition, Verdict
from assessbook.assessment.words import quoted
from assessbook.core.numbers import as_decimal
from assessbook.core.periods import Period
from assessbook.measures import Measure
from assessbook.observations.definitions import Definitions

_OF_COUNTS = {">=": "不少于", ">": "多于", "<=": "不超过", "<": "少于", "=": "为"}
_OF_VALUES = {">=": "不低于", ">": "高于", "<=": "不高于", "<": "低于", "=": "达到"}
_SHOWN = 5


def worded(verdict: Verdict, definitions: Definitions) -> Verdict:
    """The verdict with its sentence and what fills the sentence's places."""
    maker = _Sentence(verdict, definitions)
    text = "；".join(part for part in (maker.goal(), maker.actual(), maker.gap(), maker.basis()) if part)
    reasons = "".join(f"{_escaped(reason)}。" for reason in verdict.reasons)
    return replace(
        verdict,
        sentence=f"{text}。{reasons}",
        figures=maker.figures,
        periods=maker.periods,
        words=maker.words,
    )


def worded_briefly(verdict: Verdict, definitions: Definitions) -> Verdict:
    """The verdict with a sentence to stand below the full one of the whole: 目标…；实际…；差距….

    The target's name, the words of the plan and the reasons are the same there, and left out here.
    """
    maker = _Sentence(verdict, definitions)
    asked = maker.asked()
    parts = (f"目标：{asked}" if asked else "", maker.actual(), maker.gap())
    text = "；".join(part for part in parts if part)
    return replace(
        verdict,
        sentence=f"{text}。",
        figures=maker.figures,
        periods=maker.periods,
        words=maker.words,
    )


class _Sentence:
    """The parts of a sentence; each notes what fills its places."""

    def __init__(self, verdict: Verdict, definitions: Definitions) -> None:
        self.verdict = verdict
        self.target: Target = verdict.target
        self.definitions = definitions
        self.figures: dict[str, Measure] = {}
        self.periods: dict[str, Period] = {}
        self.words: dict[str, str] = {}

    def goal(self) -> str:
        """目标：…"""
        self.words["name"] = self.target.name
        parts = ["目标：{name}"]
        asked = self.asked()
        if asked:
            parts.append(f"，{asked}")
        year = self.verdict.judged if self.target.recurrence == "annual" else last_year(self.target)
        if self.target.kind != "baseline" and self.verdict.outcome != "not_quantified":
            self.periods["due"] = Period(year, year)
            parts.append("（{due}评价）" if self.target.recurrence == "annual" else "（{due}到期）")
        return "".join(parts)

    def actual(self) -> str:
        """实际：…"""
        verdict = self.verdict
        if verdict.outcome == "not_quantified" and verdict.actual is None:
            return ""
        if verdict.conditions:
            return "实际：" + _listed_conditions(verdict.conditions)
        if verdict.actual is None:
            return "实际：未到期" if verdict.outcome == "not_yet_due" else "实际：无数据"
        self.figures["actual"] = verdict.actual
        if verdict.households is not None:
            self.periods["judged"] = Period(verdict.judged, verdict.judged)
            self.figures["households"] = verdict.households.observed
            self.figures["reaching"] = verdict.households.reaching
            self.words["sample"] = verdict.households.name
            return "实际：{judged}{sample}{households}，其中{reaching}达到，占{actual}"
        if self.target.comparator in ("done", "members"):
            done = {"met": "已完成", "on_track": "已完成"}.get(verdict.outcome, "未完成")
            text = f"实际：{done}（观测值{{actual}}）"
        else:
            self.periods["judged"] = Period(verdict.judged, verdict.judged)
            text = "实际：{judged}为{actual}"
        if verdict.expected is not None:
            self.figures["expected"] = verdict.expected
            text += "，按进度应为{expected}"
        if verdict.later is not None:
            self.figures["later"] = verdict.later
            self.periods["assessed"] = Period(verdict.year, verdict.year)
            text += "，此后{assessed}为{later}"
        return text

    def gap(self) -> str:
        """差距：…, in words for its direction, so that no reader has to know a sign's meaning."""
        verdict, gap = self.verdict, self.verdict.gap
        if gap is None or gap.scalar is None or verdict.actual is None or verdict.goal is None:
            return ""
        value = as_decimal(gap.scalar)
        if value == 0:
            return "差距：无，与目标持平"
        word = _word_of(self.target, positive=value > 0)
        if value > 0:
            self.figures["gap"] = gap
            return f"差距：{word}{{gap}}"
        lacking = shortfall(self.target, verdict.actual, verdict.goal, verdict.upper)
        name = f"{self.target.name}（距目标尚差）"
        identifier = f"{self.target.id}_shortfall"
        self.figures["shortfall"] = lacking.named(identifier, name, decimals=gap.decimals)
        return f"差距：{word}{{shortfall}}"

    def basis(self) -> str:
        """依据：…"""
        self.words["citation"] = f"{self.target.source.document}{self.target.section}"
        self.words["quote"] = quoted(self.target.quote)
        return "依据：{citation}{quote}"

    def _converted_line(self) -> str:
        """What a part of another region's level comes to for each household."""
        made, goal = self.verdict.households, self.verdict.goal
        if made is None or goal is None or made.line.unit.symbol == goal.unit.symbol:
            return ""
        self.figures["line"] = made.line
        return "（折合{line}）"

    def asked(self) -> str:
        """What the goal is, to stand after the target's name."""
        target, goal = self.target, self.verdict.goal
        if target.comparator in ("done", "members"):
            return "应完成"
        if self.verdict.conditions and goal is None:
            return "各项条件均须达到"
        if goal is None or self.verdict.outcome == "not_quantified":
            return ""
        self.figures["goal"] = goal
        if self.verdict.upper is not None:
            self.figures["upper"] = self.verdict.upper
            return "在{goal}至{upper}之间"
        if target.comparator == "narrowing":
            return "小于比较期的{goal}"
        words = _OF_COUNTS if goal.unit.symbol in COUNTED else _OF_VALUES
        word = "应完成" if target.is_task else words.get(target.comparator, "为")
        if self.verdict.households is not None:
            return f"每户{word}{{goal}}{self._converted_line()}"
        if target.kind == "baseline":
            return "原文所述为{goal}"
        if target.reference is not None and target.threshold is None:
            self.words["reference"] = self.definitions.regions[target.reference].name
            return f"{word}{{reference}}的{{goal}}"
        return f"{word}{{goal}}"


def _word_of(target: Target, *, positive: bool) -> str:
    if target.comparator == "in_range":
        return "距区间端点尚有" if positive else "超出区间"
    if target.comparator == "=":
        return ("超额完成" if target.is_task else "多") if positive else "尚差" if target.is_task else "少"
    if target.comparator in ("<", "<=", "narrowing"):
        return "低于目标" if positive else "超过目标"
    return "超出目标" if positive else "尚差"


def _listed_conditions(conditions: tuple[Condition, ...]) -> str:
    words = {"met": "已达到的有", "not_met": "未达到的有", "no_observation": "无数据的有"}
    parts = []
    for outcome, word in words.items():
        names = [condition.name for condition in conditions if condition.outcome == outcome]
        if names:
            shown = "、".join(_escaped(name) for name in names[:_SHOWN])
            parts.append(f"{word}{shown}{'等' if len(names) > _SHOWN else ''}")
    return "，".join(parts)


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
