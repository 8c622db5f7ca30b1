"""Everything that a workbook is written from, and what is known of it before a cell is laid out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from openssi.collect.workbook_keys import CellKey
from openssi.definitions.texts import Texts
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Item, Questionnaire
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.scheme import Benefit, Inventory, Scheme
from openssi.vocabulary.submission import Fingerprint

HISTORY_YEARS = 3
METADATA_TABLE = "Q1"
CONVENTION_TABLES = ("A2", "G1")


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
    if item.id == "N.REF_YEAR" or item.table == METADATA_TABLE:
        return False
    return item.is_typed and (not item.is_numeric or item.table in CONVENTION_TABLES)
