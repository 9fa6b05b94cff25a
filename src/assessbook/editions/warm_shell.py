"""A papermill engine that runs a notebook's cells in this very process, which is then thrown away.

The cells run in an IPython shell as a kernel's would, but nothing crosses a socket. Outputs are recorded
in the order and the form in which a kernel sends them, so that the executed notebook has the same bytes
as the plain engine's. A process may run one notebook only: what it leaves behind ends with it.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import Any

import nbformat
from ipykernel import jsonutil
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from papermill.engines import Engine, papermill_engines
from traitlets.config import Config

WARM_ENGINE = "assessbook-warm"

_LANGUAGE_INFO = {
    "name": "python",
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "pygments_lexer": "ipython3",
    "nbconvert_exporter": "python",
}


def _sendable(bundle: Any) -> Any:
    """A bundle as a kernel would send it: images as base64 text, everything plain JSON."""
    return jsonutil.json_clean(jsonutil.encode_images(bundle))  # type: ignore[no-untyped-call]


class CellError(Exception):
    """A cell raised; the error stands in its outputs."""


class _Recorder:
    """The outputs of the cell that is running."""

    def __init__(self) -> None:
        self.outputs: list[Any] = []
        self._clear_before_next = False

    def add(self, kind: str, **content: Any) -> None:
        self._clear_if_due()
        self.outputs.append(nbformat.v4.new_output(kind, **content))  # type: ignore[no-untyped-call]

    def stream(self, name: str, text: str) -> None:
        if not text:
            return
        self._clear_if_due()
        for output in self.outputs:
            # The plain engine joins what a cell prints to one stream, wherever it was printed.
            if output.output_type == "stream" and output.name == name:
                output.text += text
                return
        self.add("stream", name=name, text=text)

    def update(self, identifier: str | None, data: Any, metadata: Any) -> None:
        for output in self.outputs:
            if output.get("_display_id") == identifier:
                output["data"], output["metadata"] = data, metadata

    def clear(self, *, wait: bool) -> None:
        if wait:
            self._clear_before_next = True
        else:
            self.outputs.clear()

    def taken(self) -> list[Any]:
        """The outputs, and none are left for the next cell."""
        outputs, self.outputs = self.outputs, []
        for output in outputs:
            output.pop("_display_id", None)
        self._clear_before_next = False
        return outputs

    def _clear_if_due(self) -> None:
        if self._clear_before_next:
            self.outputs.clear()
            self._clear_before_next = False


_recorder = _Recorder()


class _Stream(io.TextIOBase):
    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        _recorder.stream(self._name, text)
        return len(text)


class _Publisher(DisplayPublisher):
    def publish(
        self,
        data: Any,
        metadata: Any = None,
        source: Any = None,
        *,
        transient: Any = None,
        update: Any = False,
        **_: Any,
    ) -> None:
        content, identifier = _sendable(data), (transient or {}).get("display_id")
        if update:
            _recorder.update(identifier, content, _sendable(metadata or {}))
            return
        _recorder.add("display_data", data=content, metadata=_sendable(metadata or {}))
        if identifier:
            _recorder.outputs[-1]["_display_id"] = identifier

    def clear_output(self, wait: bool = False) -> None:
        _recorder.clear(wait=wait)


class _Hook(DisplayHook):
    def write_output_prompt(self) -> None:
        """The prompt is the output's execution count."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        _recorder.add(
            "execute_result",
            data=_sendable(format_dict),
            metadata=_sendable(md_dict or {}),
            execution_count=self.prompt_count,
        )

    def finish_displayhook(self) -> None:
        """Nothing was written to the terminal that would need a line's end."""
        self._is_active = False


class _Shell(InteractiveShell):
    displayhook_class = _Hook
    display_pub_class = _Publisher

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        _recorder.add("error", ename=etype.__name__, evalue=str(evalue), traceback=stb)

    def enable_gui(self, gui: Any = None) -> None:
        """There is no window to show anything in."""


class WarmEngine(Engine):  # type: ignore[misc]
    """Runs the cells in this process, one after another, up to the first that fails."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        *,
        on_notebook_start: Callable[..., None] | None = None,
        on_cell_start: Callable[..., None] | None = None,
        **_: Any,
    ) -> None:
        """Execute a notebook that papermill has prepared."""
        config = Config()
        config.HistoryManager.enabled = False
        shell = _Shell.instance(config=config)
        nb_man.nb.metadata["language_info"] = dict(_LANGUAGE_INFO)
        if on_notebook_start is not None:
            on_notebook_start(notebook=nb_man.nb)
        outside = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = _Stream("stdout"), _Stream("stderr")
        try:
            for index, cell in enumerate(nb_man.nb.cells):
                if cell.cell_type == "code" and cell.source.strip():
                    if on_cell_start is not None:
                        on_cell_start(cell=cell, cell_index=index)
                    if not cls._execute_cell(nb_man, shell, index, cell):
                        break
        finally:
            sys.stdout, sys.stderr = outside

    @staticmethod
    def _execute_cell(nb_man: Any, shell: Any, index: int, cell: Any) -> bool:
        nb_man.cell_start(cell, index)
        count = shell.execution_count
        result = shell.run_cell(cell.source, store_history=True)
        cell["execution_count"] = count
        cell["outputs"] = _recorder.taken()
        if not result.success:
            nb_man.cell_exception(cell, index, exception=CellError(str(result.error_in_exec)))
            return False
        nb_man.cell_complete(cell, index)
        return True


papermill_engines.register(WARM_ENGINE, WarmEngine)
