"""Each template runs from top to bottom as it lies in the repository, for whoever opens it in Jupyter."""

from __future__ import annotations

import nbformat
import pytest
from nbclient import NotebookClient

from tests.integration.books import ROOT

TEMPLATES = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_the_templates_are_there() -> None:
    assert {"overview", "quality", "region"} <= {path.stem for path in TEMPLATES}


@pytest.mark.parametrize("name", [path.stem for path in TEMPLATES])
def test_a_template_runs_with_its_own_parameters_and_is_left_as_it_is(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The kernel of this environment, not one that the user has registered under the same name.
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "1")
    path = ROOT / "notebooks" / f"{name}.ipynb"
    content = path.read_bytes()
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in code)

    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
    ).execute()

    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    kinds = {output.output_type for cell in code for output in cell.outputs}
    assert kinds <= {"display_data", "execute_result"}
    assert sum(bool(cell.outputs) for cell in code) >= len(code) // 2
    assert path.read_bytes() == content
