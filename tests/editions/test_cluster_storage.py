"""Objects of a storage go by their SHA-256; what is there and altered is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessbook.editions.cluster_storage import Storage, StorageError, inputs_name

# printf hello | sha256sum
HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"


def test_what_was_put_can_be_got(tmp_path: Path) -> None:
    storage = Storage(f"file://{tmp_path}/bucket")
    storage.put(inputs_name(HELLO), b"hello")
    assert (tmp_path / "bucket/inputs" / f"{HELLO}.zip").read_bytes() == b"hello"
    assert storage.get(inputs_name(HELLO), HELLO) == b"hello"


def test_an_altered_object_is_refused_with_its_address(tmp_path: Path) -> None:
    storage = Storage(f"file://{tmp_path}/")
    storage.put("a", b"hallo")
    with pytest.raises(StorageError, match=f"file://{tmp_path}/a has SHA-256 .*, not {HELLO}. Remove it"):
        storage.get("a", HELLO)


def test_an_object_that_is_not_there_is_told_with_its_address(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=f"file://{tmp_path}/a can't be read: "):
        Storage(f"file://{tmp_path}").get("a", HELLO)


def test_a_folder_is_removed_with_all_in_it_and_no_other(tmp_path: Path) -> None:
    storage = Storage(f"file://{tmp_path}")
    storage.put("results/1/a", b"hello")
    storage.put("results/2/a", b"hello")
    storage.remove("results/1")
    storage.remove("results/3")
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == [
        "results",
        "results/2",
        "results/2/a",
    ]


def test_a_url_of_no_known_kind_is_refused() -> None:
    with pytest.raises(StorageError, match="Protocol not known: s4"):
        Storage("s4://bucket")
