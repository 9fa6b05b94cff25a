"""The catalogues that come with the project: complete in their places, in English, and nothing superfluous."""

import importlib.util
from pathlib import Path
from string import Formatter

import pytest

from assessbook.core.catalogue_files import catalogue_paths, load_catalogue, read_messages
from assessbook.core.chinese_marks import FOREIGN
from assessbook.core.problems import InputError
from assessbook.core.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
WORKSPACE = Workspace(ROOT)
PATHS = catalogue_paths(WORKSPACE, "jiaohe-2016", "en")


def places(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def script():
    spec = importlib.util.spec_from_file_location("messages_script", ROOT / "scripts/messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_package_templates_shared_data_and_programme_have_a_catalogue_each():
    assert [path.relative_to(ROOT).as_posix() for path in PATHS] == [
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
    assert list(script().obsolete(WORKSPACE, "jiaohe-2016", "en")) == []


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
