"""The states of a submission and the ways between them, as they are declared."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from openssi.vocabulary.decision import Role
from openssi.vocabulary.text import MultilingualText

State = Literal[
    "NOT_STARTED", "IN_PROGRESS", "INSTITUTION_READY", "NATIONAL_REVIEW", "SUBMITTED", "UNDER_VALIDATION",
    "QUERIES_OPEN", "RESUBMITTED", "ACCEPTED", "ACCEPTED_WITH_RESERVE", "COUNTRY_CONFIRMATION", "SIDE_BY_SIDE",
    "PUBLISHED", "REVISION_OPEN", "NO_RESPONSE", "DESK_COMPILED",
]  # fmt: skip
STATES: tuple[State, ...] = get_args(State)

Through = Literal["button", "answer", "queries", "follows", "timer"]
THROUGH: tuple[Through, ...] = get_args(Through)

Timer = Literal["reminders", "no_response", "queries", "confirmation"]
TIMERS: tuple[Timer, ...] = get_args(Timer)

Condition = Literal[
    "no_hard_finding", "soft_answered", "part_open", "part_unsigned", "part_held", "all_parts_ready",
    "all_parts_signed", "not_who_validated", "not_both_roles", "queries_decided", "within_confirmation",
    "compilation_sourced",
]  # fmt: skip
CONDITIONS: tuple[Condition, ...] = get_args(Condition)

Effect = Literal[
    "mark_ready", "mark_signed", "clear_own", "clear_named", "clear_all", "accept", "accept_compiled",
    "accept_estimated", "restore_accepted", "record_dissent", "answer_dissent", "release",
]  # fmt: skip
EFFECTS: tuple[Effect, ...] = get_args(Effect)

CONDITIONS_EXPLAINED: Mapping[Condition, str] = {
    "no_hard_finding": "no finding of severity E is open",
    "soft_answered": "every finding of severity W is explained or waived",
    "part_open": "a part that is the person’s to mark is not marked as ready",
    "part_unsigned": "a part that is the person’s to sign is ready and not signed",
    "part_held": "the person approves for an institution of the country",
    "all_parts_ready": "every scheme and the country’s own part are marked as ready",
    "all_parts_signed": "every ready part whose institution names an approver is signed",
    "not_who_validated": "the person has not validated this submission (four eyes)",
    "not_both_roles": "the person is not desk officer of the country as well (four eyes)",
    "queries_decided": "no query is without a decision",
    "within_confirmation": "the period of confirmation is not over",
    "compilation_sourced": "every compiled value has a source with a stored file, sources that differ have a reason,"
    " and every required cell without a value was searched for",
}
EFFECTS_EXPLAINED: Mapping[Effect, str] = {
    "mark_ready": "the person’s parts are marked as ready",
    "mark_signed": "the person’s parts are signed",
    "clear_own": "the marks and signatures of the person’s parts no longer hold",
    "clear_named": "the marks and signatures of the part that is named no longer hold",
    "clear_all": "no mark and no signature holds any longer",
    "accept": "the answers are written to the statistics as the next version",
    "accept_compiled": "what was compiled at the desk is written to the statistics as confirmed (A), if it is not yet",
    "accept_estimated": "the same, what nobody validated (V) as estimated (E)",
    "record_dissent": "the figures that the country objects to are recorded, with its own values",
    "answer_dissent": "what the compiler says of each of them is recorded",
    "release": "the accepted version may enter a release, with the figures side by side",
    "restore_accepted": "the answers become those of the accepted version",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StateDeclared:
    """A state of a submission.

    Attributes:
        answers: Roles that enter answers in it, each in its own cells.
        is_initial: Whether a submission is opened in it.
    """

    id: State
    answers: tuple[Role, ...] = ()
    is_initial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One way between states.

    Attributes:
        sources: States that it leads from.
        target: The state that it leads to, none where the submission stays where it is.
        may: Roles that carry it out; none for what the system does.
        timer: The clock of a timer, empty for others.
        conditions: What has to hold, besides state and role.
        needs_reason: Whether the person says why.
        codelist: From which a reason is chosen besides, empty for none.
        asks_part: Whether the person may say whose part it is about.
        button: What stands on the button, none for what is not asked for.
        does: What happens.
        told: What everybody else reads afterwards.
    """

    id: str
    sources: tuple[State, ...]
    target: State | None
    through: Through
    may: tuple[Role, ...] = ()
    timer: Timer | Literal[""] = ""
    conditions: tuple[Condition, ...] = ()
    effects: tuple[Effect, ...] = ()
    needs_reason: bool = False
    codelist: str = ""
    asks_part: bool = False
    button: MultilingualText | None = None
    does: MultilingualText
    told: MultilingualText

    def leads_to(self, state: str) -> str:
        """Return the state afterwards."""
        return self.target or state


@dataclass(frozen=True)
class StateTable:
    """Every state and every way between them, by id."""

    states: Mapping[State, StateDeclared]
    moves: Mapping[str, Move]

    @cached_property
    def initial(self) -> State:
        """The state in which a submission is opened."""
        return next(each.id for each in self.states.values() if each.is_initial)

    def moves_from(self, state: str, through: Through) -> tuple[Move, ...]:
        """Return the ways that lead from a state."""
        return tuple(each for each in self.moves.values() if state in each.sources and each.through == through)

    def by_answer(self, state: str, role: Role) -> Move | None:
        """Return what an answer that is entered in a role brings about, none where the state stays."""
        return next((each for each in self.moves_from(state, "answer") if role in each.may), None)

    def answering(self, state: str) -> tuple[Role, ...]:
        """Return the roles that enter answers in a state."""
        return next((each.answers for each in self.states.values() if each.id == state), ())

    def reachable(self) -> frozenset[State]:
        """Return the states that a submission can come to."""
        found: set[State] = {self.initial}
        while (
            more := {each.target for each in self.moves.values() if each.target and found & set(each.sources)} - found
        ):
            found |= more
        return frozenset(found)
