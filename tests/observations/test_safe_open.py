"""Files that aren't sound workbooks are refused before they are unpacked, with one problem each."""

from __future__ import annotations

import zipfile

import pytest
from openpyxl import Workbook

from assessbook.core.problems import InputError
from assessbook.observations import safe_open
from assessbook.observations.safe_open import open_workbook


def problem_of(path):
    with pytest.raises(InputError) as caught:
        open_workbook(path, "data/x.xlsx")
    (problem,) = caught.value.problems
    assert problem.where == "data/x.xlsx"
    assert problem.action
    return problem


@pytest.fixture
def good(tmp_path):
    book = Workbook()
    book.worksheets[0]["A1"] = "=1+1"
    path = tmp_path / "good.xlsx"
    book.save(path)
    return path


def with_part(path, name, content):
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


def test_formulas_are_kept_as_formulas(good):
    assert open_workbook(good, "x").worksheets[0]["A1"].value == "=1+1"


def test_a_missing_workbook_names_the_near_one(good):
    assert problem_of(good.with_name("god.xlsx")).action == "Did you mean good.xlsx?"


def test_a_text_file_under_the_name_of_a_workbook_is_refused(tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_text("乡镇,人口", encoding="utf-8")
    assert "isn't an .xlsx workbook" in problem_of(path).what


def test_another_kind_of_file_is_to_be_saved_as_xlsx(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("1", encoding="utf-8")
    found = problem_of(path)
    assert ".csv" in found.what
    assert "save it as an Excel workbook (.xlsx)" in found.action


def test_a_password_is_to_be_removed(tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504))
    found = problem_of(path)
    assert "protected by a password" in found.what
    assert "Remove the password" in found.action


def test_half_a_workbook_is_damaged(good):
    good.write_bytes(good.read_bytes()[:-200])
    assert "damaged" in problem_of(good).what


def test_a_workbook_whose_sheet_is_not_xml_is_damaged(tmp_path, good):
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"<worksheet" if name.endswith("sheet1.xml") else source.read(name))
    assert "damaged" in problem_of(broken).what


def test_a_zip_archive_of_something_else_is_not_a_workbook(tmp_path):
    assert "not an .xlsx workbook" in problem_of(with_part(tmp_path / "x.xlsx", "a.txt", "a")).what


def test_a_zip_bomb_is_refused_by_its_ratio(good):
    assert "zip bomb" in problem_of(with_part(good, "xl/bomb.bin", bytes(8 * 1024 * 1024))).what


def test_a_workbook_that_unpacks_to_too_much_is_refused(good, monkeypatch):
    monkeypatch.setattr(safe_open, "MAXIMUM_BYTES", 1000)
    assert "at most 1 MB are read" in problem_of(good).what


def test_too_many_parts_are_refused(good, monkeypatch):
    monkeypatch.setattr(safe_open, "MAXIMUM_MEMBERS", 3)
    assert "at most 3 are read" in problem_of(good).what


def test_xml_entities_are_refused(good):
    content = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert "declares XML entities" in problem_of(with_part(good, "xl/extra.xml", content)).what


def test_a_merged_area_of_the_whole_sheet_is_refused(good):
    content = '<worksheet><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    found = problem_of(with_part(good, "xl/worksheets/sheet9.xml", content))
    assert "merges more than" in found.what
    assert "Unmerge" in found.action
