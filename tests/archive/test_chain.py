"""The links from an edition to all before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessbook.archive.chain import Link, as_json, builds_below, chain_after, links_of
from tests.archive.builds import digest, three_editions


def test_a_first_edition_has_no_links() -> None:
    assert chain_after(None) == ()
    assert links_of({"edition": "x/2015"}) == ()


def test_a_chain_names_every_earlier_manifest_oldest_first(tmp_path: Path) -> None:
    first, second, _ = three_editions(tmp_path)
    chain = chain_after(second)
    assert chain == (
        Link("x/2015", digest(first / "manifest.json")),
        Link("x/2016", digest(second / "manifest.json")),
    )
    assert links_of({"chain": as_json(chain)}) == chain


@pytest.mark.parametrize("chain", ["x/2015", [["x/2015"]], [{"edition": "x/2015"}], 5])
def test_what_is_no_chain_is_refused(chain: object) -> None:
    with pytest.raises(ValueError, match="not a list of editions"):
        links_of({"chain": chain})


def test_builds_are_found_below_a_folder_but_not_inside_a_build_or_a_hidden_folder(tmp_path: Path) -> None:
    three_editions(tmp_path / "x")
    three_editions(tmp_path / "x" / ".2018.making")
    found = {
        build.folder.relative_to(tmp_path).as_posix(): build.link.edition for build in builds_below(tmp_path)
    }
    # 2016 and 2017 hold a copy of the former manifest, which is no build.
    assert found == {"x/2015": "x/2015", "x/2016": "x/2016", "x/2017": "x/2017"}
