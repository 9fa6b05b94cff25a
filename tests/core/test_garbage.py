"""The search for garbage while much is read and worked on: as before when the block ends."""

from __future__ import annotations

import gc

from assessbook.core.garbage import no_collection, only_new_garbage


def test_what_was_there_is_left_out_of_the_search_only_inside_the_block() -> None:
    with only_new_garbage():
        assert gc.get_freeze_count() > 0
    assert gc.get_freeze_count() == 0


def test_there_is_no_search_inside_the_block_and_one_again_afterwards() -> None:
    with no_collection():
        assert not gc.isenabled()
    assert gc.isenabled()
