"""What is offered is what is carried out, nothing else: every state, every role, every outcome of the conditions."""

from collections.abc import Iterator
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.http import Http404

from openssi.vocabulary.decision import ROLES, Role
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi.vocabulary.transitions import CONDITIONS, STATES, Condition
from openssi_web.accounts.models import Person
from openssi_web.rounds.acceptance import gate
from openssi_web.rounds.actions import carry_out
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.moves import moving, transitions
from openssi_web.rounds.moves.moving import MoveAsked, Moved
from openssi_web.rounds.moves.transitions import moves_for, states
from openssi_web.rounds.requests.outcomes import Refused
from web_moves.people import Everybody, do, give, in_state
from web_rounds.cast import person

BUTTONS = [each.id for each in states().moves.values() if each.through == "button"]
DECLARED = {
    (state, role, move.id)
    for state, role in product(STATES, ROLES)
    for move in states().moves_from(state, "button")
    if role in move.may
}


@pytest.fixture
def unmet(monkeypatch: pytest.MonkeyPatch) -> set[Condition]:
    """The conditions that do not hold; the test fills it, and the statistics are left alone."""
    failing: set[Condition] = set()

    def missing(condition: Condition, *_: object) -> tuple[Problem, ...]:
        return (Problem("MOVE_NO_PART", Place()),) if condition in failing else ()

    monkeypatch.setattr(transitions, "missing", missing)
    monkeypatch.setattr(gate, "accept", lambda *_, **__: 1)
    monkeypatch.setattr(gate, "release", lambda *_: None)
    monkeypatch.setattr(gate, "restore_accepted", lambda *_: 0)
    monkeypatch.setattr(moving, "read_dissents", lambda *_: [])
    monkeypatch.setattr(moving, "_follow", lambda *_: None)
    return failing


@pytest.fixture
def holders(people: Everybody) -> dict[Role, Person]:
    """Somebody of QMA, or of the compiler, for each role."""
    found = {each: person(f"{each.title().replace('_', '')} Sole") for each in ROLES}
    for role, who in found.items():
        area = "QMA" if role in {"COORD", "RESP", "APPROVER", "NSOREV"} else ""
        give(who, role, area, "*")
    return found


def outcome(who: Person, draft: SubmissionDraft, move: str) -> Moved | Refused | None:
    """What carrying out a transition would come to; nothing of it stays. None where there is no such submission."""
    codelist = states().moves[move].codelist
    asked = MoveAsked(action=move, reason="So it is.", code="ERROR" if codelist else "")
    try:
        with transaction.atomic():
            found = carry_out(who, draft, asked, uuid4().hex)
            transaction.set_rollback(True)
    except Http404:
        return None
    return found


def carried_out(who: Person, draft: SubmissionDraft) -> set[str]:
    return {each for each in BUTTONS if isinstance(outcome(who, draft, each), Moved)}


def allowed(who: Person, draft: SubmissionDraft) -> set[str]:
    return {each.move.id for each in moves_for(who, draft) if each.is_allowed}


@pytest.mark.parametrize("state", STATES)
def test_each_role_does_in_each_state_what_is_offered_and_declared(
    people: Everybody, holders: dict[Role, Person], unmet: set[Condition], state: str
) -> None:
    in_state(people, state)
    for role, who in holders.items():
        declared = {move for at, may, move in DECLARED if (at, may) == (state, role)}
        assert allowed(who, people.draft) == carried_out(who, people.draft) == declared, role


def combinations() -> Iterator[Any]:
    """Every state with buttons that have conditions, with every combination of these conditions unmet."""
    for state in STATES:
        named = {each for move in states().moves_from(state, "button") for each in move.conditions}
        for flags in product((False, True), repeat=len(named)):
            chosen = [each for each, flag in zip(sorted(named), flags, strict=True) if flag]
            if chosen:
                yield pytest.param(state, chosen, id=f"{state} {' '.join(chosen)}")


@pytest.mark.parametrize(("state", "failing"), list(combinations()))
def test_a_condition_that_does_not_hold_is_said_and_kept(
    people: Everybody, holders: dict[Role, Person], unmet: set[Condition], state: str, failing: list[Condition]
) -> None:
    in_state(people, state)
    unmet.update(failing)
    for role, who in holders.items():
        offered = moves_for(who, people.draft)
        assert {each.move.id for each in offered if each.is_allowed} == {
            move
            for at, may, move in DECLARED
            if (at, may) == (state, role) and not set(states().moves[move].conditions) & set(failing)
        }
        for each in offered:
            assert isinstance(outcome(who, people.draft, each.move.id), Moved) == each.is_allowed


@pytest.mark.parametrize("state", STATES)
def test_to_somebody_of_another_country_there_is_nothing(people: Everybody, unmet: set[Condition], state: str) -> None:
    in_state(people, state)
    before = people.draft.entries.count()
    assert moves_for(people.bo, people.draft) == ()
    assert {outcome(people.bo, people.draft, each) for each in BUTTONS} == {None}
    assert people.draft.entries.count() == before


def test_every_condition_that_is_declared_has_a_meaning(people: Everybody) -> None:
    from openssi_web.rounds.moves import conditions

    assert set(conditions._CONDITIONS) == set(CONDITIONS)
    assert set(moving._EFFECTS) == {each for move in states().moves.values() for each in move.effects}


def test_the_real_conditions_agree_as_well(people: Everybody) -> None:
    """Without anything put in place of the conditions: parts not ready, nothing to sign, both roles held."""
    for state in ("IN_PROGRESS", "INSTITUTION_READY", "UNDER_VALIDATION"):
        in_state(people, state)
        for who in (people.ana, people.pia, people.cleo, people.vera, people.max, people.teo):
            assert allowed(who, people.draft) == carried_out(who, people.draft), (state, who.name)


def test_what_is_not_a_button_is_nobodys_to_ask_for(people: Everybody) -> None:
    for move in states().moves.values():
        if move.through != "button":
            answer = do(people.cleo, people.draft, move.id)
            assert isinstance(answer, Refused)
            assert [each.code for each in answer.problems] == ["MOVE_UNKNOWN"]
