"""Reading much at once without the search for garbage.

What is read makes hundreds of thousands of objects that stay; looking through them for garbage again and
again may take half of the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """No search for garbage while the block runs; afterwards as before."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def only_new_garbage() -> Iterator[None]:
    """The search for garbage leaves out what is there when the block begins, and looks at it again afterwards.

    For work on much that was read before, which makes garbage of its own: charts do. Inside another such block,
    what is there is left out until the outer one ends.
    """
    is_outermost = gc.get_freeze_count() == 0
    gc.freeze()
    try:
        yield
    finally:
        if is_outermost:
            gc.unfreeze()
