"""The registers of the five programmes hold no number that a cell should have computed."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessbook.assessment.plan import load_plan
from assessbook.assessment.register import load_register
from assessbook.book.page_text import PageText
from assessbook.book.untraced_scan import untraced_in
from assessbook.book.wording import wording_of
from assessbook.core.workspace import Workspace
from assessbook.observations.reader import load_dataset
from tests.integration.books import ROOT

PROGRAMMES = sorted(path.parent.name for path in Path(ROOT, "params").glob("*/register.yaml"))


def test_every_programme_has_a_register() -> None:
    assert PROGRAMMES == ["jiaohe-2016", "jilin-2012", "jilin-2016", "lianzhou-2013", "zhejiang-2013"]


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_what_is_registered_quotes_the_plan_or_holds_no_number(programme: str) -> None:
    workspace = Workspace(ROOT)
    dataset = load_dataset(workspace, programme)
    wording = wording_of(dataset, load_plan(workspace, programme, dataset.definitions))
    register, _ = load_register(workspace, programme)
    texts = [text for entry in register.assumptions for text in (entry.text, entry.basis)]
    texts += [entry.text for entry in (*register.caveats, *register.checklist)]
    found = [text for text in texts if untraced_in(PageText(text, text, "", ""), wording)]
    assert found == []
