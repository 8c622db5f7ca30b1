"""The conditions of transitions, by the names under which the table of states declares them.

Each is asked of the facts of one submission and one person, and answers with what is missing; nothing where it holds.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from openssi.vocabulary.decision import Role
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi.vocabulary.transitions import Condition
from openssi_web.accounts.access import Grants, role_among
from openssi_web.accounts.models import Person
from openssi_web.rounds.acceptance.gate import AtTheGate, at_the_gate
from openssi_web.rounds.answers.live_findings import ASKED
from openssi_web.rounds.clock.calendars import confirmation_ends, today
from openssi_web.rounds.compilation.compiled import compilation_of
from openssi_web.rounds.queries.standing import queries_now
from openssi_web.rounds.submissions.models import SubmissionDraft
from openssi_web.rounds.submissions.parts import PartNow, own_parts, parts_now
from openssi_web.rounds.workspace import definitions

VALIDATES: Role = "DESK_OFFICER"
VALIDATING = ("move", "raise", "send", "write", "decide", "extend")
"""Actions by which somebody in the role of a desk officer validates."""


@dataclass
class Facts:
    """What the conditions are asked of; each fact is looked up when it is first needed.

    Attributes:
        person: None for the system.
        grants: The roles of the person.
    """

    draft: SubmissionDraft
    person: Person | None = None
    grants: Grants = ()
    day: dt.date = field(default_factory=today)

    @cached_property
    def parts(self) -> tuple[PartNow, ...]:
        """The parts of the submission."""
        return parts_now(self.draft)

    @cached_property
    def gate(self) -> AtTheGate:
        """What stands between the submission and its acceptance."""
        return at_the_gate(self.draft)

    def own(self, role: Role) -> tuple[PartNow, ...]:
        """Return the parts that are the person's in a role."""
        return own_parts(self.grants, role, self.draft, self.parts)

    def because(self, code: str, /, **values: object) -> Problem:
        """Return what is missing, as a message."""
        return Problem(code, Place(item=str(self.draft)), values)


Asked = Callable[[Facts, Role], Iterator[Problem]]


def missing(condition: Condition, facts: Facts, role: Role) -> tuple[Problem, ...]:
    """Return what a condition misses, nothing where it holds."""
    return tuple(_CONDITIONS[condition](facts, role))


def _no_hard_finding(facts: Facts, _: Role) -> Iterator[Problem]:
    asked = {each.id for each in definitions().rules if each.level == ASKED}
    empty = sum(each.rule in asked for each in facts.gate.hard)
    if len(facts.gate.hard) > empty:
        yield facts.because("MOVE_HARD_FINDINGS", count=len(facts.gate.hard) - empty)
    if empty:
        yield facts.because("MOVE_CELLS_EMPTY", count=empty)


def _soft_answered(facts: Facts, _: Role) -> Iterator[Problem]:
    if facts.gate.soft:
        yield facts.because("MOVE_SOFT_FINDINGS", count=len(facts.gate.soft))


def _part_open(facts: Facts, role: Role) -> Iterator[Problem]:
    own = facts.own(role)
    if not own:
        yield facts.because("MOVE_NO_PART")
    elif all(each.ready for each in own):
        yield facts.because("MOVE_PART_READY")


def _part_unsigned(facts: Facts, role: Role) -> Iterator[Problem]:
    own = facts.own(role)
    if not own:
        yield facts.because("MOVE_NO_PART")
    elif all(each.is_complete for each in own):
        yield facts.because("MOVE_PART_SIGNED")


def _part_held(facts: Facts, role: Role) -> Iterator[Problem]:
    if not facts.own(role):
        yield facts.because("MOVE_NO_PART")


def _all_parts_ready(facts: Facts, _: Role) -> Iterator[Problem]:
    waiting = [each.part for each in facts.parts if each.ready is None]
    if waiting:
        yield facts.because("MOVE_PARTS_NOT_READY", parts=", ".join(waiting))


def _all_parts_signed(facts: Facts, _: Role) -> Iterator[Problem]:
    waiting = [each.part for each in facts.parts if not each.is_complete]
    if waiting:
        yield facts.because("MOVE_PARTS_NOT_SIGNED", parts=", ".join(waiting))


def _not_who_validated(facts: Facts, _: Role) -> Iterator[Problem]:
    done = facts.draft.entries.filter(role=VALIDATES, action__in=VALIDATING, person=facts.person)
    if facts.person is not None and done.exists():
        yield facts.because("MOVE_VALIDATED_BY_YOU")


def _not_both_roles(facts: Facts, _: Role) -> Iterator[Problem]:
    if role_among(facts.grants, facts.draft.ref_area, (VALIDATES,)) is not None:
        yield facts.because("MOVE_BOTH_ROLES")


def _queries_decided(facts: Facts, _: Role) -> Iterator[Problem]:
    count = sum(each.is_open for each in queries_now(facts.draft))
    if count:
        yield facts.because("MOVE_QUERIES_OPEN", count=count)


def _within_confirmation(facts: Facts, _: Role) -> Iterator[Problem]:
    last = confirmation_ends(facts.draft)
    if last is not None and facts.day > last:
        yield facts.because("MOVE_PERIOD_OVER", day=last.isoformat())


def _compilation_sourced(facts: Facts, _: Role) -> Iterator[Problem]:
    for code, count in compilation_of(facts.draft).unfinished().items():
        yield facts.because(code, count=count)


_CONDITIONS: Mapping[Condition, Asked] = {
    "no_hard_finding": _no_hard_finding,
    "soft_answered": _soft_answered,
    "part_open": _part_open,
    "part_unsigned": _part_unsigned,
    "part_held": _part_held,
    "all_parts_ready": _all_parts_ready,
    "all_parts_signed": _all_parts_signed,
    "not_who_validated": _not_who_validated,
    "not_both_roles": _not_both_roles,
    "queries_decided": _queries_decided,
    "within_confirmation": _within_confirmation,
    "compilation_sourced": _compilation_sourced,
}
