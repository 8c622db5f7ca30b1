"""What somebody does on the page of totals: confirm a proposal, enter another number, say how persons are counted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.http import Http404, QueryDict

from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_numbers import Ambiguous, parse_number
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi_web.accounts.models import Person
from openssi_web.pages.totals.state import whole_persons
from openssi_web.pages.totals.words import TotalsWords
from openssi_web.rounds.actions import save_answer, save_block
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.answers.entered import Change, cell_in_words, plain
from openssi_web.rounds.forms.totals import METHOD, OVERLAP, SexNow, Sight, TotalNow, TotalsNow, entered_as
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.requests.outcomes import CellChange, Clash, Conflict, Outcome, Refused, Saved
from openssi_web.rounds.requests.permission import refuse_unseen

_LONGEST_SHOWN = 1000


@dataclass(frozen=True, slots=True)
class ClashShown:
    """Two values of one cell."""

    yours: str
    theirs: str
    said: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What somebody tried to save and could not, to be shown again beside what stands.

    Attributes:
        key: The cell, that of the method for everything in its part of the page.
        action: `confirm`, `correct` or `method`.
        values: What was typed, by cell.
        problems: Why nothing was saved.
        clashes: What others entered meanwhile, by cell.
    """

    key: CellKey
    action: str
    typed: str = ""
    reason: str = ""
    values: Mapping[str, str]
    problems: tuple[str, ...] = ()
    clashes: Mapping[str, ClashShown]

    def is_about(self, key: CellKey) -> bool:
        """Whether it is shown at a cell."""
        return self.key == key

    def value_of(self, key: str, otherwise: str) -> str:
        """Return what was typed into a cell."""
        return self.values.get(key, otherwise)

    @property
    def clash(self) -> ClashShown | None:
        """The only clash of an attempt on one cell."""
        return next(iter(self.clashes.values()), None)


@dataclass(frozen=True)
class TotalsSaver:
    """Saves what was sent from the page."""

    person: Person
    draft: SubmissionDraft
    totals: TotalsNow
    sight: Sight
    words: TotalsWords
    sent: QueryDict

    def save(self) -> tuple[str, Attempt | None]:
        """Save and return the item that was saved, and what could not be saved if anything could not.

        Raises:
            Http404: if the person does not see the cell, or there is no such total.
        """
        action = self.sent.get("do", "")
        if action == "method":
            return METHOD.item, self._after(METHOD, action, self._save_method())
        key = CellKey.parse(plain(self.sent.get("cell", "")))
        found = self.totals.of_cell(key) if key is not None else None
        if key is None or found is None or action not in {"confirm", "correct"}:
            raise Http404
        refuse_unseen(self.sight.grants, self.draft, [key])
        save = self._confirm if action == "confirm" else self._correct
        return key.item, self._after(key, action, save(*found))

    @property
    def _request(self) -> str:
        return self.sent.get("request", "")

    @property
    def _status(self) -> str | None:
        """The status of a number of the country's own: the page says whether the cell keeps the one that it has."""
        return "" if self.sent.get("clears") else None

    def _based_on(self, name: str = "version") -> int:
        text = self.sent.get(name, "0")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1

    # A total

    def _confirm(self, total: TotalNow, each: SexNow) -> Outcome:
        proposal = each.proposal if self.sight.sees_proposal(total) else None
        persons = whole_persons(proposal)
        if proposal is None or persons is None:
            raise Http404
        if self.sent.get("proposed", "") != str(persons):
            return self._changed(each, persons)
        before = each.cell.content
        change = Change(
            value=entered_as(persons, self.totals.power),
            status=proposal.status or self._status,
            note=self.words.note(proposal, before),
            confirmed=True,
        )
        return self._send(each, change)

    def _changed(self, each: SexNow, persons: Decimal) -> Refused:
        values = {"cell": cell_in_words(each.cell.key), "before": plain(self.sent.get("proposed", ""))[:40]}
        now = {**values, "now": self.words.persons(persons)}
        return Refused((Problem("ROUND_PROPOSAL_CHANGED", Place(item=each.cell.key.item), now),))

    def _correct(self, total: TotalNow, each: SexNow) -> Outcome:
        typed, reason = self.sent.get("value", ""), self.sent.get("reason", "")
        proposed = whole_persons(each.proposal) if self.sight.sees_proposal(total) else None
        if plain(typed) and not plain(reason) and proposed is not None and not self._is(typed, proposed):
            values = {"cell": cell_in_words(each.cell.key), "proposed": self.words.persons(proposed)}
            return Refused((Problem("ROUND_TOTAL_WITHOUT_REASON", Place(item=each.cell.key.item), values),))
        return self._send(each, Change(value=typed, status=self._status, note=reason))

    def _is(self, typed: str, proposed: Decimal) -> bool:
        """Whether what was typed is the proposal, with or without signs of thousands."""
        number = parse_number(plain(typed))
        both = (number.grouped, number.fraction) if isinstance(number, Ambiguous) else (number,)
        return proposed.scaleb(-self.totals.power) in both

    def _send(self, each: SexNow, change: Change) -> Outcome:
        asked = CellChange(each.cell.key, change, self._based_on())
        return save_answer(self.person, self.draft, asked, self._request)

    # The method

    def _save_method(self) -> Outcome:
        changes = tuple(self._changes())
        if not changes:
            return Saved(None, ())
        return save_block(self.person, self.draft, changes, self._request)

    def _changes(self) -> Iterator[CellChange]:
        """The cells of the method in which something else was typed than stood there."""
        for name in self.sent:
            key = CellKey.parse(name)
            if key is None or key.item not in {METHOD.item, OVERLAP}:
                continue
            typed = self.sent.get(name, "")
            if plain(typed) != plain(self.sent.get(f"was:{name}", "")):
                yield CellChange(key, Change(value=typed), self._based_on(f"version:{name}"))

    # Afterwards

    def _after(self, key: CellKey, action: str, outcome: Outcome) -> Attempt | None:
        if isinstance(outcome, Saved):
            return None
        names = [name for name in self.sent if CellKey.parse(name) is not None]
        attempt = Attempt(
            key=key,
            action=action,
            typed=plain(self.sent.get("value", ""))[:_LONGEST_SHOWN],
            reason=plain(self.sent.get("reason", ""))[:_LONGEST_SHOWN],
            values={name: plain(self.sent.get(name, ""))[:_LONGEST_SHOWN] for name in names},
            clashes={},
        )
        if isinstance(outcome, Conflict):
            return replace(attempt, clashes={str(each.key): self._clash(each) for each in outcome.cells})
        said = tuple(each.text.in_language(self.words.language) for each in outcome.problems)
        return replace(attempt, problems=said)

    def _clash(self, clash: Clash) -> ClashShown:
        yours, theirs = self._said(clash.yours), self._said(Content.of(clash.theirs))
        who, at = clash.theirs.entry.person, clash.theirs.entry.at
        name = who.name if who is not None else "OpenSSI"
        said = self.words.of("conflict.said", yours=yours, theirs=theirs, name=name, time=f"{at:%H:%M}")
        return ClashShown(yours, theirs, said, clash.theirs.version)

    def _said(self, content: Content) -> str:
        if content.scaled is not None:
            return self.words.exact(content.scaled)
        if content.text:
            return self.words.of(f"method.{content.text}") if content.text.isalpha() else content.text
        return content.obs_status or self.words.of("conflict.nothing")
