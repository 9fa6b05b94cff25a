"""The four kinds of missing, all different from zero and from each other."""

from __future__ import annotations

from enum import IntEnum


class Missing(IntEnum):
    """Why there is no value. `PRESENT` means there is one.

    The order is the order of precedence: when an operation reads elements that are missing for
    different reasons, its result is missing for the gravest of them.
    """

    PRESENT = 0
    NOT_APPLICABLE = 1
    NOT_YET_DUE = 2
    NO_OBSERVATION = 3
    SUPPRESSED = 4

    @property
    def status(self) -> str:
        """The word used in specifications, the ledger and `figures --csv`."""
        return self.name.lower()

    @classmethod
    def from_status(cls, word: str) -> Missing:
        """The kind of missing a word in a specification names."""
        return cls[word.upper()]

    @property
    def text(self) -> str:
        """How it prints in a table."""
        return {0: "", 1: "不适用", 2: "未到期", 3: "无数据", 4: "不公布"}[int(self)]

    @property
    def explanation(self) -> str:
        """The line under a table that uses the symbol."""
        return {
            0: "",
            1: "“不适用”：按指标定义，该项不存在数值",
            2: "“未到期”：目标期限或统计时点尚未到来",
            3: "“无数据”：来源文件和参考资料均未给出观测值，不等于零",
            4: "“不公布”：有观测值，但按规定不予公布",
        }[int(self)]
