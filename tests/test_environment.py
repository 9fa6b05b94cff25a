"""The three lists of packages agree: pyproject.toml, environment.yml, requirements.lock."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]
# conda-forge's names of packages that the Python index calls otherwise.
CONDA_NAMES = {"brotli-python": "brotli", "matplotlib-base": "matplotlib"}


def parts(requirement: str) -> tuple[str, frozenset[str]]:
    """Name in its normal form, and the version conditions."""
    match = re.fullmatch(r"\s*([A-Za-z0-9._-]+?)\s*((?:[<>=!~].*)?)", requirement)
    assert match is not None, requirement
    conditions = frozenset(text.strip() for text in match[2].split(",") if text.strip())
    return re.sub(r"[-_.]+", "-", match[1]).lower(), conditions


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def wanted() -> dict[str, frozenset[str]]:
    content = project()
    return dict(map(parts, [*content["project"]["dependencies"], *content["dependency-groups"]["dev"]]))


def conda() -> dict[str, frozenset[str]]:
    listed = YAML(typ="safe").load(ROOT / "environment.yml")["dependencies"]
    by_pip = next(entry["pip"] for entry in listed if isinstance(entry, dict))
    texts = [entry for entry in listed if isinstance(entry, str)] + [
        text for text in by_pip if text != "-e ."
    ]
    found = dict(map(parts, texts))
    assert len(found) == len(texts), "a package stands twice in environment.yml"
    return {CONDA_NAMES.get(name, name): conditions for name, conditions in found.items()}


def locked() -> dict[str, str]:
    """Name -> the text of its entry in requirements.lock; a name may have several, by platform."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries: dict[str, str] = {}
    for entry in re.split(r"\n(?=\S)", text.strip()):
        name = parts(re.split(r"==|@|[ ;\\]", entry, maxsplit=1)[0])[0]
        entries[name] = entries.get(name, "") + entry + "\n"
    return entries


def test_conda_users_get_the_packages_and_ranges_of_pyproject() -> None:
    found = conda()
    assert found.pop("python") == frozenset([project()["project"]["requires-python"]])
    assert found.pop("pip") == frozenset()
    assert found == wanted()


@pytest.mark.parametrize("name", sorted(wanted()))
def test_every_package_is_locked_to_a_version_in_range(name: str) -> None:
    versions = re.findall(r"^[A-Za-z0-9._-]+==([^ ;\\]+)", locked()[name], re.MULTILINE)
    assert versions
    for version in versions:
        for condition in wanted()[name]:
            sign, bound = condition[:2].rstrip("0123456789."), condition.lstrip("<>=")
            if sign == ">=":
                assert numbers(version) >= numbers(bound)
            else:
                assert sign == "<"
                assert numbers(version) < numbers(bound)


def numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version.split(".post")[0])))


def test_every_locked_package_is_pinned_and_hashed() -> None:
    for name, text in locked().items():
        for entry in text.strip().split("\n\n"):
            first = entry.splitlines()[0]
            assert "==" in first, name
            assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), name


def test_the_lock_names_no_address_and_no_path() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for forbidden in ("http:", "https:", "git+", "file:", " @ ", "/", "--index", "--find-links"):
        assert forbidden not in text
