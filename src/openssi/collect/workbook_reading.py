"""Reads a filled workbook: whether it is the right one, then what it says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from openssi.collect.workbook_cells import CellReader
from openssi.collect.workbook_conventions import read_conventions
from openssi.collect.workbook_cover import facts_hash, form_hash
from openssi.collect.workbook_crosswalk import brought_forward
from openssi.collect.workbook_form import FormRows, form_rows
from openssi.collect.workbook_keys import CONFIRM, EXPLAIN, CellKey
from openssi.collect.workbook_meaning import Meaning, confirmed_groups
from openssi.collect.workbook_read import RawWorkbook, read_rows
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation, Place
from openssi.vocabulary.submission import Fingerprint
from openssi.vocabulary.text import as_language


@dataclass(frozen=True, slots=True)
class WorkbookReading:
    """What a filled workbook says.

    Attributes:
        fingerprint: What the workbook was made for; its version is the one in use.
        observations: Its answers in the order of the questionnaire.
        ignored: What was found in it and not read, with the reason.
        scope: The cells that it asks for: an answer that stands in none of them is not its business.
        from_version: The version of the questionnaire that it was written with.
        silent: The cells of which it does not say how confidential they are, being of an earlier version.
    """

    fingerprint: Fingerprint
    observations: tuple[Observation, ...]
    ignored: tuple[Problem, ...]
    scope: frozenset[CellKey] = frozenset()
    from_version: str = ""
    silent: frozenset[CellKey] = frozenset()


def read_workbook(
    path: Path, questionnaire: Questionnaire, codelists: Mapping[str, CodeList], expected: Fingerprint | None
) -> WorkbookReading:
    """Read a filled workbook; nothing of it is taken where anything in it is wrong.

    Cells are found by their hidden keys, so sheets, rows and columns may have moved. An empty cell without a status
    gives no observation, one with a status an observation without a value. Context figures that were filled in
    beforehand and left as they were give none, unless the country confirmed their group.

    Args:
        path: The filled workbook.
        questionnaire: The version that the round uses; workbooks of versions that its crosswalks know are read too.
        codelists: Code lists by id.
        expected: Country, year and version that the workbook has to be of, or none.

    Raises:
        FixTheFile: with every problem that was found.
    """
    raw = read_rows(path)
    fingerprint = _fingerprint(raw)
    _refuse_other(raw.file, fingerprint, questionnaire, expected)
    _refuse_altered(raw)
    reader = CellReader(codelists)
    form = _in_use(form_rows(raw), fingerprint, questionnaire, reader)
    conventions = read_conventions(form, questionnaire, reader, fingerprint.time_period)
    current = replace(fingerprint, questionnaire_version=questionnaire.version)
    meaning = Meaning(current, questionnaire, reader, form, conventions, confirmed_groups(form, reader))
    observations = tuple(meaning.observations())
    if form.problems:
        raise FixTheFile(form.problems)
    return WorkbookReading(
        current,
        observations,
        tuple(form.ignored),
        _scope(form, current),
        fingerprint.questionnaire_version,
        frozenset(key for key, row in form.rows.items() if not row.states_confidentiality),
    )


def _fingerprint(raw: RawWorkbook) -> Fingerprint:
    facts = raw.facts
    try:
        return Fingerprint(
            facts["ref_area"],
            int(facts["time_period"]),
            facts["questionnaire_version"],
            as_language(facts["language"]),
            facts["base"],
            facts.get("institution", ""),
        )
    except (KeyError, ValueError) as error:
        raise FixTheFile.because("WORKBOOK_NOT_OURS", Place(file=raw.file)) from error


def _refuse_other(file: str, found: Fingerprint, questionnaire: Questionnaire, expected: Fingerprint | None) -> None:
    wanted = expected or replace(found, questionnaire_version=questionnaire.version)
    version = found.questionnaire_version
    if version in questionnaire.crosswalks and wanted.questionnaire_version == questionnaire.version:
        version = questionnaire.version
    compared = (
        ("WORKBOOK_OTHER_COUNTRY", found.ref_area, wanted.ref_area),
        ("WORKBOOK_OTHER_ROUND", found.time_period, wanted.time_period),
        ("WORKBOOK_OTHER_VERSION", version, wanted.questionnaire_version),
    )
    problems = [
        Problem(code, Place(file=file), {"found": ours, "expected": theirs})
        for code, ours, theirs in compared
        if ours != theirs
    ]
    if problems:
        raise FixTheFile(problems)


def _refuse_altered(raw: RawWorkbook) -> None:
    """Refuse a workbook whose hidden sheet is not the one that was written; older ones have one checksum or none."""
    facts = raw.facts
    written = (facts.get("form_hash", ""), facts.get("facts_hash", ""))
    found = (form_hash(facts["questionnaire_version"], raw.keys), facts_hash(facts))
    if any(ours and ours != theirs for ours, theirs in zip(written, found, strict=True)):
        raise FixTheFile.because("WORKBOOK_NOT_OURS", Place(file=raw.file))


def _in_use(form: FormRows, fingerprint: Fingerprint, questionnaire: Questionnaire, reader: CellReader) -> FormRows:
    crosswalk = questionnaire.crosswalks.get(fingerprint.questionnaire_version)
    return brought_forward(form, crosswalk, reader) if crosswalk is not None else form


def _scope(form: FormRows, fingerprint: Fingerprint) -> frozenset[CellKey]:
    keys = (key for key in form.rows if key.item != CONFIRM and not key.item.startswith(EXPLAIN))
    if not fingerprint.institution:
        return frozenset(keys)
    return frozenset(key for key in keys if key.scheme != NOT_APPLICABLE or key.item.startswith("I."))
