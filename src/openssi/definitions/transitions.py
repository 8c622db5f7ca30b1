"""The states of a submission and the ways between them, as they are declared."""

from pathlib import Path
from typing import TypeVar

from openssi.definitions.source import SeenIds, Source, read_yaml
from openssi.vocabulary.decision import ROLES
from openssi.vocabulary.transitions import (
    CONDITIONS,
    EFFECTS,
    STATES,
    THROUGH,
    TIMERS,
    Move,
    State,
    StateDeclared,
    StateTable,
)

FILE = Path("round") / "transitions.yaml"

Word = TypeVar("Word", bound=str)


def load_transitions(root: Path) -> StateTable:
    """Read `definitions/round/transitions.yaml`.

    Raises:
        FixTheFile: with the line, if a state, role, condition or effect is unknown, an id stands twice, a language is
            missing, or nobody carries out what is asked for.
    """
    source = read_yaml(root / FILE).only("states", "transitions")
    seen_states, seen_moves = SeenIds(), SeenIds()
    states = [_state(each, seen_states) for each in source["states"].items()]
    if sum(each.is_initial for each in states) != 1:
        raise source["states"].fail("DEFINITION_STATES_INITIAL")
    moves = [_move(each, seen_moves) for each in source["transitions"].items()]
    return StateTable({each.id: each for each in states}, {each.id: each for each in moves})


def _state(source: Source, seen: SeenIds) -> StateDeclared:
    source.only("id", "initial", "answers")
    seen.add(source)
    return StateDeclared(
        id=source.one_of("id", STATES), answers=_among(source, "answers", ROLES), is_initial=source.flag("initial")
    )


def _move(source: Source, seen: SeenIds) -> Move:
    source.only(
        "id", "from", "to", "through", "may", "timer", "if", "reason", "code", "part", "effects", "button", "does",
        "told",
    )  # fmt: skip
    through = source.one_of("through", THROUGH)
    by_people, is_button, is_timer = through not in {"timer", "follows"}, through == "button", through == "timer"
    target: State | None = source.one_of("to", STATES) if source.find("to") else None
    return Move(
        id=seen.add(source),
        sources=_among(source, "from", STATES, needed=True),
        target=target,
        through=through,
        may=_among(source, "may", ROLES, needed=by_people),
        timer=source.one_of("timer", TIMERS) if is_timer else "",
        conditions=_among(source, "if", CONDITIONS),
        effects=_among(source, "effects", EFFECTS),
        needs_reason=source.flag("reason"),
        codelist=source.text("code", ""),
        asks_part=source.flag("part"),
        button=source.multilingual("button") if is_button else None,
        does=source.multilingual("does"),
        told=source.multilingual("told"),
    )


def _among(source: Source, key: str, allowed: tuple[Word, ...], *, needed: bool = False) -> tuple[Word, ...]:
    """Return words of a list, each one of those that are known."""
    written = source.texts(key)
    if needed and not written:
        raise (source.find(key) or source).fail("DEFINITION_KEY_MISSING", key=key)
    for each in written:
        if each not in allowed:
            raise source[key].fail("DEFINITION_VALUE_UNKNOWN", value=each, allowed=", ".join(allowed))
    return tuple(each for each in allowed if each in written)
