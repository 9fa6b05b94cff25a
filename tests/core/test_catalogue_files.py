"""The catalogues that come with the project: complete in their places, in English, and nothing superfluous."""

import importlib.util
from pathlib import Path
from string import Formatter

import pytest

from assessbook.core import reads
from assessbook.core.catalogue_files import catalogue_paths, load_catalogue, read_messages
from assessbook.core.chinese_marks import FOREIGN
from assessbook.core.problems import InputError
from assessbook.core.workspace import Workspace, programme_of

ROOT = Path(__file__).resolve().parents[2]
WORKSPACE = Workspace(ROOT)
TRANSLATED = ("jiaohe-2016", "jilin-2012", "jilin-2016", "lianzhou-2013", "zhejiang-2013")
"""Programmes with a catalogue of their own: all of their editions can be told in English."""
JIAOHE_PATHS = catalogue_paths(WORKSPACE, "jiaohe-2016", "en")
PATHS = [
    *dict.fromkeys(path for programme in TRANSLATED for path in catalogue_paths(WORKSPACE, programme, "en"))
]
EDITIONS = [
    path.relative_to(ROOT)
    for programme in TRANSLATED
    for folder in ("params", "params/demo")
    for path in sorted(ROOT.joinpath(folder, programme).glob("[0-9]*.yaml"))
]


def places(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def script():
    spec = importlib.util.spec_from_file_location("messages_script", ROOT / "scripts/messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_package_templates_shared_data_and_programme_have_a_catalogue_each():
    assert [path.relative_to(ROOT).as_posix() for path in JIAOHE_PATHS] == [
        "src/assessbook/locale/en/LC_MESSAGES/assessbook.po",
        "notebooks/en.po",
        "data/en.po",
        "params/jiaohe-2016/en.po",
    ]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_translation_has_the_places_of_its_message(path):
    messages = read_messages(path, path.name)
    assert {text for text, said in messages.items() if places(text) != places(said)} == set()


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_translation_holds_chinese(path):
    assert {said for said in read_messages(path, path.name).values() if FOREIGN.search(said)} == set()


def test_no_message_is_obsolete():
    assert list(script().obsolete(WORKSPACE, PATHS)) == []


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda path: path.as_posix())
def test_every_text_of_an_edition_s_own_files_has_a_translation(edition):
    # What code puts together a build names itself; these are the files that a translator starts from.
    messages = script()
    catalogue = load_catalogue(WORKSPACE, programme_of(edition), "en")
    own = (
        (text, place)
        for text, place in messages.texts_of(WORKSPACE, ROOT / edition)
        if "notebooks" not in place
    )
    assert messages.lacking(catalogue, own) == {}


def test_names_with_an_english_word_beside_them_need_no_entry():
    catalogue = load_catalogue(WORKSPACE, "jiaohe-2016", "en")
    assert catalogue.text("天岗镇") == "Tiangang Town"  # regions.yaml
    assert catalogue.text("因病") == "Illness"  # items.yaml


def test_a_catalogue_goes_before_the_word_of_a_definition():
    # regions.yaml says Jiaohe, params/jiaohe-2016/en.po what it is.
    assert load_catalogue(WORKSPACE, "jiaohe-2016", "en").text("蛟河市") == "Jiaohe City"


def test_chinese_needs_no_catalogue():
    assert load_catalogue(WORKSPACE, "jiaohe-2016", "zh") is None


def test_a_catalogue_that_cannot_be_read_is_named(tmp_path):
    path = tmp_path / "en.po"
    path.write_text("no catalogue at all\n", encoding="utf-8")
    with pytest.raises(InputError, match="the catalogue can't be read"):
        read_messages(path, "params/x/en.po")


def test_a_catalogue_that_is_not_there_is_noted_for_the_day_when_it_is():
    noted = reads.begin()
    try:
        load_catalogue(WORKSPACE, "demo-jiaohe-2016", "de")
    finally:
        reads.end()
    own = WORKSPACE.path("params", "demo", "jiaohe-2016", "de.po")
    assert own in noted.files
    assert not own.exists()
