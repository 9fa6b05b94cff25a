import json

import pytest

from assessbook.book.told_source import told_html, told_markdown, told_notebook, told_source_page
from assessbook.core.catalogue import Catalogue
from assessbook.core.messages import missing, speaking

MESSAGES = {
    "下载：": "Downloads: ",
    "计算依据": "basis",
    "{count}个数字": "{count} numbers",
    "贫困户": "poor households",
    "数据质量": "data quality",
    "迹象见": "For signs see ",
    "指标": "indicator",
}


@pytest.fixture(autouse=True)
def english():
    with speaking(Catalogue(MESSAGES, {})):
        yield
        assert missing() == ()


def test_texts_and_what_is_read_out_are_told_and_tags_stay():
    assert told_html('<p title="指标">下载：<a href="x">贫困户</a></p>') == (
        '<p title="Indicator">Downloads: <a href="x">Poor households</a></p>'
    )
    assert told_html("<summary>计算依据（3个数字）</summary>") == "<summary>Basis (3 numbers)</summary>"


def test_quotations_cells_of_workbooks_and_code_stay():
    for kept in (
        '<span class="quote">“贫困户”</span>',
        '<q class="raw">贫困户</q>',
        "<code>贫困户</code>",
        '<td id="sheet-1-A1">贫困户</td>',
        '<td id="sheet-1-A1" class="read"><details class="resting"><summary>贫困户</summary></details></td>',
    ):
        assert told_html(kept) == kept


def test_text_behind_an_inline_element_goes_on_in_lower_case():
    assert told_html("<p><a>贫困户</a>（贫困户）</p>") == "<p><a>Poor households</a> (poor households)</p>"


def test_markdown_keeps_its_marks_and_links():
    assert told_markdown("# 数据质量\n\n- 贫困户\n\n迹象见[数据质量](/quality)。") == (
        "# Data quality\n\n- Poor households\n\nFor signs see [Data quality](/quality)."
    )


def test_names_of_sheets_stay_on_the_page_of_a_workbook():
    assert told_source_page("# 贫困户\n\n## 贫困户\n") == "# Poor households\n\n## 贫困户\n"


def test_code_of_a_notebook_stays():
    cell = {"cell_type": "code", "source": '"贫困户"', "outputs": [{"data": {"text/html": "<p>贫困户</p>"}}]}
    told = json.loads(told_notebook(json.dumps({"cells": [cell]})))["cells"][0]
    assert told["source"] == '"贫困户"'
    assert told["outputs"][0]["data"]["text/html"] == "<p>Poor households</p>"
