"""The transitions of submissions: by people, at once after another, and by the clock. Named in `actions.py`.

One function carries out every declared transition, in one transaction with its entry and everything that it changes.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from openssi.vocabulary.decision import Role
from openssi.vocabulary.errors import OpenSSIError, Problem
from openssi.vocabulary.text import Language
from openssi.vocabulary.transitions import Effect, Move
from openssi_web.accounts.models import Person
from openssi_web.rounds.acceptance import gate
from openssi_web.rounds.acceptance.dissents import (
    DissentAsked,
    read_dissents,
    record_answers,
    record_dissents,
    told_beside,
    wrong_answers,
)
from openssi_web.rounds.acceptance.models import Dissent
from openssi_web.rounds.acceptance.to_publish import SHOWN_IN, to_publish
from openssi_web.rounds.answers.entered import plain
from openssi_web.rounds.clock.calendars import days_of, today
from openssi_web.rounds.letters.causes import write_letters_of
from openssi_web.rounds.moves.conditions import Facts
from openssi_web.rounds.moves.timers import due_rule
from openssi_web.rounds.moves.transitions import MoveOffered, missing_of, move_checked, states
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.requests.permission import refuse_unseen
from openssi_web.rounds.requests.recording import (
    Request,
    entry_before,
    locked,
    move,
    record_entry,
    record_entry_of_system,
)
from openssi_web.rounds.submissions.models import Channel, Entry, MarkKind, SubmissionDraft
from openssi_web.rounds.submissions.parts import PartNow, institutions_of, mark, named_parts
from openssi_web.rounds.workspace import definitions

LONGEST_REASON = 5_000
"""Characters of a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveAsked:
    """A transition that somebody asks for.

    Attributes:
        action: Its id.
        reason: Why, where it is asked.
        code: The reason as a code, where one is asked.
        part: Whose part it is about, where that may be said: a scheme, `_Z`, an institution; empty for all.
        seen: Number of the last transition that the person saw; none where it does not matter.
        dissents: The figures that an objection is about.
        answers: What the compiler says of figures, by the number of the dissent, where it differs from the reason.
        language: In which reason and explanations are written.
    """

    action: str
    reason: str = ""
    code: str = ""
    part: str = ""
    seen: int | None = None
    dissents: tuple[DissentAsked, ...] = ()
    answers: Mapping[int, str] = field(default_factory=dict)
    language: Language = "en"

    @property
    def told(self) -> list[object]:
        """Everything that was asked, by which the same request is known again."""
        figures = [[each.figure, each.value, each.explanation] for each in self.dissents]
        beside = [figures, sorted(self.answers.items())] if figures or self.answers else []
        return [self.action, plain(self.reason), self.code, self.part, *beside]


@dataclass(frozen=True, slots=True)
class Moved:
    """It was carried out, now or when it was asked for the first time.

    Attributes:
        state: The state of the submission afterwards, with what followed at once.
    """

    entry: Entry
    state: str
    repeated: bool = False


def carry_out(
    person: Person, draft: SubmissionDraft, asked: MoveAsked, idempotency_key: str, channel: Channel = "form"
) -> Moved | Refused:
    """Carry out a declared transition.

    Args:
        person: Who asks for it.
        draft: The submission.
        asked: What is asked for.
        idempotency_key: Made by the page; asking again under it does nothing more.
        channel: `form`, `command` or `api`.

    Raises:
        Http404: if the person does not see the country.
    """
    grants, reason = person.grants(), plain(asked.reason)
    refuse_unseen(grants, draft, ())
    request = Request(person=person, action="move", channel=channel, idempotency_key=idempotency_key, asked=asked.told)
    # The rules are evaluated, and figures computed, before others have to wait for the lock.
    move_checked(Facts(draft, person, grants), asked.action)
    if asked.dissents and draft.state in SHOWN_IN:
        to_publish(draft)
    with transaction.atomic():
        draft = locked(draft)
        done = _before(draft, request)
        if done is not None:
            return done
        facts = Facts(draft, person, grants)
        offered = move_checked(facts, asked.action)
        wrong = _wrong(facts, offered, asked, reason)
        if wrong or isinstance(offered, Problem):
            return Refused(wrong)
        try:
            return _carried_out(request, facts, offered, asked, reason)
        except OpenSSIError as error:
            transaction.set_rollback(True)
            return Refused(error.problems)


def _carried_out(request: Request, facts: Facts, offered: MoveOffered, asked: MoveAsked, reason: str) -> Moved:
    draft, declared = facts.draft, offered.move
    detail: dict[str, object] = {"move": declared.id}
    if declared.asks_part and asked.part:
        detail["part"] = asked.part
    if declared.leads_to(draft.state) == "SUBMITTED":
        detail["late"] = facts.day > days_of(draft.round)["due"]
    # Read before anything is written: what will be published is known under the last entry.
    read = _dissents(facts, declared, asked, reason)
    dissents = tuple(each for each in read if isinstance(each, Dissent))
    entry = record_entry(draft, request, offered.role, detail)
    code = asked.code if declared.codelist else ""
    move(draft, entry, declared, reason=reason if declared.needs_reason else "", code=code)
    _affect(_Effect(facts, entry, declared, offered.role, asked, reason, dissents))
    _follow(draft, entry)
    write_letters_of(draft, entry)
    return Moved(entry, draft.state)


def _follow(draft: SubmissionDraft, entry: Entry | None = None) -> Entry | None:
    """Carry out what follows at once, as long as something does."""
    for _ in states().moves:
        facts, following = Facts(draft), states().moves_from(draft.state, "follows")
        declared = next((each for each in following if not missing_of(each, facts, "COORD")), None)
        if declared is None:
            break
        entry = entry or record_entry_of_system(draft, {"move": declared.id})
        move(draft, entry, declared)
    return entry


# What is refused


def _before(draft: SubmissionDraft, request: Request) -> Moved | Refused | None:
    """Return the outcome of the same request made before, none where it is made for the first time."""
    entry = entry_before(draft, request)
    if not isinstance(entry, Entry):
        return entry
    last = entry.transitions.order_by("-pk").first()
    return Moved(entry, last.after if last is not None else draft.state, repeated=True)


def _wrong(facts: Facts, offered: MoveOffered | Problem, asked: MoveAsked, reason: str) -> tuple[Problem, ...]:
    """Return everything that stands in the way of a transition."""
    if isinstance(offered, Problem):
        return (offered,)
    last = last_transition(facts.draft)
    if asked.seen is not None and asked.seen != last:
        return (facts.because("MOVE_SEEN_BEFORE", state=facts.draft.state),)
    return (*offered.missing, *_unfit(facts, offered, asked, reason))


def _unfit(facts: Facts, offered: MoveOffered, asked: MoveAsked, reason: str) -> tuple[Problem, ...]:
    """Return what is wrong with what the person says with a transition."""
    found, declared = [], offered.move
    if declared.needs_reason and not 0 < len(reason) <= LONGEST_REASON:
        found.append(facts.because("MOVE_REASON", most=LONGEST_REASON))
    if declared.codelist:
        codes = definitions().codelists[declared.codelist].ids
        if asked.code not in codes:
            found.append(facts.because("MOVE_CODE", code=plain(asked.code)[:40], known=", ".join(codes)))
    if declared.asks_part and named_parts(facts.parts, asked.part) is None:
        found.append(facts.because("MOVE_PART_UNKNOWN", part=plain(asked.part)[:100]))
    if not offered.missing:
        found += [each for each in _dissents(facts, declared, asked, reason) if isinstance(each, Problem)]
    if "answer_dissent" in declared.effects:
        found += wrong_answers(facts.draft, asked.answers)
    return tuple(found)


def _dissents(facts: Facts, declared: Move, asked: MoveAsked, reason: str) -> list[Dissent] | list[Problem]:
    """Return the figures that an objection is about, or what is wrong with them; none of any other transition."""
    if "record_dissent" not in declared.effects:
        return []
    return read_dissents(facts.draft, asked.dissents, reason, asked.language)


def last_transition(draft: SubmissionDraft) -> int:
    """Return the number of the last transition of a submission."""
    return draft.transitions.order_by("-pk").values_list("pk", flat=True).first() or 0


# What happens besides


@dataclass(frozen=True, slots=True)
class _Effect:
    facts: Facts
    entry: Entry
    declared: Move
    role: Role | None
    asked: MoveAsked
    reason: str
    dissents: tuple[Dissent, ...] = ()

    @property
    def draft(self) -> SubmissionDraft:
        return self.facts.draft

    @property
    def own(self) -> tuple[PartNow, ...]:
        return self.facts.own(self.role) if self.role is not None else ()

    def mark(self, kind: MarkKind, parts: tuple[PartNow, ...]) -> None:
        names = institutions_of(self.draft)
        held = {each.institution for each in self.facts.grants if each.role == self.role and each.institution}
        institution = next((names.get(each, each) for each in sorted(held)), "")
        mark(self.draft, self.entry, kind, parts, institution)


def _affect(effect: _Effect) -> None:
    for each in effect.declared.effects:
        _EFFECTS[each](effect)


def _mark_ready(effect: _Effect) -> None:
    effect.mark("READY", tuple(each for each in effect.own if each.ready is None))


def _mark_signed(effect: _Effect) -> None:
    effect.mark("SIGNED", tuple(each for each in effect.own if not each.is_complete))


def _clear_own(effect: _Effect) -> None:
    effect.mark("RETURNED", effect.own)


def _clear_named(effect: _Effect) -> None:
    effect.mark("RETURNED", named_parts(effect.facts.parts, effect.asked.part) or ())


def _clear_all(_: _Effect) -> None:
    """Marks are older than this transition, which is all that takes them away (`parts.py`)."""


def _accept(effect: _Effect) -> None:
    gate.accept(effect.draft, reserve=effect.reason if effect.declared.needs_reason else "")


def _accept_compiled(effect: _Effect) -> None:
    _write_compiled(effect.draft, gate.CONFIRMED)


def _accept_estimated(effect: _Effect) -> None:
    _write_compiled(effect.draft, gate.ESTIMATED)


def _write_compiled(draft: SubmissionDraft, status: str) -> None:
    """Write what was compiled; what was accepted before stands, unless something was compiled."""
    came = draft.transitions.filter(after="COUNTRY_CONFIRMATION").order_by("-pk").first()
    if came is not None and (came.before == "DESK_COMPILED" or gate.holds_compiled(draft)):
        gate.accept(draft, compiled=status)


def _restore_accepted(effect: _Effect) -> None:
    gate.restore_accepted(effect.draft, effect.entry)


def _record_dissent(effect: _Effect) -> None:
    record_dissents(effect.entry, effect.dissents)


def _answer_dissent(effect: _Effect) -> None:
    asked = effect.asked
    record_answers(effect.draft, effect.entry, asked.answers, effect.reason, asked.language)


def _release(effect: _Effect) -> None:
    """Let the version go; this is the last thing that happens, and asking again does it again."""
    told = told_beside(effect.draft) if "answer_dissent" in effect.declared.effects else ()
    gate.release(effect.draft, effect.declared.id, told)


_EFFECTS: Mapping[Effect, Callable[[_Effect], None]] = {
    "mark_ready": _mark_ready,
    "mark_signed": _mark_signed,
    "clear_own": _clear_own,
    "clear_named": _clear_named,
    "clear_all": _clear_all,
    "accept": _accept,
    "accept_compiled": _accept_compiled,
    "accept_estimated": _accept_estimated,
    "record_dissent": _record_dissent,
    "answer_dissent": _answer_dissent,
    "release": _release,
    "restore_accepted": _restore_accepted,
}


# The clock


@dataclass(frozen=True, slots=True)
class Fired:
    """What the clock did with a submission, or why it could not.

    Attributes:
        move: Id of the transition.
        rule: The clock with its day, empty for what follows another transition.
    """

    draft: SubmissionDraft
    move: str
    rule: str
    problems: tuple[Problem, ...] = ()


def fire_timers(draft: SubmissionDraft, day: dt.date | None = None) -> tuple[Fired, ...]:
    """Carry out what is due for a submission by a day; asking again does nothing more.

    Args:
        draft: The submission.
        day: The day, today where none is named.
    """
    fired: list[Fired] = []
    for _ in range(_MOST_TIMERS):
        one = _fire_one(draft, day or today())
        if one is None:
            break
        fired.append(one)
        if one.problems:
            break
    return tuple(fired)


_MOST_TIMERS = 12
"""Timers that fire for one submission at once."""


def _fire_one(draft: SubmissionDraft, day: dt.date) -> Fired | None:
    with transaction.atomic():
        draft = locked(draft)
        entry = _follow(draft)
        if entry is not None:
            write_letters_of(draft, entry)
            return Fired(draft, str(entry.detail["move"]), "")
        for declared in states().moves_from(draft.state, "timer"):
            rule = due_rule(draft, declared, day)
            if rule:
                return _fired(draft, declared, rule)
    return None


def _fired(draft: SubmissionDraft, declared: Move, rule: str) -> Fired:
    try:
        with transaction.atomic():
            entry = record_entry_of_system(draft, {"move": declared.id, "rule": rule})
            move(draft, entry, declared, rule=rule)
            _affect(_Effect(Facts(draft), entry, declared, None, MoveAsked(action=declared.id), ""))
            write_letters_of(draft, entry)
    except OpenSSIError as error:
        return Fired(draft, declared.id, rule, error.problems)
    return Fired(draft, declared.id, rule)
