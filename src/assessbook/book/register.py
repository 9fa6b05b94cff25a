"""What an edition says of how it was made and who answers for it, as readers of all formats get it.

Takes the register with the edition's parameters and the corrections of its data; gives sections of lines in
words. Where a section stands and how it looks is for the page, the printed report and the workbook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assessbook.assessment.register import Register
from assessbook.observations.corrections import Correction, chinese_date

TITLE = "编制说明与签发"
NOT_REVIEWED = "尚未审核"
NOT_SIGNED = "尚未签发"

_PARAMETERS = {
    "reference_region": "参照地区",
    "deflator_region": "价格指数所属地区",
    "base_year": "基期年份",
    "target_years": "目标年份",
    "target_path": "进度路径",
}
_PATHS = {"linear": "按直线推进（linear）", "steps": "按规划的分阶段目标（steps）"}


@dataclass(frozen=True)
class Line:
    """One line of a section; what its section has no column for is empty.

    Parameters
    ----------
    item : str
        What it is about: a number, a cell, an item of the checklist.
    content : str
        What is said.
    values : str
        The edition's parameters that carry it.
    ground : str
        Basis, reason or finding.
    person, date : str
        Who says so, and when.
    """

    item: str
    content: str = ""
    values: str = ""
    ground: str = ""
    person: str = ""
    date: str = ""

    def of(self, columns: Mapping[str, str]) -> list[str]:
        """Its texts for some columns; a dash where there is nothing to say."""
        return [getattr(self, name) or "—" for name in columns]


@dataclass(frozen=True)
class Section:
    """A part of the register.

    Parameters
    ----------
    title, lead : str
    columns : mapping
        Attribute of `Line` -> heading.
    lines : sequence of Line
    otherwise : str
        What is said where there are no lines.
    """

    title: str
    lead: str
    columns: Mapping[str, str]
    lines: Sequence[Line] = field(default_factory=tuple)
    otherwise: str = ""

    @property
    def rows(self) -> list[list[str]]:
        """The lines as texts below `columns`."""
        return [line.of(self.columns) for line in self.lines]


def register_sections(
    register: Register,
    parameters: Mapping[str, object],
    region_names: Mapping[str, str],
    corrections: Sequence[Correction],
) -> tuple[Section, ...]:
    """Assumptions, corrections, caveats, checklist and sign-off of an edition.

    Parameters
    ----------
    parameters : mapping
        Those of the edition, as its notebooks were passed them.
    region_names : mapping
        Id of a region -> its name.
    corrections : sequence of Correction
        Those of its data.
    """

    def values(names: Sequence[str]) -> str:
        told = [
            f"{_PARAMETERS.get(name, name)}：{parameter_text(parameters[name], region_names)}"
            for name in names
            if name in parameters
        ]
        return "；".join(told)

    assumed = [
        Line(f"{number}.", entry.text, values(entry.parameters), entry.basis)
        for number, entry in enumerate(register.assumptions, 1)
    ]
    corrected = [
        Line(
            f"{each.file} › {each.sheet} › {each.cell}",
            f"原值“{each.old}”，更正为“{each.new}”",
            ground=each.reason,
            person=each.reported_by,
            date=chinese_date(each.date),
        )
        for each in corrections
    ]
    limits = [Line(f"{number}.", entry.text) for number, entry in enumerate(register.caveats, 1)]
    return (
        Section(
            "假定",
            "编制本报告所作的假定及其依据。由参数决定的，列出本年度报告的取值；改变取值将改变有关结果。",
            {"item": "编号", "content": "假定", "ground": "依据", "values": "本年度取值"},
            assumed,
            "本规划没有登记假定。",
        ),
        Section(
            "数据更正",
            "来源工作簿保持原样，更正另行登记，引用该单元格的数字均采用更正后的值。",
            {"item": "单元格", "content": "更正", "ground": "理由", "person": "提出人", "date": "日期"},
            corrected,
            "本报告没有更正来源数据。",
        ),
        Section(
            "局限",
            "下列事项限制本报告结论的适用范围，引用时应一并说明。",
            {"item": "编号", "content": "局限"},
            limits,
            "本规划没有登记局限。",
        ),
        Section(
            "审核清单",
            "签发前须逐项审核的事项和审核意见。",
            {"item": "编号", "content": "审核事项", "person": "审核人", "date": "日期", "ground": "意见"},
            _review(register),
            "本规划没有登记审核事项。",
        ),
        _sign_off(register),
    )


def parameter_text(value: object, region_names: Mapping[str, str]) -> str:
    """A parameter's value in words."""
    if isinstance(value, list):
        return "、".join(parameter_text(part, region_names) for part in value)
    if isinstance(value, int):
        return f"{value}年"
    return region_names.get(str(value)) or _PATHS.get(str(value), str(value))


def _review(register: Register) -> list[Line]:
    lines = []
    for number, item in enumerate(register.checklist, 1):
        found = register.finding(item.id)
        if found is None:
            lines.append(Line(f"{number}.", item.text, person=NOT_REVIEWED))
        else:
            day = chinese_date(found.date)
            lines.append(Line(f"{number}.", item.text, ground=found.finding, person=found.name, date=day))
    return lines


def _sign_off(register: Register) -> Section:
    signed = register.signed_off
    columns = {"item": "签发情况", "person": "签发人", "content": "签发单位", "date": "签发日期"}
    lead = "签发后内容不再改动；需要更正的，另行编制新的版本，并说明改动。"
    if signed is None:
        return Section("签发", lead, columns, (), f"{NOT_SIGNED}。")
    line = Line("已签发", signed.office, person=signed.name, date=chinese_date(signed.date))
    return Section("签发", lead, columns, (line,))
