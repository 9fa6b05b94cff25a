"""A sixth programme, small and invented for the test, as files: what someone would write to add one.

A county with two townships, a plan with three targets and one mechanism, reports of 2021 and 2022.
"""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

PROGRAMME = "qinghe-2021"
EDITION = f"params/{PROGRAMME}/2022.yaml"

REGIONS = """\
regions:
  - {id: qinghe, name: 清河县, english: Qinghe County, level: county, kind: 县, parent: china}
  - {id: dongshan, name: 东山镇, english: Dongshan Town, level: township, kind: 镇, parent: qinghe}
  - {id: xiling, name: 西岭乡, english: Xiling Township, level: township, kind: 乡, parent: qinghe}
"""
MEASURES = """\
measures:
  monitored_households:
    name: 监测户
    english: households monitored
    unit: 户
    kind: stock
    integer: true
    decimals: 0
    additive: true
    definition: 年末列入防止返贫监测的户数。
"""
TABLES = """\
workbooks:
  plan-tables.xlsx:
    document: 清河县巩固拓展脱贫攻坚成果实施方案（2021—2023年）
    sheets:
      表1:
        title: 表1 各乡镇监测户
        citation: 二（一）表1
        header_row: 2
        label_column: 乡镇
        rows: regions
        extra_rows: {合计: {region: qinghe}}
        defaults: {year: 2020}
        columns: {监测户（户）: {measure: monitored_households}}
  reports.xlsx:
    document: 清河县年度报送表
    yearly: true
    sheets:
      监测户:
        title: 监测户
        header_row: 2
        coordinate_columns: {地区: region, 年份: year, 报告年份: reported}
        citation_column: 来源
        columns:
          监测户（户）: {measure: monitored_households}
          人均可支配收入（元）: {measure: rural_disposable_income, blank: no_observation}
  annual-reports.xlsx:
    document: 清河县年度报送表
    yearly: true
    sheets:
      建档立卡与识别: {layout: registry}
"""
PLAN = """\
programme: qinghe-2021
document:
  title: 《清河县巩固拓展脱贫攻坚成果实施方案（2021—2023年）》
  number: ""
  issued: ""
  level: county
  period: 2021-2023
targets:
  - id: qh_monitored
    name: 监测户减少到60户以内
    english: monitored households at most 60
    quote: 监测户减少到60户以内
    section: 二（一）
    kind: level
    source_kind: level
    comparator: "<="
    threshold: 60
    upper: null
    unit: 户
    stated: yes
    scope: 全县
    region: qinghe
    each: null
    base: null
    reference: null
    deadline: "2022-12-31"
    due_year: 2022
    recurrence: once
    measure: monitored_households
    item: null
    equal_meets: true
    note: ""
  - id: qh_income
    name: 农村居民人均可支配收入
    english: rural disposable income
    quote: 农村居民人均可支配收入达到16000元
    section: 二（二）
    kind: level
    source_kind: level
    comparator: ">="
    threshold: 16000
    upper: null
    unit: 元
    stated: yes
    scope: 全县
    region: qinghe
    each: null
    base: null
    reference: null
    deadline: "2022-12-31"
    due_year: 2022
    recurrence: once
    measure: rural_disposable_income
    item: null
    equal_meets: true
    note: ""
  - id: qh_consolidated
    name: 巩固脱贫成果
    english: results consolidated
    quote: 脱贫成果更加巩固
    section: 二（三）
    kind: qualitative
    source_kind: qualitative
    comparator: qualitative
    threshold: null
    upper: null
    unit: ""
    stated: yes
    scope: 全县
    region: qinghe
    each: null
    base: null
    reference: null
    deadline: "2023-12-31"
    due_year: 2023
    recurrence: once
    measure: null
    item: null
    equal_meets: true
    note: ""
mechanisms:
  - id: qh_s01
    kind: registry
    name: 防止返贫动态监测
    quote: 建立动态监测机制
    section: 三（一）
    shows: 各年监测户数和人数。
    sheet: null
"""
COMMON = """\
name: 清河县巩固拓展脱贫攻坚成果
document: 清河县巩固拓展脱贫攻坚成果实施方案（2021—2023年）
region: qinghe
period: 2021-2023
notebooks:
  - {template: notebooks/programme.ipynb, regions: none, page: overview}
  - {template: notebooks/plan.ipynb, regions: none, page: plan}
  - {template: notebooks/region.ipynb, regions: children, page: region}
  - {template: notebooks/identification.ipynb, regions: none, page: identification}
  - {template: notebooks/quality.ipynb, regions: none, page: quality}
"""
YEAR = """\
programme: qinghe-2021
year: 2022
title: 清河县巩固拓展脱贫攻坚成果年度评估报告
subtitle: 2022年度
issuing_office: 清河县乡村振兴局
status: real
regions: all
parameters:
  reference_region: china
  deflator_region: china
  base_year: 2020
  target_years: [2022, 2023]
"""
SHEETS = {
    "plan-tables.xlsx": {
        "表1": [
            ["表1 各乡镇监测户"],
            ["乡镇", "监测户（户）"],
            ["东山镇", 88],
            ["西岭乡", 52],
            ["合计", 140],
        ]
    },
    "reports.xlsx": {
        "监测户": [
            ["监测户"],
            ["地区", "年份", "报告年份", "监测户（户）", "人均可支配收入（元）", "来源"],
            ["清河县", 2021, 2021, 97, 14870, "2021年年报"],
            ["东山镇", 2022, 2022, 36, None, "2022年年报"],
            ["西岭乡", 2022, 2022, 19, None, "2022年年报"],
            ["清河县", 2022, 2022, 55, 15760, "2022年年报"],
            ["清河县", 2022, 2023, 55, 16020, "2023年年报"],
        ]
    },
    "annual-reports.xlsx": {
        "建档立卡与识别": [
            ["建档立卡与识别年度报送表"],
            [
                *("地区", "年份", "事项", "登记户数（户）", "登记人数（人）", "当年新识别人数（人）"),
                *("当年剔除人数（人）", "来源", "口径与说明"),
            ],
            ["清河县", 2022, "防止返贫动态监测", 55, 128, 11, 2, "2022年年报", None],
        ]
    },
}


def add_sixth_programme(root: Path) -> None:
    """Write the programme's files into a project."""
    for name, text in {
        f"data/{PROGRAMME}/regions.yaml": REGIONS,
        f"data/{PROGRAMME}/measures.yaml": MEASURES,
        f"data/{PROGRAMME}/tables.yaml": TABLES,
        f"params/{PROGRAMME}/plan.yaml": PLAN,
        f"params/{PROGRAMME}/programme.yaml": COMMON,
        EDITION: YEAR,
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name, sheets in SHEETS.items():
        book = Workbook()
        book.remove(book.worksheets[0])
        for title, rows in sheets.items():
            page = book.create_sheet(title)
            for row in rows:
                page.append(row)
        book.save(root / "data" / PROGRAMME / name)
