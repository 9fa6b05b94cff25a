"""The digest that says which code computed a build."""

from __future__ import annotations

from pathlib import Path

from assessbook.archive.code_version import digest_of_sources

# From the shell: find . -name '*.py' | LC_ALL=C sort | xargs sha256sum | sha256sum
EXPECTED = "sha256:63319c5ebbbc8b05fd497dadbc2c7045e21e0645f4d4ad413b8b3b31a1bbc4af"


def package(folder: Path) -> Path:
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "b.py").write_text("b = 2\n", encoding="utf-8")
    (folder / "a.py").write_text("a = 1\n", encoding="utf-8")
    return folder


def test_the_digest_is_what_the_shell_gives(tmp_path: Path) -> None:
    assert digest_of_sources(package(tmp_path)) == EXPECTED


def test_compiled_files_and_the_place_make_no_difference(tmp_path: Path) -> None:
    folder = package(tmp_path / "elsewhere" / "另一处")
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "a.cpython-311.pyc").write_bytes(b"compiled")
    assert digest_of_sources(folder) == EXPECTED


def test_a_changed_line_and_a_renamed_file_change_the_digest(tmp_path: Path) -> None:
    changed, renamed = package(tmp_path / "changed"), package(tmp_path / "renamed")
    (changed / "a.py").write_text("a = 2\n", encoding="utf-8")
    (renamed / "a.py").rename(renamed / "c.py")
    digests = {EXPECTED, digest_of_sources(changed), digest_of_sources(renamed)}
    assert len(digests) == 3
