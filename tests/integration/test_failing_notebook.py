"""A cell that fails for one town: its message, its copy, and the book that was there before."""

from __future__ import annotations

import re

import nbformat

from tests.integration.books import EDITION, Book, assessbook, hashes

SOURCE = 'households = 271\nif region == "piaohe":\n    density = households / villagers'


def test_a_failing_notebook_is_told_with_its_cell_and_leaves_the_build_before_alone(small_copy: Book) -> None:
    template = small_copy.root / "notebooks/region.ipynb"
    notebook = nbformat.read(template, as_version=4)
    place = next(number for number, cell in enumerate(notebook.cells) if cell.id == "setup") + 1
    notebook.cells.insert(place, nbformat.v4.new_code_cell(SOURCE, id="density"))
    nbformat.write(notebook, template)
    before = hashes(small_copy.build)

    done = assessbook(small_copy.root, "build", EDITION, "--jobs", "2")

    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    lines = done.stderr.splitlines()
    assert lines[0] == "notebooks/region.ipynb failed while making region/piaohe"
    parameters = dict(part.split("=", 1) for part in lines[1].removeprefix("  Parameters: ").split(", ", 5))
    assert parameters["region"] == "piaohe"
    assert parameters["edition"] == EDITION
    # Before it are the cells of parameters and set-up.
    assert lines[2:7] == [
        "  In code cell 3 (id density):",
        "      households = 271",
        '      if region == "piaohe":',
        "  >       density = households / villagers",
        "  NameError: name 'villagers' is not defined",
    ]
    assert lines[-1] == "1 of 4 notebooks failed; 3 executed without failure."
    (told,) = re.findall(r"Executed copy, up to the failure: (\S+)", done.stderr)
    assert told == "build/jiaohe-2016/2015.failed/notebooks/region/piaohe.ipynb"
    copy = nbformat.read(small_copy.root / told, as_version=4)
    failed = next(cell for cell in copy.cells if cell.id == "density")
    assert [output.ename for output in failed.outputs] == ["NameError"]
    after = copy.cells[copy.cells.index(failed) + 1 :]
    assert not any(cell.get("outputs") for cell in after)
    assert (small_copy.root / told).with_name("qingling.ipynb").is_file()
    assert hashes(small_copy.build) == before
    assert sorted(path.name for path in small_copy.build.parent.iterdir()) == ["2015", "2015.failed"]
