"""`assessbook verify --rerun`: the edition built anew gives the same figures and the same bytes."""

from __future__ import annotations

from tests.integration.books import Book, assessbook


def test_a_rerun_of_an_untouched_build_gives_the_same(small_book: Book) -> None:
    build = small_book.build.relative_to(small_book.root).as_posix()
    done = assessbook(small_book.root, "verify", build, "--rerun")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("nothing altered: ")
    assert done.stdout.endswith("; the rerun gave the same\n")
    # Nothing but the build is there afterwards: the rerun is made elsewhere.
    assert [path.name for path in small_book.build.parent.iterdir()] == [small_book.build.name]
