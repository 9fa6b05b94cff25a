"""Single-value alterations of a build and of its inputs, each with what a verification must then name.

An alteration takes a copy of a project and a source of chance; it changes one value in one file and says
what it did. The file is put back by `undone`.
"""

from __future__ import annotations

from tests.verification.alterations.book import (
    basis_formula,
    basis_source,
    basis_value,
    card,
    chart_data,
    chart_drawing,
    index_line,
    link_to_a_file,
    page_figure,
    page_link,
    sheet_on_page,
    words_of_a_page,
)
from tests.verification.alterations.formats import (
    csv_field,
    report_byte,
    report_figure,
    workbook_index,
    workbook_number,
    workbook_words,
)
from tests.verification.alterations.inputs import (
    WORKBOOK,
    definition,
    edition_file,
    layout,
    plan,
    programme,
    reference_cell,
    register,
    shell,
    source_cell,
    source_text,
    template,
)
from tests.verification.alterations.ledger import (
    ledger_appearance,
    ledger_derivation,
    ledger_edition,
    ledger_source,
    ledger_text,
    ledger_value,
    ledger_words,
)
from tests.verification.alterations.notebooks import (
    notebook_code,
    notebook_figure,
    notebook_parameter,
    notebook_preview,
)
from tests.verification.alterations.record import (
    any_byte,
    crate_hash,
    crate_words,
    digest,
    manifest_field,
    manifest_hash,
    manifest_name,
)
from tests.verification.alterations.single import Alteration, Done, undone

__all__ = ["ALL", "OF_FIGURES", "WORKBOOK", "Alteration", "Done", "undone"]

OF_FIGURES: tuple[Alteration, ...] = (
    page_figure, page_link, chart_data, index_line, basis_value, basis_formula, basis_source, card,
    ledger_value, ledger_text, ledger_words, ledger_derivation, ledger_source, ledger_appearance,
    notebook_figure, notebook_preview, csv_field, workbook_number, workbook_index, report_figure,
)  # fmt: skip
"""Alterations of what is said of one figure."""

ALL: tuple[Alteration, ...] = (
    *OF_FIGURES, link_to_a_file, sheet_on_page, chart_drawing, words_of_a_page, any_byte, ledger_edition,
    notebook_code, notebook_parameter, manifest_hash, manifest_name, manifest_field, crate_hash,
    crate_words, digest, workbook_words, report_byte, source_cell, source_text, reference_cell, plan,
    edition_file, programme, register, definition, layout, template, shell,
)  # fmt: skip
