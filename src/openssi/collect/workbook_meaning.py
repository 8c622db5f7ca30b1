"""Turns the rows of a filled workbook into observations, or into everything that is wrong with them."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from openssi.collect.confidentiality import read_confidentiality
from openssi.collect.workbook_cells import Answer, CellReader, Cue, Unreadable, as_text, read_date
from openssi.collect.workbook_choices import STATUS_LIST, YES, YES_LIST
from openssi.collect.workbook_conventions import Conventions
from openssi.collect.workbook_form import FormRows
from openssi.collect.workbook_keys import CONFIRM, EXPLAIN, OPEN, CellKey
from openssi.collect.workbook_layout import is_given
from openssi.collect.workbook_plan import CONFIRMED, LAW_TABLES, METADATA_TABLE
from openssi.collect.workbook_read import RawRow
from openssi.collect.workbook_values import COUNTED_BY_BENEFIT, MISSING_STATUSES, MONEY_UNITS, PERSON_UNITS, block_of
from openssi.vocabulary.confidentiality import FREE
from openssi.vocabulary.confidentiality import ITEM as CONF_ITEM
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.item import Item, Questionnaire
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation
from openssi.vocabulary.submission import Fingerprint

TYPED_SUBTOTAL = "SUBTOTAL_ONLY"
_COUNTRY = re.compile(r"[A-Z]{3}")
COUNTED_ONE_BY_ONE = frozenset({"cases", "units", "employees", "days"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """One workbook being understood; what is wrong is added to the problems of its form."""

    fingerprint: Fingerprint
    questionnaire: Questionnaire
    reader: CellReader
    form: FormRows
    conventions: Conventions
    confirmed: frozenset[CellKey] = frozenset()

    def observations(self) -> Iterator[Observation]:
        """Return the answers in the order of the questionnaire, adding what is wrong to the problems of the form."""
        found = self._opened({key: each for key, each in self._read() if each is not None})
        used = _used_subjects(found, self.questionnaire)
        explanations = explanations_of(self.form, self.reader)
        for key, each in found.items():
            if self._is_used(key, used) and self._is_asked(key):
                said = explanations.pop(key, "")
                placed = self._with_table(key, each, found)
                yield replace(placed, explanation=said) if said else placed
        for key in explanations:
            place = self.form.rows[key.explaining()].place
            self.form.ignored.append(Problem("WORKBOOK_EXPLANATION_ALONE", place, {"item": key.item}))

    def _is_used(self, key: CellKey, used: set[str]) -> bool:
        """Whether a scheme or benefit is more than its number: a block left empty is not reported."""
        subject = key.benefit if key.benefit != NOT_APPLICABLE else key.scheme
        return subject == NOT_APPLICABLE or subject in used

    def _is_asked(self, key: CellKey) -> bool:
        """Whether the workbook is about a cell: one of an institution shows the conventions but does not ask them."""
        if not self.fingerprint.institution or key.scheme != NOT_APPLICABLE:
            return True
        return self.questionnaire.items[key.item].level == "institution"

    def _read(self) -> Iterator[tuple[CellKey, Observation | None]]:
        readers: dict[str, Callable[[CellKey, Item, RawRow, int], Observation | None]] = {
            "given": self._given,
            "calculated": self._calculated,
            "prefilled": self._prefilled,
        }
        for key, row in self.form.rows.items():
            if key.item == CONFIRM or key.item.startswith(EXPLAIN):
                continue
            item = self.questionnaire.items.get(key.item)
            if item is None:
                self._refuse(Problem("WORKBOOK_KEY_UNKNOWN", row.place, {"key": row.key}))
                continue
            kind = "given" if is_given(item) else item.requirement
            power = self.conventions.power(item, key)
            yield key, readers.get(kind, self._typed)(key, item, row, power)

    def _opened(self, found: dict[CellKey, Observation]) -> dict[CellKey, Observation]:
        """Give the rows whose code is chosen in the workbook the key that they were chosen for."""
        keyed: dict[CellKey, Observation] = {}
        for key, each in found.items():
            own = self._chosen(key, each) if key.breakdown.startswith(OPEN) else key
            if own is None:
                continue
            if own in keyed or (own != key and own in found):
                other = keyed[own].place if own in keyed else found[own].place
                self._refuse(Problem("WORKBOOK_KEY_TWICE", each.place, {"other": other}))
            keyed[own] = each if own == key else replace(each, breakdown=own.breakdown)
        return keyed

    def _chosen(self, key: CellKey, each: Observation) -> CellKey | None:
        written = as_text(self.form.rows[key].item)
        code = written.split()[0].upper() if written else ""
        if not _COUNTRY.fullmatch(code):
            self._refuse(Problem("WORKBOOK_COUNTRY_CODE", each.place, {"value": written or "–"}))
            return None
        return key._replace(breakdown=code)

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
        if row.is_formula:
            self.form.ignored.append(Problem("WORKBOOK_FORMULA_READ", row.place, {"value": as_text(row.value)}))
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
        if found is None or found.value is None or row.given != f"{found.value.normalize():f}":
            return found
        if CellKey(CONFIRM, breakdown=f"{item.table}:{item.group}") in self.confirmed:
            return replace(found, method=CONFIRMED)
        return found if row.note is not None else None

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
        level, until = self._confidentiality(row)
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
            ref_detail=self._in_force(item, row),
            conf_status=level,
            embargo=until,
            channel="workbook",
            place=row.place,
        )

    def _confidentiality(self, row: RawRow) -> tuple[str, str]:
        """Own level and day of an embargo; empty where the row says nothing, until its table has been read."""
        found = read_confidentiality(self.reader, as_text(row.confidentiality))
        if isinstance(found, Unreadable):
            self._refuse(found.at(row.place))
            return "", ""
        return found

    def _in_force(self, item: Item, row: RawRow) -> str:
        """The day from which a rule of law has been in force."""
        if item.table not in LAW_TABLES or row.valid_from is None:
            return ""
        found = read_date(row.valid_from)
        if isinstance(found, Unreadable):
            self._refuse(found.at(row.place))
            return ""
        return found

    # What the table says for all its figures

    def _level_of_table(self, key: CellKey, item: Item, each: Observation, found: Mapping[CellKey, Observation]) -> str:
        """What the table, the scheme or the country says of how confidential its figures are."""
        if not item.is_numeric or item.table in {METADATA_TABLE, LAW_TABLES[0]} or not each.is_answered:
            return FREE
        nothing = NOT_APPLICABLE
        wider = (key, key._replace(benefit=nothing), key._replace(scheme=nothing, benefit=nothing))
        stated = (found.get(block_of(one, item)._replace(item=CONF_ITEM)) for one in wider)
        return next((one.text_value for one in stated if one is not None and one.text_value), FREE)

    def _with_table(self, key: CellKey, each: Observation, found: Mapping[CellKey, Observation]) -> Observation:
        """Give a figure the source, status and reference period that its table states once for all."""
        item = self.questionnaire.items[key.item]
        each = replace(each, conf_status=each.conf_status or self._level_of_table(key, item, each, found))
        if not item.is_numeric or item.table == METADATA_TABLE or not each.is_answered:
            return each
        block = block_of(key, item)

        def of_table(name: str) -> str:
            stated = found.get(block._replace(item=name))
            return (stated.text_value or "") if stated else ""

        if item.table in LAW_TABLES[:1]:
            return each
        fiscal_year = self.conventions.fiscal_year if item.unit in MONEY_UNITS else ""
        status = of_table("Q.OBS_STATUS")
        row = self.form.rows.get(key)
        silent = row is not None and row.status is None
        return replace(
            each,
            source=each.source or of_table("Q.SRC_REF"),
            ref_detail=each.ref_detail or of_table("Q.REF_MOMENT") or fiscal_year,
            obs_status=status if silent and status and status not in MISSING_STATUSES else each.obs_status,
        )


def _used_subjects(found: Mapping[CellKey, Observation], questionnaire: Questionnaire) -> set[str]:
    """Schemes and benefits of which something was typed."""
    used: set[str] = set()
    for key in found:
        if not is_given(questionnaire.items[key.item]):
            used |= {key.scheme, key.benefit}
    return used


def explanations_of(form: FormRows, reader: CellReader) -> dict[CellKey, str]:
    """Return the explanations that were given again or anew, by the cell that they are about."""
    found = {}
    for key, row in form.rows.items():
        if key.item.startswith(EXPLAIN):
            holds = row.value is not None and reader.code(YES_LIST, row.value) == YES
            said = as_text(row.note) or (as_text(row.source) if holds else "")
            if said:
                found[key.explained()] = said
    return found


def confirmed_groups(form: FormRows, reader: CellReader) -> frozenset[CellKey]:
    """Return the keys of the groups of context figures that were confirmed as they were filled in beforehand."""
    rows = ((key, row) for key, row in form.rows.items() if key.item == CONFIRM and row.value is not None)
    return frozenset(key for key, row in rows if reader.code(YES_LIST, row.value) == YES)
