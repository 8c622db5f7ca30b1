"""Turns the rows of a filled workbook into observations, or into everything that is wrong with them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from openssi.collect.workbook_cells import Answer, CellReader, Cue, Unreadable, as_text
from openssi.collect.workbook_choices import STATUS_LIST
from openssi.collect.workbook_conventions import Conventions, read_conventions
from openssi.collect.workbook_form import FormRows, form_rows
from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_layout import is_given
from openssi.collect.workbook_plan import METADATA_TABLE
from openssi.collect.workbook_read import RawRow, RawWorkbook, read_rows
from openssi.collect.workbook_values import COUNTED_BY_BENEFIT, MISSING_STATUSES, PERSON_UNITS, block_of
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.item import Item, Questionnaire
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation, Place
from openssi.vocabulary.submission import Fingerprint
from openssi.vocabulary.text import as_language

TYPED_SUBTOTAL = "SUBTOTAL_ONLY"
COUNTED_ONE_BY_ONE = frozenset({"cases", "units", "employees", "days"})


@dataclass(frozen=True, slots=True)
class WorkbookReading:
    """What a filled workbook says.

    Attributes:
        fingerprint: What the workbook was made for.
        observations: Its answers in the order of the questionnaire.
        ignored: What was found in it and not read, with the reason.
    """

    fingerprint: Fingerprint
    observations: tuple[Observation, ...]
    ignored: tuple[Problem, ...]


def read_workbook(
    path: Path, questionnaire: Questionnaire, codelists: Mapping[str, CodeList], expected: Fingerprint | None
) -> WorkbookReading:
    """Read a filled workbook; nothing of it is taken where anything in it is wrong.

    Cells are found by their hidden keys, so sheets, rows and columns may have moved. An empty cell without a status
    gives no observation, one with a status an observation without a value. Context figures that were filled in
    beforehand and left as they were give none: they stay with their own source.

    Args:
        path: The filled workbook.
        questionnaire: The version that the round uses.
        codelists: Code lists by id.
        expected: Country, year and version that the workbook has to be of, or none.

    Raises:
        FixTheFile: with every problem that was found.
    """
    raw = read_rows(path)
    fingerprint = _fingerprint(raw)
    _refuse_other(raw.file, fingerprint, questionnaire, expected)
    form = form_rows(raw)
    reader = CellReader(codelists)
    conventions = read_conventions(form, questionnaire, reader)
    meaning = _Meaning(fingerprint, questionnaire, reader, form, conventions)
    observations = tuple(meaning.observations())
    if form.problems:
        raise FixTheFile(form.problems)
    return WorkbookReading(fingerprint, observations, tuple(form.ignored))


def _fingerprint(raw: RawWorkbook) -> Fingerprint:
    facts = raw.facts
    try:
        return Fingerprint(
            facts["ref_area"],
            int(facts["time_period"]),
            facts["questionnaire_version"],
            as_language(facts["language"]),
            facts["base"],
        )
    except (KeyError, ValueError) as error:
        raise FixTheFile.because("WORKBOOK_NOT_OURS", Place(file=raw.file)) from error


def _refuse_other(file: str, found: Fingerprint, questionnaire: Questionnaire, expected: Fingerprint | None) -> None:
    wanted = expected or replace(found, questionnaire_version=questionnaire.version)
    compared = (
        ("WORKBOOK_OTHER_COUNTRY", found.ref_area, wanted.ref_area),
        ("WORKBOOK_OTHER_ROUND", found.time_period, wanted.time_period),
        ("WORKBOOK_OTHER_VERSION", found.questionnaire_version, wanted.questionnaire_version),
    )
    problems = [
        Problem(code, Place(file=file), {"found": ours, "expected": theirs})
        for code, ours, theirs in compared
        if ours != theirs
    ]
    if problems:
        raise FixTheFile(problems)


@dataclass(frozen=True, slots=True)
class _Meaning:
    """One workbook being understood; what is wrong is added to the problems of its form."""

    fingerprint: Fingerprint
    questionnaire: Questionnaire
    reader: CellReader
    form: FormRows
    conventions: Conventions

    def observations(self) -> Iterator[Observation]:
        found = {key: each for key, each in self._read() if each is not None}
        used = _used_subjects(found, self.questionnaire)
        for key, each in found.items():
            if self._is_used(key, used):
                yield self._with_table(key, each, found)

    def _is_used(self, key: CellKey, used: set[str]) -> bool:
        """Whether a scheme or benefit is more than its number: a block left empty is not reported."""
        subject = key.benefit if key.benefit != NOT_APPLICABLE else key.scheme
        return subject == NOT_APPLICABLE or subject in used

    def _read(self) -> Iterator[tuple[CellKey, Observation | None]]:
        readers: dict[str, Callable[[CellKey, Item, RawRow, int], Observation | None]] = {
            "given": self._given,
            "calculated": self._calculated,
            "prefilled": self._prefilled,
        }
        for key, row in self.form.rows.items():
            item = self.questionnaire.items.get(key.item)
            if item is None:
                self._refuse(Problem("WORKBOOK_KEY_UNKNOWN", row.place, {"key": row.key}))
                continue
            kind = "given" if is_given(item) else item.requirement
            power = self.conventions.power(item, key)
            yield key, readers.get(kind, self._typed)(key, item, row, power)

    def _refuse(self, problem: Problem) -> None:
        self.form.problems.append(problem)

    # The kinds of rows

    def _typed(self, key: CellKey, item: Item, row: RawRow, power: int) -> Observation | None:
        if row.is_empty and not row.is_formula:
            return None
        value = self._value(item, row, power)
        status = self._status(row)
        if isinstance(value, Unreadable) or isinstance(status, Unreadable):
            return None
        if value is None and not status:
            self.form.ignored.append(Problem("WORKBOOK_NOTE_ALONE", row.place))
            return None
        return self._observation(key, item, row, value, power, status)

    def _given(self, key: CellKey, item: Item, row: RawRow, power: int) -> Observation | None:
        """What the form itself says: an id cannot be changed, nor can the year."""
        year = str(self.fingerprint.time_period)
        subject = key.benefit if key.benefit != NOT_APPLICABLE else key.scheme
        expected = year if item.is_numeric else subject
        if row.value is not None and as_text(row.value) != expected:
            code = "WORKBOOK_OTHER_ROUND" if item.is_numeric else "WORKBOOK_ID_CHANGED"
            values = {"value": as_text(row.value), "found": as_text(row.value), "expected": expected}
            self._refuse(Problem(code, row.place, values))
        value = Decimal(expected) if item.is_numeric else expected
        return self._observation(key, item, row, value, power, "")

    def _calculated(self, key: CellKey, item: Item, row: RawRow, power: int) -> Observation | None:
        """A subtotal that was typed over its formula; one that the form added up is computed again, not read."""
        if row.is_formula or row.value is None:
            return None
        found = self._typed(key, item, row, power)
        return None if found is None else replace(found, method=TYPED_SUBTOTAL)

    def _prefilled(self, key: CellKey, item: Item, row: RawRow, _: int) -> Observation | None:
        """A context figure that the country corrected or added, in the multiplier in which it was given."""
        power = int(row.multiplier) if isinstance(row.multiplier, float) else 0
        found = self._typed(key, item, row, power)
        unchanged = found is not None and found.value is not None and row.given == f"{found.value.normalize():f}"
        return None if unchanged and row.note is None else found

    # Parts of a row

    def _value(self, item: Item, row: RawRow, power: int) -> Answer | None:
        found: Answer | None = None
        if row.error:
            found = Unreadable("WORKBOOK_CELL_ERROR", {"value": row.error})
        elif row.value is None and row.is_formula:
            found = Unreadable("WORKBOOK_FORMULA_WITHOUT_RESULT", {})
        elif row.value is not None:
            found = self.reader.answer(item, row.value, self._cue(item, row, power))
        if isinstance(found, Unreadable):
            self._refuse(found.at(row.place))
        return found

    def _status(self, row: RawRow) -> str | Unreadable:
        if row.status is None:
            return ""
        found = self.reader.code(STATUS_LIST, row.status)
        if isinstance(found, Unreadable):
            self._refuse(found.at(row.place))
        return found

    def _cue(self, item: Item, row: RawRow, power: int) -> Cue:
        counted = item.unit in PERSON_UNITS | COUNTED_ONE_BY_ONE or item.unit == COUNTED_BY_BENEFIT
        is_whole = item.type in {"integer", "year"} or (counted and power == 0)
        return Cue(is_whole, self.conventions.marks.get(row.place.sheet, ""))

    def _observation(
        self, key: CellKey, item: Item, row: RawRow, value: Decimal | str | None, power: int, status: str
    ) -> Observation:
        return Observation(
            ref_area=self.fingerprint.ref_area,
            time_period=self.fingerprint.time_period,
            **key._asdict(),
            value=value if isinstance(value, Decimal) else None,
            text_value=value if isinstance(value, str) else None,
            unit=item.unit if item.is_numeric else "",
            unit_mult=power,
            currency=self.conventions.currency if item.type == "money" else "",
            obs_status=status or "A",
            source=as_text(row.source),
            note=as_text(row.note),
            channel="workbook",
            place=row.place,
        )

    # What the table says for all its figures

    def _with_table(self, key: CellKey, each: Observation, found: Mapping[CellKey, Observation]) -> Observation:
        """Give a figure the source, status and reference period that its table states once for all."""
        item = self.questionnaire.items[key.item]
        if not item.is_numeric or item.table == METADATA_TABLE or not each.is_answered:
            return each
        block = block_of(key, item)

        def of_table(name: str) -> str:
            stated = found.get(block._replace(item=name))
            return (stated.text_value or "") if stated else ""

        status = of_table("Q.OBS_STATUS")
        silent = self.form.rows[key].status is None
        return replace(
            each,
            source=each.source or of_table("Q.SRC_REF"),
            ref_detail=of_table("Q.REF_MOMENT"),
            obs_status=status if silent and status and status not in MISSING_STATUSES else each.obs_status,
        )


def _used_subjects(found: Mapping[CellKey, Observation], questionnaire: Questionnaire) -> set[str]:
    """Schemes and benefits of which something was typed."""
    used: set[str] = set()
    for key in found:
        if not is_given(questionnaire.items[key.item]):
            used |= {key.scheme, key.benefit}
    return used
