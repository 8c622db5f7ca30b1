"""Answers of a submission as observations, and back.

A workbook states source, status and reference period once for a whole table, and each figure has them when it is read.
The database keeps what was entered in the cell itself. `observations` adds what the table says, `contents` takes it
away again: one is the reverse of the other, so that form, workbook, rules and the gate to the statistics have the same
values.
"""

import datetime as dt
from bisect import insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import get_args

from django.db import DEFAULT_DB_ALIAS, connections

from openssi.collect.workbook_conventions import Conventions
from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_layout import given_text, is_given
from openssi.collect.workbook_plan import LAW_TABLES, METADATA_TABLE
from openssi.collect.workbook_values import MISSING_STATUSES, MONEY_UNITS, Multipliers, block_of
from openssi.vocabulary.confidentiality import FREE, ITEM
from openssi.vocabulary.fiscal_year import FiscalYearRule, fiscal_year_label
from openssi.vocabulary.item import Item, Questionnaire
from openssi.vocabulary.observation import EMBARGO, NOT_APPLICABLE, Observation
from openssi_web.rounds.answers.content import EMPTY, Content
from openssi_web.rounds.submissions.models import AnswerVersion, Entry, SubmissionDraft
from openssi_web.rounds.submissions.recent import Recent

Contents = Mapping[CellKey, Content]

CONVENTION_ITEMS = ("N.UNIT_MULT", "N.PERS_MULT", "N.CURRENCY", "N.FY_START", "N.FY_RULE", "B.UNIT_REC")
METADATA = "Q."
"""Begins the items that describe the figures of a table."""

CHANNEL = "workbook"
"""Of every answer that the country gave: totals and formulas tell answers from context and computed values by it. How
an answer came is in the history of its cell."""


def conventions_of(contents: Contents, year: int) -> Conventions:
    """Return what the country says once for all its figures: multipliers, currency, units of count, fiscal year."""

    def text(item: str) -> str:
        return contents.get(CellKey(item), EMPTY).text

    def power(item: str) -> int:
        return int(contents.get(CellKey(item), EMPTY).number or 0)

    counted = {key.benefit: each.text for key, each in contents.items() if key.item == "B.UNIT_REC"}
    rule: FiscalYearRule = next((each for each in get_args(FiscalYearRule) if each == text("N.FY_RULE")), "MAJORITY")
    begins = text("N.FY_START")
    return Conventions(
        Multipliers(power("N.UNIT_MULT"), power("N.PERS_MULT")),
        text("N.CURRENCY"),
        counted,
        {},
        fiscal_year_label(begins, rule, year) if begins else "",
    )


@dataclass(frozen=True, slots=True)
class TableStatements:
    """What the tables of a submission say for all their figures.

    Attributes:
        texts: The answers to the items of table Q1, by key.
        fiscal_year: First and last day of the fiscal year, empty where it is the calendar year.
    """

    questionnaire: Questionnaire
    texts: Mapping[CellKey, str]
    fiscal_year: str
    _known: dict[tuple[str, str, str, bool], Content] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, questionnaire: Questionnaire, contents: Contents, fiscal_year: str) -> "TableStatements":
        """Return what is said in the cells of table Q1."""
        texts = {key: each.text for key, each in contents.items() if each.text and key.item.startswith(METADATA)}
        return cls(questionnaire, texts, fiscal_year)

    def of_cell(self, key: CellKey, item: Item, each: Content) -> Content:
        """Return source, status and reference period that hold for a cell which says nothing of its own about them."""
        if not item.is_numeric or item.table in _WITHOUT_STATEMENTS or not each.is_answered:
            return _NOTHING_STATED
        is_money = item.unit in MONEY_UNITS
        place = (key.scheme, key.benefit, item.table, is_money)
        if place not in self._known:
            self._known[place] = self._of_block(block_of(key, item), self.fiscal_year if is_money else "")
        return self._known[place]

    def _of_block(self, block: CellKey, fiscal_year: str) -> Content:
        status = self.texts.get(block._replace(item="Q.OBS_STATUS"), "")
        return Content(
            conf_status=self.confidentiality(block),
            source=self.texts.get(block._replace(item="Q.SRC_REF"), ""),
            obs_status="A" if status in MISSING_STATUSES or not status else status,
            ref_detail=self.texts.get(block._replace(item="Q.REF_MOMENT"), "") or fiscal_year,
        )

    def confidentiality(self, block: CellKey) -> str:
        """Return what holds for the cells of a table: what the table says, else the scheme, else the country."""
        wider = (
            block,
            block._replace(benefit=NOT_APPLICABLE),
            block._replace(scheme=NOT_APPLICABLE, benefit=NOT_APPLICABLE),
        )
        found = (self.texts.get(each._replace(item=ITEM), "") for each in wider)
        return next((each for each in found if each), FREE)


_WITHOUT_STATEMENTS = frozenset({METADATA_TABLE, LAW_TABLES[0]})
_NOTHING_STATED = Content(obs_status="A", conf_status=FREE)


Made = dict[CellKey, tuple[Content, Content, str, Observation]]
"""Observations by key, each with what it was made of: the cell, what its table says, the currency."""


def observations(
    ref_area: str, year: int, contents: Contents, questionnaire: Questionnaire, made: Made | None = None
) -> tuple[Observation, ...]:
    """Return the answers of a submission in the order of the questionnaire.

    Ids of schemes and benefits of which something was answered, and the reference year, are among them, as in a
    workbook.

    Args:
        ref_area: The country.
        year: The reference year.
        contents: What every cell says.
        questionnaire: The whole version.
        made: Observations that were made of an earlier state of the same submission: those that would be the same are
            taken from it, and new ones are added to it.
    """
    conventions = conventions_of(contents, year)
    tables = TableStatements.of(questionnaire, contents, conventions.fiscal_year)
    items = questionnaire.items
    said = {key: each for key, each in contents.items() if not each.is_empty and key.item in items}
    whole = {**dict(_given(said, year, questionnaire)), **said}
    order = {item: position for position, item in enumerate(items)}
    keys = sorted(whole, key=lambda key: (order[key.item], key))
    known: Made = {} if made is None else made
    return tuple(_known(ref_area, year, key, whole[key], tables, conventions.currency, known) for key in keys)


def _known(
    ref_area: str, year: int, key: CellKey, each: Content, tables: TableStatements, currency: str, made: Made
) -> Observation:
    usual = tables.of_cell(key, tables.questionnaire.items[key.item], each)
    found = made.get(key)
    if found is None or found[0] is not each or found[1] != usual or found[2] != currency:
        found = (each, usual, currency, _observation(ref_area, year, key, each, tables, currency))
        made[key] = found
    return found[3]


def _given(said: Contents, year: int, questionnaire: Questionnaire) -> Iterator[tuple[CellKey, Content]]:
    if not said:
        return
    schemes = {key.scheme for key in said if key.scheme != NOT_APPLICABLE}
    benefits = {(key.scheme, key.benefit) for key in said if key.benefit != NOT_APPLICABLE}
    keys = [
        CellKey("N.REF_YEAR"),
        *(CellKey("S.ID", scheme) for scheme in schemes),
        *(CellKey("B.ID", scheme, benefit) for scheme, benefit in benefits),
    ]
    for key in keys:
        item = questionnaire.items.get(key.item)
        if item is not None:
            text = given_text(key, item, year)
            yield key, Content(number=Decimal(text)) if item.is_numeric else Content(text=text)


def _observation(
    ref_area: str, year: int, key: CellKey, each: Content, tables: TableStatements, currency: str
) -> Observation:
    item = tables.questionnaire.items[key.item]
    usual = tables.of_cell(key, item, each)
    return Observation(
        ref_area=ref_area,
        time_period=year,
        **key._asdict(),
        value=each.number,
        text_value=each.text or None,
        unit=item.unit if item.is_numeric else "",
        unit_mult=each.unit_mult,
        currency=currency if item.type == "money" else "",
        ref_detail=each.ref_detail or usual.ref_detail,
        obs_status=each.obs_status or usual.obs_status,
        source=each.source or usual.source,
        note=each.note,
        method=each.method,
        explanation=each.explanation,
        conf_status=each.conf_status or usual.conf_status or FREE,
        embargo=each.embargo,
        channel=CHANNEL,
        place=each.place,
        submission=f"{ref_area}-{year}",
    )


def contents(found: Sequence[Observation], questionnaire: Questionnaire) -> dict[CellKey, Content]:
    """Return what was entered in each cell of the observations of one submission."""
    items = questionnaire.items
    whole = {CellKey.of(each): Content.of_observation(each) for each in _folded(found) if each.item in items}
    entered = {key: each for key, each in whole.items() if not is_given(items[key.item])}
    conventions = conventions_of(entered, found[0].time_period if found else 0)
    tables = TableStatements.of(questionnaire, entered, conventions.fiscal_year)
    return {key: _without_table(key, each, tables) for key, each in entered.items()}


def _folded(found: Sequence[Observation]) -> Iterator[Observation]:
    """Iterate over observations, the day of an embargo on one cell being said in the cell."""
    days = {(*CellKey.of(each)[1:6], each.breakdown): each.text_value for each in found if each.item == EMBARGO}
    alone = {(*CellKey.of(each)[1:6], each.alone): each.id for each in found if each.item != EMBARGO}
    for each in found:
        if each.item != EMBARGO:
            yield replace(each, embargo=each.embargo or days.get((*CellKey.of(each)[1:6], each.alone)) or "")
        elif (*CellKey.of(each)[1:6], each.breakdown) not in alone:
            yield each


def _without_table(key: CellKey, each: Content, tables: TableStatements) -> Content:
    usual = tables.of_cell(key, tables.questionnaire.items[key.item], each)
    keeps_status = each.obs_status != usual.obs_status or not each.is_answered
    return replace(
        each,
        source="" if each.source == usual.source else each.source,
        ref_detail="" if each.ref_detail == usual.ref_detail else each.ref_detail,
        obs_status=each.obs_status if keeps_status else "",
        conf_status="" if each.conf_status == usual.conf_status and not each.embargo else each.conf_status,
    )


# From the database

_MOST_KEPT = 16
"""Submissions whose answers are kept in the memory of a process."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What every cell of a submission says after an entry.

    Attributes:
        entry: The newest entry; entries are numbered under the lock on their submission.
        contents: What every cell says; one that was cleared is empty.
        versions: The number of the latest version of every cell.
    """

    entry: int
    contents: Contents
    versions: Mapping[CellKey, int]
    made: Made = field(default_factory=dict, compare=False, repr=False)
    _found: list[Mapping[CellKey, Observation]] = field(default_factory=list, compare=False, repr=False)
    _before: tuple[Mapping[CellKey, Observation], tuple[CellKey, ...]] | None = field(
        default=None, compare=False, repr=False
    )

    def by_key(self, draft: SubmissionDraft, questionnaire: Questionnaire) -> Mapping[CellKey, Observation]:
        """Return the answers as observations by key, in the order of the questionnaire."""
        if not self._found:
            self._found.append(self._changed(draft, questionnaire) or self._all(draft, questionnaire))
        return self._found[0]

    def observations(self, draft: SubmissionDraft, questionnaire: Questionnaire) -> tuple[Observation, ...]:
        """Return the answers as observations."""
        return tuple(self.by_key(draft, questionnaire).values())

    def after(self, entry: int, rows: Sequence[AnswerVersion]) -> "Answers":
        """Return the answers after a later entry, with what was entered since."""
        contents = {**self.contents, **{row.key: Content.of(row) for row in rows}}
        versions = {**self.versions, **{row.key: row.version for row in rows}}
        before = (self._found[0], tuple(row.key for row in rows)) if self._found else None
        return Answers(entry, contents, versions, self.made, [], before)

    def _all(self, draft: SubmissionDraft, questionnaire: Questionnaire) -> Mapping[CellKey, Observation]:
        found = observations(draft.ref_area, draft.round.year, self.contents, questionnaire, self.made)
        return {CellKey.of(each): each for each in found}

    def _changed(self, draft: SubmissionDraft, questionnaire: Questionnaire) -> Mapping[CellKey, Observation] | None:
        """Return what was known with what changed since, none where a change tells of more than its own cell."""
        if self._before is None:
            return None
        known, keys = self._before
        if any(self.contents[key].is_empty or tells_of_others(key) or not _has_ids(key, known) for key in keys):
            return None
        keys = tuple(dict.fromkeys(keys))
        year = draft.round.year
        conventions = conventions_of(self.contents, year)
        tables = TableStatements.of(questionnaire, self.contents, conventions.fiscal_year)
        changed = {
            key: _known(draft.ref_area, year, key, self.contents[key], tables, conventions.currency, self.made)
            for key in keys
        }
        return _in_order({**known, **changed}, [key for key in keys if key not in known], questionnaire)


def _in_order(
    found: Mapping[CellKey, Observation], new: Sequence[CellKey], questionnaire: Questionnaire
) -> Mapping[CellKey, Observation]:
    """Return answers in the order of the questionnaire, in which all stand but new ones, which are the last."""
    if not new:
        return found
    order = {item: position for position, item in enumerate(questionnaire.items)}
    ranks = [(order[key.item], key) for key in found][: -len(new)]
    for key in new:
        insort(ranks, (order[key.item], key))
    return {key: found[key] for _, key in ranks}


def _has_ids(key: CellKey, known: Mapping[CellKey, Observation]) -> bool:
    """Whether the ids of scheme and benefit, which stand beside their first answer, are there."""
    has_scheme = key.scheme == NOT_APPLICABLE or CellKey("S.ID", key.scheme) in known
    return has_scheme and (key.benefit == NOT_APPLICABLE or CellKey("B.ID", key.scheme, key.benefit) in known)


def usual_status(contents: Contents, key: CellKey, item: Item) -> str:
    """Return the status that holds for a cell which states none: that of its table, else `A`."""
    if not item.is_numeric or item.table in _WITHOUT_STATEMENTS:
        return _NOTHING_STATED.obs_status
    stated = contents.get(block_of(key, item)._replace(item="Q.OBS_STATUS"), EMPTY).text
    return stated if stated and stated not in MISSING_STATUSES else _NOTHING_STATED.obs_status


def tells_of_others(key: CellKey) -> bool:
    """Whether a cell tells of whole tables or of the form: its source and status, a multiplier, a unit of count."""
    return key.item.startswith((METADATA, "N.")) or key.item in CONVENTION_ITEMS


def _nothing() -> Answers:
    return Answers(0, {}, {})


_kept = Recent[tuple[int, dt.datetime], Answers](_MOST_KEPT)


def current_answers(draft: SubmissionDraft) -> Answers:
    """Return what every cell of a submission says now.

    What was read before is kept, and only what was entered since is read. Within a transaction, which may yet be taken
    back, everything is read.
    """
    newest = draft.entries.order_by("-pk").values_list("pk", flat=True).first() or 0
    if connections[draft._state.db or DEFAULT_DB_ALIAS].in_atomic_block:  # noqa: SLF001 - documented attribute
        return _after(_nothing(), draft, newest)
    key = (draft.pk, draft.opened_at)
    before = _kept.get(key) or _nothing()
    found = _after(before, draft, newest) if newest != before.entry else before
    return _kept.put(key, found)


def current_contents(draft: SubmissionDraft) -> Contents:
    """Return what every cell of a submission says now; one that was cleared is empty."""
    return current_answers(draft).contents


def _after(before: Answers, draft: SubmissionDraft, entry: int) -> Answers:
    return before.after(entry, _rows(draft, before.entry, entry))


def contents_after(draft: SubmissionDraft, entry: Entry) -> Contents:
    """Return what every cell of a submission said after an entry."""
    return {row.key: Content.of(row) for row in _rows(draft, 0, entry.pk)}


def _rows(draft: SubmissionDraft, after: int, until: int) -> list[AnswerVersion]:
    """Return what was entered after an entry and until another, the last of each cell last."""
    return list(draft.versions.filter(entry_id__gt=after, entry_id__lte=until).order_by("entry_id", "version"))


def observations_of(draft: SubmissionDraft, questionnaire: Questionnaire) -> tuple[Observation, ...]:
    """Return the answers of a submission as they are now."""
    return current_answers(draft).observations(draft, questionnaire)
