"""What a person may do with a submission now, worked out in one place: pages show it, and the action asks it again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openssi.vocabulary.decision import Role
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.transitions import Move, StateTable
from openssi_web.accounts.access import role_among, sees_country
from openssi_web.accounts.models import Person
from openssi_web.rounds.answers.entered import plain
from openssi_web.rounds.moves.conditions import Facts, missing
from openssi_web.rounds.submissions.models import SubmissionDraft
from openssi_web.rounds.workspace import definitions


@dataclass(frozen=True, slots=True)
class MoveOffered:
    """A transition that is a person's to carry out in the state of a submission.

    Attributes:
        role: The role in which the person would do it.
        missing: Why not yet; nothing where it can be done now.
    """

    move: Move
    role: Role
    missing: tuple[Problem, ...]

    @property
    def is_allowed(self) -> bool:
        """Whether it can be done now."""
        return not self.missing


def states() -> StateTable:
    """Return the table of states in force."""
    return definitions().states


def moves_for(person: Person, draft: SubmissionDraft) -> tuple[MoveOffered, ...]:
    """Return what is a person's to do with a submission in its state: what can be done now, what not yet, and why."""
    return tuple(_offered(Facts(draft, person, person.grants())))


def _offered(facts: Facts) -> Iterator[MoveOffered]:
    if sees_country(facts.grants, facts.draft.ref_area):
        found = (_of_person(move, facts) for move in states().moves_from(facts.draft.state, "button"))
        yield from (each for each in found if each is not None)


def _of_person(move: Move, facts: Facts) -> MoveOffered | None:
    """Return a transition in the first role of the person in which it can be done, else in the first; or none."""
    held = {each.role for each in facts.grants if each.is_for(facts.draft.ref_area)}
    found = [MoveOffered(move, role, missing_of(move, facts, role)) for role in move.may if role in held]
    return next((each for each in found if each.is_allowed), found[0] if found else None)


def missing_of(move: Move, facts: Facts, role: Role) -> tuple[Problem, ...]:
    """Return what the conditions of a transition miss."""
    return tuple(problem for each in move.conditions for problem in missing(each, facts, role))


def others_move(draft: SubmissionDraft, offered: Iterable[MoveOffered]) -> tuple[Move, ...]:
    """Return what others, or the clock, may do next with a submission, besides what is offered to a person."""
    own = {each.move.id for each in offered}
    return tuple(each for each in states().moves.values() if draft.state in each.sources and each.id not in own)


def move_checked(facts: Facts, action: str) -> MoveOffered | Problem:
    """Return a transition as a person may carry it out now, or the first reason why not.

    Whoever does not see the submission was answered before that there is none.
    """
    move = states().moves.get(action)
    if move is None or move.through != "button":
        return facts.because("MOVE_UNKNOWN", action=plain(action)[:100])
    if role_among(facts.grants, facts.draft.ref_area, move.may) is None:
        return facts.because("ROUND_ACTION_OF_OTHERS", may=", ".join(move.may))
    if facts.draft.state not in move.sources:
        return facts.because("MOVE_NOT_NOW", state=facts.draft.state)
    return _of_person(move, facts) or facts.because("ROUND_ACTION_OF_OTHERS", may=", ".join(move.may))
