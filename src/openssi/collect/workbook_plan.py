"""Everything that a workbook is written from, and what is known of it before a cell is laid out."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from openssi.collect.workbook_keys import CellKey
from openssi.definitions.texts import Texts
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Item, Questionnaire
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation
from openssi.vocabulary.rule import Rule
from openssi.vocabulary.scheme import Benefit, Inventory, Scheme
from openssi.vocabulary.submission import Fingerprint

HISTORY_YEARS = 3
METADATA_TABLE = "Q1"
LAW_TABLES = ("G1", "G2")
CONVENTION_TABLES = ("A2", "G1")
"""Tables whose numbers hold until they are changed."""

EVENTS = frozenset({"N.REF_YEAR", "N.CURR_CHANGE", "N.CURR_CHANGE_DATE", "S.PARENT"})
"""Items that tell what happened in one year."""

CONFIRMED = "CONFIRMED"
"""Method of a context figure that the country confirmed as it was filled in beforehand."""

_COLUMNS = {"SEX": "sex", "AGE": "age", "FUNC": "func"}


@dataclass(frozen=True, kw_only=True)
class WorkbookPlan:
    """What a country's workbook holds.

    Attributes:
        fingerprint: Country, reference year, version, language and base of the workbook.
        questionnaire: The questions asked: the core form, or the whole questionnaire.
        codelists: Code lists by id.
        inventory: Schemes and benefits, each of which gets its sheet or block.
        area_name: Name of the country in the language of the workbook.
        fictional: Whether the country is invented.
        history: Accepted answers of earlier years, shown in grey.
        answers: Answers of this year that are already there, written into the cells.
        context: Context data (`X.*`) filled in beforehand.
        texts: Words of the workbook in every language.
        is_full: Whether every breakdown is offered, or those of the core form.
        institution: The institution that the workbook is for, empty for the whole country.
        schemes: Schemes that it is asked about, empty for all.
        rules: Rules that the form checks itself, as far as Excel can.
        concealed: Cells whose figures the person may not know: they are marked, and nothing is read from them.
        version: The whole version of the questionnaire that the form is a part of, else the form itself.
    """

    fingerprint: Fingerprint
    questionnaire: Questionnaire
    codelists: Mapping[str, CodeList]
    inventory: Inventory
    area_name: str
    fictional: bool
    history: Sequence[Observation]
    answers: Sequence[Observation]
    context: Sequence[Observation]
    texts: Texts
    is_full: bool = False
    institution: str = ""
    schemes: frozenset[str] = frozenset()
    rules: Sequence[Rule] = ()
    version: Questionnaire | None = None
    concealed: frozenset[CellKey] = frozenset()

    def with_answers(self, answers: Mapping[CellKey, Observation]) -> "WorkbookPlan":
        """Return the plan with other answers of this year; what was worked out of the rest is kept."""
        made = replace(self, answers=tuple(answers.values()))
        made.__dict__["answered"] = dict(answers)
        kept = ("explained", "given", "earlier")
        made.__dict__.update({name: self.__dict__[name] for name in kept if name in self.__dict__})
        return made

    @property
    def whole(self) -> Questionnaire:
        """The version of the questionnaire that the form is a part of."""
        return self.version or self.questionnaire

    @property
    def institution_id(self) -> str:
        """Short form of the institution that stands in keys, `_Z` for the country."""
        plain = unicodedata.normalize("NFKD", self.institution).encode("ascii", "ignore").decode()
        return re.sub(r"[^A-Z0-9]+", "_", plain.upper()).strip("_") or NOT_APPLICABLE

    @property
    def asked_schemes(self) -> tuple[Scheme, ...]:
        """The schemes that the workbook is about."""
        return tuple(scheme for scheme in self.inventory.schemes if self.is_asked_of(scheme.id))

    def is_asked_of(self, scheme: str) -> bool:
        """Return whether the workbook is about a scheme; what belongs to none is asked of the country."""
        if scheme == NOT_APPLICABLE:
            return not self.institution
        return not self.schemes or scheme in self.schemes

    @cached_property
    def explained(self) -> tuple[Observation, ...]:
        """The cells of the last accepted year whose figures were explained, in the order of their keys."""
        last = max((each.time_period for each in self.history), default=0)
        found = (each for each in self.history if each.time_period == last and each.explanation)
        return tuple(sorted(found, key=CellKey.of))

    def codelist_of(self, dimension: str) -> tuple[str, ...]:
        """Return the codes of a dimension, none where it has no list."""
        declared = self.questionnaire.dimensions.get(dimension)
        codelist = self.codelists.get(declared.codelist if declared else f"CL_{dimension}")
        return codelist.ids if codelist else ()

    def derived_of(self, dimension: str) -> tuple[str, ...]:
        """Return the codes of a dimension that are computed and never typed."""
        declared = self.questionnaire.dimensions.get(dimension)
        return declared.derived if declared else ()

    def column_of(self, dimension: str) -> str:
        """Return the part of the key that holds the codes of a dimension."""
        declared = self.questionnaire.dimensions.get(dimension)
        return declared.column if declared else _COLUMNS.get(dimension, "breakdown")

    def breakdowns_of(self, item: str) -> list[str]:
        """Return the codes of a breakdown that were answered this year or before, in order."""
        keys = (*self.answered, *(key for key, _ in self.earlier))
        return sorted({key.breakdown for key in keys if key.item == item and key.breakdown != NOT_APPLICABLE})

    @cached_property
    def answered(self) -> dict[CellKey, Observation]:
        """The answers of this year by key."""
        return {CellKey.of(each): each for each in self.answers}

    @cached_property
    def answered_about(self) -> dict[tuple[str, str, str], list[CellKey]]:
        """The keys of the answers of this year by item, scheme and benefit."""
        found: dict[tuple[str, str, str], list[CellKey]] = {}
        for key in self.answered:
            found.setdefault((key.item, key.scheme, key.benefit), []).append(key)
        return found

    @cached_property
    def given(self) -> dict[CellKey, Observation]:
        """The context data of this year by key."""
        year = self.fingerprint.time_period
        return {CellKey.of(each): each for each in self.context if each.time_period == year}

    @cached_property
    def earlier(self) -> dict[tuple[CellKey, int], Observation]:
        """The accepted answers of earlier years by key and year."""
        return {(CellKey.of(each), each.time_period): each for each in self.history}

    def is_confirmed(self, group: CellKey) -> bool:
        """Return whether a group of context figures was confirmed (key `CONFIRM`, breakdown `A3:POPULATION`)."""
        table, _, name = group.breakdown.partition(":")
        items = {each.id for each in self.questionnaire.items.values() if (each.table, each.group) == (table, name)}
        return any(each.item in items and each.method == CONFIRMED for each in self.answers)

    @property
    def years(self) -> tuple[int, ...]:
        """The earlier years shown, the oldest first."""
        year = self.fingerprint.time_period
        return tuple(range(year - HISTORY_YEARS, year))

    def latest(self, key: CellKey) -> Observation | None:
        """Return the last accepted answer of a cell that has one."""
        found = (self.earlier.get((key, year)) for year in reversed(self.years))
        return next((each for each in found if each is not None and each.is_answered), None)

    def opening(self, key: CellKey, item: Item) -> Observation | None:
        """Return what stands in a cell when the workbook is opened: the answer, else what is carried forward.

        A form that holds no answer yet carries texts, codes, conventions and law forward from the last accepted
        round. A statistic is never carried forward (specification 2.4).
        """
        if self.answers:
            return self.answered.get(key)
        return self.latest(key) if is_carried_forward(item) else None

    def words_of(self, key: CellKey) -> str:
        """Return the text or codes of a cell, from the answer or the last accepted one."""
        found = self.answered.get(key) or self.latest(key)
        return (found.text_value or "") if found else ""

    def number_of(self, key: CellKey) -> Decimal | None:
        """Return the number of a cell, from the answer or the last accepted one."""
        found = self.answered.get(key) or self.latest(key)
        return found.value if found else None

    def name_of(self, subject: Scheme | Benefit) -> str:
        """Return the name of a scheme or benefit as last answered, else that of the inventory, else nothing."""
        if isinstance(subject, Scheme):
            keys = [CellKey(f"S.NAME_{form}", subject.id) for form in ("NAT", "EN")]
        else:
            keys = [CellKey(f"B.NAME_{form}", subject.scheme, subject.id) for form in ("NAT", "EN")]
        return next((name for name in map(self.words_of, keys) if name), subject.name)


def is_carried_forward(item: Item) -> bool:
    """Return whether last round's answer is a fair start for this round's: texts, codes, conventions and law.

    Sources, reference dates and statuses describe the figures of one year and are asked for anew.
    """
    if item.id in EVENTS or item.table == METADATA_TABLE:
        return False
    return item.is_typed and (not item.is_numeric or item.table in CONVENTION_TABLES)
