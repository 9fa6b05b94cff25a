"""What a crate says in words, and the media types of its files.

Chinese, as the report is. Media types come from this table and not from the system, whose own table
differs from machine to machine.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from assessbook.ledger.files import DIGEST, LEDGER, MANIFEST, RUN_RECORD

LICENCE = {
    "name": "未声明许可",
    "description": "本版报告未声明许可条款；转载或再利用前，应征得权利人同意。",
}
INPUT = "编制时读取的文件，存于项目目录，未收入本报告目录；以 SHA-256 确认其内容。"
CODE = "assessbook 程序包全部 Python 源文件的 SHA-256：将各文件的 SHA-256 与相对路径按路径排序成表，再取该表的 SHA-256。"
RUN = "以所列参数执行笔记本模板，结果为已执行的笔记本。起止时间不记入本文件，见 run.json。"
BUILD_NAME = "编制本版报告"
BUILD = "由已执行的笔记本汇总数字台账，并据以生成网页等各种格式。起止时间不记入本文件，见 run.json。"
FILES = {
    "html/index.html": {"name": "网页报告首页"},
    "report.pdf": {"name": "PDF 报告"},
    "tables.xlsx": {"name": "数据表工作簿"},
    LEDGER: {"name": "数字台账", "description": "SQLite 数据库：每个数字的值、单位、公式、来源单元格。"},
    MANIFEST: {"name": "清单", "description": "全部输入和输出文件的 SHA-256；其自身的 SHA-256 见同名 .sha256 文件。"},
    DIGEST: {"name": "清单的 SHA-256", "description": "可用 sha256sum -c 核对。"},
    RUN_RECORD: {"name": "运行记录", "description": "起始时间和各步用时；每次编制不同，不列入清单。"},
}  # fmt: skip
_MEDIA_TYPES = {
    ".css": "text/css",
    ".csv": "text/csv",
    ".db": "application/vnd.sqlite3",
    ".html": "text/html",
    ".ico": "image/vnd.microsoft.icon",
    ".ipynb": "application/x-ipynb+json",
    ".js": "text/javascript",
    ".json": "application/json",
    ".lock": "text/plain",
    ".map": "application/json",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".sha256": "text/plain",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
}


def media_type(name: str) -> str:
    """The media type of a file, by the ending of its name."""
    return _MEDIA_TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")


def full_title(title: str, subtitle: str) -> str:
    """Title and subtitle in one line."""
    return f"{title}：{subtitle}" if subtitle else title


def run_name(title: str) -> str:
    """What the run of the notebook behind a page is called."""
    return f"执行笔记本：{title}"


def description(document: str, office: str, status: str) -> str:
    """What the whole is, in two or three sentences."""
    about = document if document.startswith("《") else f"《{document}》"
    lines = [f"{about}的年度评估报告。封面署名：{office}。"]
    if status == "synthetic":
        lines.append("本版使用演示数据，不反映任何地方的实际情况。")
    lines.append("报告中的数字均可追溯至计算它的笔记本单元格和来源工作簿单元格。")
    return "".join(lines)
