"""Who may know a figure before it is published: the one place that says so, and what the others are shown instead.

Figures that the country marked as confidential are known to named roles alone (INQUIRY, section 2.9). Everybody else
who sees the cell learns that there is a figure and that it is confidential, and is shown nothing that it follows from.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_values import block_of
from openssi.run.declared_sums import figures_of
from openssi.run.suppression import withheld_besides
from openssi.vocabulary.confidentiality import EMBARGOED, MARK, level_of
from openssi.vocabulary.item import Level
from openssi.vocabulary.observation import EMBARGO, NOT_APPLICABLE, Observation
from openssi.vocabulary.quoted import Numbers
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.text import MultilingualText
from openssi_web.accounts.access import Grants, sees_confidential
from openssi_web.rounds.answers.content import EMPTY, Content
from openssi_web.rounds.answers.findings import cell_of
from openssi_web.rounds.answers.observations import Answers, current_answers
from openssi_web.rounds.clock.calendars import today
from openssi_web.rounds.requests.permission import cells_of, sees
from openssi_web.rounds.submissions.cell_rules import rules_naming
from openssi_web.rounds.submissions.models import SubmissionDraft
from openssi_web.rounds.submissions.recent import Recent
from openssi_web.rounds.workspace import definitions, inquiry

SUPPRESSED = "Q"
"""CL_OBS_STATUS: what stands in the place of a figure that a person may not know."""

_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,'’ \u00a0\u202f]\d+)*(?![\w])")
_OF_CELLS = frozenset({"cell", "table"})
_TOTAL = "total."
_NONE = Numbers(frozenset())
_MOST_KEPT = 32

Place = tuple[str, str]


def may_know(grants: Grants, draft: SubmissionDraft, key: CellKey) -> bool:
    """Whether a person may know the figure of a cell that is confidential."""
    item = definitions().questionnaire.items.get(key.item)
    level: Level = item.level if item is not None else "country"
    return sees_confidential(grants, draft.ref_area, key.scheme, level, key.breakdown)


@dataclass(frozen=True)
class Concealment:
    """What is kept from a person in a submission whose cells the person sees.

    Attributes:
        cells: Cells of this year: those that are confidential, and those that would give one of them away.
        earlier: The same of earlier years, by cell and year.
        numbers: What stands or stood in them.
        rules: The scheme and benefit of the cells, by the rules that name their items.
    """

    grants: Grants
    draft: SubmissionDraft | None
    cells: frozenset[CellKey] = frozenset()
    earlier: frozenset[tuple[CellKey, int]] = frozenset()
    numbers: Numbers = _NONE
    rules: Mapping[str, frozenset[Place]] | None = None

    def __bool__(self) -> bool:
        return bool(self.cells or self.earlier)

    @property
    def items(self) -> frozenset[str]:
        """The items of the cells."""
        return frozenset(each.item for each in (*self.cells, *(key for key, _ in self.earlier)))

    def hides(self, key: CellKey, year: int | None = None) -> bool:
        """Whether the figure of a cell of this year, or of an earlier one, is kept from the person."""
        is_now = year is None or (self.draft is not None and year == self.draft.round.year)
        return key in self.cells if is_now else (key, year) in self.earlier

    # What is shown instead

    def observation(self, each: Observation) -> Observation:
        """Return an answer as the person sees it."""
        if not self.hides(CellKey.of(each), each.time_period):
            return each
        bare = {"value": None, "text_value": None, "note": "", "explanation": "", "method": ""}
        return replace(each, obs_status=SUPPRESSED, **bare)  # type: ignore[arg-type]

    def content(self, key: CellKey, said: Content) -> Content:
        """Return what a cell says, or said in an earlier version, as the person sees it."""
        if said.is_empty or not (self.hides(key) or self._was_confidential(key, said)):
            return said
        kept = {"conf_status": said.conf_status, "embargo": said.embargo, "place": replace(said.place, cell="")}
        return Content(text=MARK, source=self.text(said.source), **kept)  # type: ignore[arg-type]

    def _was_confidential(self, key: CellKey, said: Content) -> bool:
        level = level_of(said.conf_status, said.embargo, today().isoformat())
        if level != "confidential" or self.draft is None:
            return False
        return not may_know(self.grants, self.draft, key)

    def text(self, text: str) -> str:
        """Return a text that somebody wrote without the numbers that are kept from the person."""
        return self.numbers.out_of(text, MARK)

    def text_about(self, key: CellKey, rule: str, text: str) -> str:
        """Return what a rule or somebody says of a cell; where figures may be told by it, without any number."""
        return _NUMBER.sub(MARK, text) if self.is_told_by(key, rule) else self.text(text)

    def is_told_by(self, key: CellKey, rule: str) -> bool:
        """Whether what a rule says of a cell may tell a figure that is kept from the person."""
        if not self:
            return False
        if key in self.cells or any(key == each for each, _ in self.earlier):
            return True
        own = (key.scheme, key.benefit)
        return any(_are_near(own, place) for place in (self.rules or {}).get(rule, ()))

    def finding(self, found: Finding) -> Finding:
        """Return a finding as the person sees it: which rule asks, and no figure that it rests on."""
        if not self:
            return found
        languages = ("en", "fr", "es")
        texts = [getattr(each, one) for each in (found.message, found.remedy) for one in languages]
        numbers = (found.value, found.expected_low, found.expected_high)
        quotes = any(map(self.numbers.are_in, texts)) or any(map(self.numbers.has, numbers))
        if not quotes and not self.is_told_by(cell_of(found), found.rule):
            return replace(found, explanation=self.text(found.explanation))
        rule = next((each for each in definitions().rules if each.id == found.rule), None)
        entries = definitions().texts

        def said(language: str) -> str:
            title = getattr(rule.title, language) if rule is not None else found.rule
            return entries.get("confidentiality.finding", language, title=title)  # type: ignore[arg-type]

        nothing = MultilingualText("", "", "")
        message = MultilingualText(*map(said, languages))
        return replace(
            found, message=message, remedy=nothing, value=None, expected_low=None, expected_high=None, explanation=""
        )

    def findings(self, found: Mapping[CellKey, Iterable[Finding]]) -> dict[CellKey, tuple[Finding, ...]]:
        """Return findings by cell as the person sees them."""
        return {key: tuple(map(self.finding, each)) for key, each in found.items()}


NOTHING = Concealment((), None)
"""Of a person who may know everything that the person sees."""


def _are_near(one: Place, other: Place) -> bool:
    """Whether what is asked of one place may rest on figures of another: the same scheme, or one of them of none."""
    return NOT_APPLICABLE in {one[0], other[0]} or one[0] == other[0]


_Key = tuple[int, dt.datetime, Grants]
_kept = Recent[_Key, tuple[tuple[object, ...], Concealment]](_MOST_KEPT)


def concealment_for(grants: Grants, draft: SubmissionDraft) -> Concealment:
    """Return what is kept from a person in a submission as it is now."""
    answers, day = current_answers(draft), today().isoformat()
    key = (draft.pk, draft.opened_at, tuple(grants))
    stamp = (answers.entry, day, inquiry().accepted_at(draft.ref_area, draft.round.year))
    known = _kept.get(key)
    if known is None or known[0] != stamp:
        known = (stamp, _Search(grants, draft, answers, day).concealment())
    return _kept.put(key, known)[1]


def knows(grants: Grants, draft: SubmissionDraft, key: CellKey) -> bool:
    """Whether a person sees a cell and may know its figure."""
    return sees(grants, draft, key) and not concealment_for(grants, draft).hides(key)


@dataclass(frozen=True)
class _Search:
    """Looks for what is kept from a person."""

    grants: Grants
    draft: SubmissionDraft
    answers: Answers
    day: str

    def concealment(self) -> Concealment:
        now = self.answers.by_key(self.draft, definitions().questionnaire)
        before = inquiry().history(self.draft.ref_area, self.draft.round.year)
        confidential = [
            *(each for key, each in now.items() if self._is_kept(key, each, self._day_now(key, each))),
            *(each for each in before if self._is_kept(CellKey.of(each), each, _day_before(each, before))),
        ]
        if not confidential:
            return Concealment(self.grants, self.draft)
        hidden = self._with_besides(confidential, [*now.values(), *before])
        year = self.draft.round.year
        cells = {CellKey.of(each) for each in hidden if each.time_period == year}
        cells |= set(self._calculated(cells))
        return Concealment(
            self.grants,
            self.draft,
            frozenset(cells),
            frozenset((CellKey.of(each), each.time_period) for each in hidden if each.time_period != year),
            Numbers.of(self._numbers(hidden, cells)),
            self._rules({CellKey.of(each) for each in hidden} | cells),
        )

    def _is_kept(self, key: CellKey, each: Observation, day: str) -> bool:
        if level_of(each.conf_status, day, self.day) != "confidential" or not each.is_answered:
            return False
        return sees(self.grants, self.draft, key) and not may_know(self.grants, self.draft, key)

    def _day_now(self, key: CellKey, each: Observation) -> str:
        item = definitions().questionnaire.items.get(key.item)
        if each.conf_status != EMBARGOED or item is None:
            return ""
        if each.embargo:
            return each.embargo
        table = block_of(key, item)._replace(item=EMBARGO)
        scheme = table._replace(benefit=NOT_APPLICABLE)
        wider = (table, scheme, scheme._replace(scheme=NOT_APPLICABLE))
        said = (self.answers.contents.get(each, EMPTY).text for each in wider)
        return next((text for text in said if text), "")

    def _with_besides(self, confidential: list[Observation], known: list[Observation]) -> list[Observation]:
        """Return confidential answers with those that would give them away, so far as the person may not know these."""
        seen = {each.id: each for each in known if sees(self.grants, self.draft, CellKey.of(each))}
        years = {each.time_period + lag for each in confidential for lag in (-1, 0, 1)}
        figures = figures_of((each for each in known if each.time_period in years), definitions())
        reported = {
            next(iter(each.terms)) for each in figures.sums if each.total.startswith(_TOTAL) and _is_pair(each.terms)
        }
        usable = tuple(each for each in figures.sums if all(name in seen or name in reported for name in each.terms))

        def may_hide(name: str) -> bool:
            return name in seen and not may_know(self.grants, self.draft, CellKey.of(seen[name]))

        own = {each.id for each in confidential}
        more = withheld_besides(replace(figures, sums=usable), own, may_hide)
        return [*confidential, *(seen[name] for name in sorted(more) if name in seen)]

    def _calculated(self, cells: set[CellKey]) -> Iterator[CellKey]:
        """The cells that the form calculates from them."""
        form = cells_of(self.draft)
        places = {(each.item, each.scheme) for each in cells}
        for key in form.calculated:
            if any((part, key.scheme) in places for part in form.parts[key.item]) and key not in cells:
                yield key

    def _numbers(self, hidden: Iterable[Observation], cells: set[CellKey]) -> Iterator:  # type: ignore[type-arg]
        yield from (each.value for each in hidden if each.value is not None)
        wanted = {"item__in": {each.item for each in cells}, "scheme__in": {each.scheme for each in cells}}
        for row in self.draft.versions.filter(**wanted).exclude(number=""):
            if row.key in cells and row.value is not None:
                yield row.value

    @staticmethod
    def _rules(cells: Iterable[CellKey]) -> dict[str, frozenset[Place]]:
        found: dict[str, set[Place]] = {}
        validator = inquiry().validation.validator
        for key in cells:
            for rule in rules_naming(validator, key.item):
                if rule.level not in _OF_CELLS:
                    found.setdefault(rule.id, set()).add((key.scheme, key.benefit))
        return {rule: frozenset(places) for rule, places in found.items()}


def _is_pair(terms: Mapping[str, int]) -> bool:
    return len(terms) == 2


def _day_before(each: Observation, known: Iterable[Observation]) -> str:
    """The day of an embargo that an accepted answer states, or its table."""
    if each.conf_status != EMBARGOED:
        return ""
    item = definitions().questionnaire.items.get(each.item)
    tables = {each.alone, item.table if item is not None else ""}
    said = (one for one in known if one.item == EMBARGO and one.time_period == each.time_period)
    near = (one for one in said if one.breakdown in tables and one.scheme in {each.scheme, NOT_APPLICABLE})
    return next((one.text_value or "" for one in near), "")
