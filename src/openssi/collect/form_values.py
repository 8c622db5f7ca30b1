"""What stands in each cell of a form: the answer, what was carried on or filled in beforehand, or a calculation."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from openssi.collect.confidentiality import written
from openssi.collect.form_model import FormCell, Origin, PastValue, ShowNumber
from openssi.collect.workbook_choices import POWERS
from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_layout import given_text
from openssi.collect.workbook_plan import LAW_TABLES, WorkbookPlan
from openssi.collect.workbook_rows import Row
from openssi.collect.workbook_values import MISSING_STATUSES, CellValues, block_of
from openssi.collect.workbook_words import Words
from openssi.expressions import Compiled, ObservationCells, compile_python, parse
from openssi.vocabulary.confidentiality import FREE, MARK, level_of
from openssi.vocabulary.confidentiality import ITEM as CONFIDENTIALITY
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation, Place
from openssi.vocabulary.text import Language


def exact(number: Decimal) -> str:
    """Return a number as a person types it: all its digits, no exponent, no zeros behind the last decimal."""
    return f"{number.normalize():f}" if number else "0"


def plain(number: Decimal, language: Language) -> str:  # noqa: ARG001 - a writer of numbers
    """Return a number with all its digits and none of the signs of a language."""
    return exact(number)


class Calculations:
    """Evaluates the formulas of calculated items on the answers of this year, the context and earlier years."""

    def __init__(
        self,
        plan: WorkbookPlan,
        country: ObservationCells | None = None,
        compiled: dict[tuple[str, str], Compiled] | None = None,
    ) -> None:
        """Return the calculations of a form.

        Args:
            plan: What the form is written from.
            country: The cells of the country, where they are there already.
            compiled: Formulas that were compiled before.
        """
        self._plan = plan
        self._cells = country
        self._compiled = {} if compiled is None else compiled
        self._scopes: dict[int, dict[tuple[str, str], ObservationCells]] = {}

    def with_plan(self, plan: WorkbookPlan, country: ObservationCells | None = None) -> "Calculations":
        """Return the same formulas on another state of the same form."""
        return Calculations(plan, country, self._compiled)

    def number(self, item: Item, key: CellKey, lag: int = 0) -> Decimal | None:
        """Return the number of a calculated cell in units, none where it cannot be calculated.

        Args:
            item: The question.
            key: The cell.
            lag: Years back.
        """
        scope = self._of_year(lag).get((key.scheme, key.benefit))
        if not item.formula or scope is None:
            return None
        found = self._formula(item, key.func)(scope.for_sex(key.sex))
        return found if isinstance(found, Decimal) else None

    def _formula(self, item: Item, func: str) -> Compiled:
        if (item.id, func) not in self._compiled:
            names = {} if func == NOT_APPLICABLE else {"f": func}
            tree = parse(item.formula, Place(item=item.id))
            self._compiled[item.id, func] = compile_python(tree, self._plan.whole, self._plan.codelists, names)
        return self._compiled[item.id, func]

    def _of_year(self, lag: int) -> dict[tuple[str, str], ObservationCells]:
        """The country, its schemes and its benefits as they were some years back."""
        if lag not in self._scopes:
            country = self._country.earlier(lag) if lag else self._country
            scopes = [country, *country.schemes(), *country.benefits()]
            self._scopes[lag] = {(each.scheme_id, each.benefit_id): each for each in scopes}
        return self._scopes[lag]

    @cached_property
    def _country(self) -> ObservationCells:
        if self._cells is not None:
            return self._cells
        year = self._plan.fingerprint.time_period
        known: dict[int, list[Observation]] = {year: list(self._plan.answers)}
        for each in (*self._plan.context, *self._plan.history):
            known.setdefault(each.time_period, []).append(each)
        return ObservationCells(known, year, self._plan.whole)


@dataclass(frozen=True, slots=True)
class FormValues:
    """Makes the cells of a form from the rows of its workbook."""

    plan: WorkbookPlan
    words: Words
    values: CellValues
    calculations: Calculations
    show: ShowNumber
    _statements: dict[CellKey, str] = field(default_factory=dict)

    def standing(self, item: Item, key: CellKey) -> Observation | None:
        """Return what stands in a cell that somebody may type into."""
        found = self.plan.opening(key, item)
        return self.plan.given.get(key) if found is None and item.requirement == "prefilled" else found

    def usual_status(self, item: Item, key: CellKey) -> str:
        """Return the status that holds for a cell which states none: that of its table, else `A`."""
        return self._usual(item, key)

    def number_in_form(self, item: Item, key: CellKey, units: Decimal) -> Decimal:
        """Return a number of units in the multiplier of the form."""
        return units.scaleb(-self.values.power(item, key))

    def face(self, item: Item, number: Decimal) -> str:
        """Return a number in the multiplier of the form as a reader writes it."""
        return self._shown(item, number)

    def is_answered(self, row: Row, key: CellKey, item: Item) -> bool:
        """Return whether a cell has a value, or a status that says why there is none."""
        if row.kind == "fixed":
            return True
        found = self.standing(item, key)
        return found is not None and (found.is_answered or found.obs_status in MISSING_STATUSES)

    def cell(self, row: Row, key: CellKey, item: Item) -> FormCell:
        """Return the cell of a row."""
        found = None if row.kind == "fixed" else self.standing(item, key)
        number = self._number(row, item, key, found)
        text = self._text(row, item, key, found)
        is_context = found is not None and found.channel == "context"
        shared = self._shared(item, key, "Q.SRC_REF")
        return FormCell(
            key=key,
            kind=row.kind,
            part="" if row.kind == "source" or item.level == "institution" else self.words.detail(item, key),
            required=row.required,
            is_law=row.is_law,
            value=text if number is None else exact(number),
            shown=self._label(item, text) if number is None else self._shown(item, number),
            origin=self._origin(row, key, found, has_value=number is not None or bool(text)),
            status=self._status(item, key, found) if row.kind != "source" else "",
            usual_status=self._usual(item, key),
            note=found.note if found is not None and not is_context else "",
            source=found.source if found is not None and not is_context and found.source != shared else "",
            given_source=found.source if found is not None and is_context else "",
            in_force=found.ref_detail if found is not None and row.is_law else "",
            past=tuple(self._past(item, key, year) for year in self.plan.years),
            explained=self._explained(key),
            confidentiality=self._confidentiality(item, key, found),
            usual_confidentiality=self._usual_confidentiality(item, key),
            is_concealed=key in self.plan.concealed,
        )

    def _number(self, row: Row, item: Item, key: CellKey, found: Observation | None) -> Decimal | None:
        """The number of a cell in the multiplier of the form."""
        if found is not None and found.value is not None:
            return self._scaled(item, key, found)
        if row.kind == "calculated":
            calculated = self.calculations.number(item, key)
            return None if calculated is None else calculated.scaleb(-self.values.power(item, key))
        return None

    def _scaled(self, item: Item, key: CellKey, found: Observation) -> Decimal | None:
        return None if found.value is None else found.value.scaleb(found.unit_mult - self.values.power(item, key))

    def _text(self, row: Row, item: Item, key: CellKey, found: Observation | None) -> str:
        if row.kind == "fixed":
            return given_text(key, item, self.plan.fingerprint.time_period)
        return (found.text_value or "") if found is not None else ""

    def _shown(self, item: Item, number: Decimal) -> str:
        if item.id in POWERS:
            return self.words.multiplier(number)
        return exact(number) if item.type == "year" else self.show(number, self.words.language)

    def _label(self, item: Item, text: str) -> str:
        return self.words.code(item.codelist, text) if item.type == "code" and text else text

    def _origin(self, row: Row, key: CellKey, found: Observation | None, *, has_value: bool) -> Origin:
        if row.kind == "fixed":
            return "given"
        if key in self.plan.answered:
            return "answered"
        if row.kind == "calculated":
            return "calculated"
        if found is not None and found.channel == "context":
            return "prefilled"
        return "carried" if has_value else "empty"

    def _status(self, item: Item, key: CellKey, found: Observation | None) -> str:
        """The status of a cell, empty where the table says the same of all its figures."""
        if found is None or (found.obs_status == self._usual(item, key) and found.is_answered):
            return ""
        return found.obs_status

    def _usual(self, item: Item, key: CellKey) -> str:
        stated = self._shared(item, key, "Q.OBS_STATUS")
        return stated if stated and stated not in MISSING_STATUSES else "A"

    def _confidentiality(self, item: Item, key: CellKey, found: Observation | None) -> str:
        if found is None or found.channel == "context":
            return ""
        is_usual = found.conf_status == self._usual_confidentiality(item, key) and not found.embargo
        return "" if is_usual else written(found.conf_status, found.embargo)

    def _usual_confidentiality(self, item: Item, key: CellKey) -> str:
        """What the table, the scheme or the country says of cells that say nothing of their own."""
        nothing = NOT_APPLICABLE
        wider = (key, key._replace(benefit=nothing), key._replace(scheme=nothing, benefit=nothing))
        return next((said for each in wider if (said := self._shared(item, each, CONFIDENTIALITY))), FREE)

    def _shared(self, item: Item, key: CellKey, name: str) -> str:
        """What the rows for the whole table say; law has its article in each row."""
        question = self.plan.questionnaire.items.get(name)
        if question is None or not item.is_numeric or item.table in LAW_TABLES[:1]:
            return ""
        block = block_of(key, item)._replace(item=name)
        if block not in self._statements:
            found = self.plan.opening(block, question)
            self._statements[block] = (found.text_value or "") if found else ""
        return self._statements[block]

    def _past(self, item: Item, key: CellKey, year: int) -> PastValue:
        found = self.plan.earlier.get((key, year))
        if found is None:
            return self._past_calculated(item, key, year)
        number = self._scaled(item, key, found)
        if number is not None:
            return PastValue(year, exact(number), self._shown(item, number), found.obs_status)
        text = found.text_value or ""
        if level_of(found.conf_status, "", "") == "confidential" and not found.is_answered:
            return PastValue(year, "", MARK, found.obs_status)
        return PastValue(year, text, self._label(item, text), found.obs_status)

    def _past_calculated(self, item: Item, key: CellKey, year: int) -> PastValue:
        """What the form calculates from the accepted answers of an earlier year."""
        if item.requirement != "calculated":
            return PastValue(year)
        units = self.calculations.number(item, key, self.plan.fingerprint.time_period - year)
        if units is None:
            return PastValue(year)
        number = units.scaleb(-self.values.power(item, key))
        return PastValue(year, exact(number), self._shown(item, number))

    def _explained(self, key: CellKey) -> str:
        last = self.plan.latest(key)
        return last.explanation if last is not None else ""
