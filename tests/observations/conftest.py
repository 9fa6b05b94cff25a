"""A small correct programme in a temporary folder, for tests to spoil in one place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from assessbook.core.problems import InputError, Problem
from assessbook.core.workspace import Workspace
from assessbook.observations.dataset import Dataset
from assessbook.observations.reader import load_dataset

PLAN = "data/sample/plan.xlsx"
SERIES = "data/reference/series.xlsx"

MEASURES = """\
measures:
  persons: {name: 贫困人口, english: poor persons, unit: 人, kind: stock, integer: true, additive: true}
  households: {name: 贫困户, english: poor households, unit: 户, kind: stock, integer: true, additive: true}
  exits: {name: 脱贫人口, english: exits, unit: 人, kind: flow, integer: true, additive: true}
  coverage: {name: 覆盖率, english: coverage, unit: "%", kind: rate, maximum: 100, classification: services}
  coverage_target: {name: 覆盖率目标, english: target, unit: "%", kind: target, classification: services}
  fund_uses: {name: 资金投向, english: uses, unit: 亿元, kind: flow, additive: true, classification: uses}
  village_listed: {name: 贫困村名单, english: listed villages, unit: 个, kind: entry, list_of: villages}
  villages: {name: 贫困村数, english: villages, unit: 个, kind: stock, integer: true, additive: true}
  energy: {name: 能耗降低, english: energy saved, unit: "%", kind: target}
  income: {name: 人均可支配收入, english: income, unit: 元, kind: level}
"""

ITEMS = """\
classifications:
  services:
    name: 服务
    english: services
    items:
      medical: {name: 新型合作医疗, english: medical}
      water: {name: 安全饮水, english: water}
      industry: {name: 产业覆盖, english: industry}
  uses:
    name: 投向
    english: uses
    items:
      total: {name: 合计, english: total}
      planting: {name: 种植业, english: planting, parent: total}
      solar: {name: 光伏, english: solar, parent: total}
      tourism: {name: 旅游, english: tourism, parent: total, labels: [乡村旅游业]}
"""

REGIONS = """\
regions:
  - {id: qinghe, name: 清河县, english: Qinghe, level: county}
  - {id: dongshan, name: 东山镇, english: Dongshan, level: township, parent: qinghe}
  - {id: xiling, name: 西岭镇, english: Xiling, level: township, parent: qinghe}
  - {id: nanwan, name: 南湾乡, english: Nanwan, level: township, parent: qinghe}
"""

TABLES = """\
workbooks:
  plan.xlsx:
    document: 清河县规划
    sheets:
      表1:
        title: 表1 各乡镇贫困人口
        citation: 第一章表1
        header_row: 2
        label_column: 乡镇
        rows: regions
        extra_rows: {合计: {region: qinghe, unit_in_cell: true}}
        defaults: {year: 2015}
        columns:
          户数（户）: {measure: households}
          人口数（人）: {measure: persons}
      表2:
        title: 表2 主要指标
        citation: 第二章表2
        header_row: 2
        label_column: 规划内容
        ignored_columns: [序号]
        defaults: {region: qinghe}
        columns:
          基期: {year: 2015}
          到2020年底: {year: 2020, measures: {coverage: coverage_target}}
        rows:
          参加新型合作医疗比例: {measure: coverage, item: medical, unit_in_cell: true}
          安全饮水比例: {measure: coverage, item: water, unit_in_cell: true}
          产业覆盖比例: {measure: coverage, item: industry, unit_in_cell: true, blank: no_observation}
      表3:
        title: 表3 脱贫时序
        header_row: 2
        label_column: 脱贫对象
        defaults: {region: qinghe}
        symbols: {巩固: not_applicable}
        columns:
          2016年: {year: 2016}
          2017年: {year: 2017}
          2018年: {year: 2018}
        rows: {脱贫人口数（人）: {measure: exits}}
      表4:
        title: 表4 资金投向
        header_row: 2
        label_column: 项目
        defaults: {region: qinghe, year: 2016-2020}
        columns: {金额（亿元）: {measure: fund_uses}}
        rows:
          合计: {item: total}
          种植业: {item: planting}
          光伏: {item: solar}
          乡村旅游业: {item: tourism}
      表5:
        title: 表5 贫困村名单
        header_row: 2
        label_column: 乡镇
        rows: regions
        defaults: {year: 2015}
        columns: {贫困村: {measure: village_listed, value: name}}
        cells:
          D2: {measure: villages, region: qinghe, unit_in_cell: true}
          D3: {measure: energy, region: qinghe, year: 2020, unit_in_cell: true, prefix: 降低}
        ignored_columns: [3个]
"""

SERIES_TABLES = """\
workbooks:
  series.xlsx:
    document: 参考序列
    sheets:
      收入:
        title: 人均可支配收入
        header_row: 2
        coordinate_columns: {地区: region, 年份: year}
        columns: {收入（元）: {measure: income}}
        citation_column: 来源
        adopted_column: 采用
        note_column: 备注
"""

SHEETS: dict[str, list[list[Any]]] = {
    "表1": [
        ["表1 各乡镇贫困人口"],
        ["乡镇", "户数（户）", "人口数\n（人）"],
        ["东山镇", 271, 567],
        ["西岭　镇", 583, 953],
        ["南湾乡", 4, 4],
        ["合计", "858户", "1524人"],
        ["注：数据截至2015年末。"],
    ],
    "表2": [
        ["表2 主要指标"],
        ["序号", "规划内容", "基期", "到2020年底"],
        [1, "参加新型合作医疗比例", "95.2%", "98%"],
        [2, "安全饮水比例", "56.31%", "73.81%"],
        [3, "产业覆盖比例", None, "≥90%"],
    ],
    "表3": [
        ["表3 脱贫时序"],
        ["脱贫对象", "2016年", "2017年", "2018年"],
        ["脱贫人口数（人）", 1000, 524, "巩固"],
    ],
    "表4": [
        ["表4 资金投向"],
        ["项目", "金额（亿元）"],
        ["合计", 5.001],
        ["种植业", 0.54],
        ["光伏", 2.4],
        ["乡村旅游业", 0.02],
    ],
    "表5": [
        ["表5 贫困村名单"],
        ["乡镇", "贫困村", None, "3个"],
        ["东山镇", "新发村", None, "降低30%"],
        ["东山镇", "东桥村"],
        ["西岭镇", "红旗村"],
    ],
}

SERIES_SHEETS: dict[str, list[list[Any]]] = {
    "收入": [
        ["人均可支配收入"],
        ["地区", "年份", "收入（元）", "来源", "采用", "备注"],
        ["全国", 2014, 10489, "公报2014", "是", None],
        ["全国", 2015, 11422, "年鉴2016", "否", "初步数"],
        ["全国", 2015, 11421.7, "公报2015", "是", None],
        ["清河县", "2015", 10325, "县统计局", "是", None],
    ]
}


class Project:
    """A workspace whose files a test may change before it is loaded."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("data/measures.yaml", MEASURES)
        self.write("data/items.yaml", ITEMS)
        self.write(
            "data/reference/regions.yaml",
            "regions:\n  - {id: china, name: 全国, english: China, level: nation}\n",
        )
        self.write("data/sample/regions.yaml", REGIONS)
        self.write("data/sample/tables.yaml", TABLES)
        self.write("data/reference/tables.yaml", SERIES_TABLES)
        self.workbook(PLAN, SHEETS)
        self.workbook(SERIES, SERIES_SHEETS)

    def write(self, path: str, text: str) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def workbook(self, path: str, sheets: dict[str, list[list[Any]]]) -> None:
        book = Workbook()
        book.remove(book.worksheets[0])
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        book.save(self.root / path)

    def edit(self, sheet: str, change: Callable[[Worksheet], object], path: str = PLAN) -> None:
        book = load_workbook(self.root / path)
        change(book[sheet])
        book.save(self.root / path)

    def put(self, sheet: str, address: str, value: Any, path: str = PLAN) -> None:
        self.edit(sheet, lambda cells: cells.__setitem__(address, value), path)

    def load(self) -> Dataset:
        return load_dataset(Workspace(self.root.resolve()), "sample")

    def problems(self) -> tuple[Problem, ...]:
        with pytest.raises(InputError) as caught:
            self.load()
        assert caught.value.exit_status == 2
        return caught.value.problems

    def problem(self) -> Problem:
        """The one problem there is."""
        found = self.problems()
        assert len(found) == 1, "\n".join(str(problem) for problem in found)
        return found[0]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)
