"""Where pages stand in the book, as the search page carries it."""

from __future__ import annotations

import json

from assessbook.book.search_places import places_json


def test_a_place_is_written_once_for_all_its_pages() -> None:
    places = {"plan": ["总体评估"], "region/b": ["分地区评估", "各镇"], "region/a": ["分地区评估", "各镇"]}
    assert json.loads(places_json({**places, "index": []})) == {
        "places": ["总体评估", "分地区评估 › 各镇"],
        "pages": {"plan": 0, "region/a": 1, "region/b": 1},
    }


def test_a_title_cannot_end_the_script_that_carries_it() -> None:
    assert "</script>" not in places_json({"plan": ["</script>"]})
