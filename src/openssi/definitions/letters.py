"""The letters of a round, as they are declared; what may be filled into them is closed."""

import string
from collections.abc import Mapping
from pathlib import Path

from openssi.definitions.source import SeenIds, Source, read_yaml
from openssi.vocabulary.decision import ROLES, Role
from openssi.vocabulary.letters import (
    DUE_DAYS,
    LETTER_PAGES,
    OCCASIONS,
    OF_A_DAY,
    READERS,
    SLOTS,
    LetterKind,
)
from openssi.vocabulary.text import LANGUAGES, MultilingualText

FILE = Path("round") / "letters.yaml"


def load_letters(root: Path) -> Mapping[str, LetterKind]:
    """Read `definitions/round/letters.yaml`.

    Raises:
        FixTheFile: with the line, if a text holds a slot that letters have not, a language is missing or holds other
            slots, a day is named where none is due, or a role, occasion or page is unknown.
    """
    source, seen = read_yaml(root / FILE).only("letters"), SeenIds()
    found = [_letter(each, seen) for each in source["letters"].items()]
    return {each.id: each for each in found}


def _letter(source: Source, seen: SeenIds) -> LetterKind:
    source.only("id", "on", "moves", "clock", "to", "readers", "due", "page", "name", "subject", "body")
    occasion = source.one_of("on", OCCASIONS)
    due = source.one_of("due", DUE_DAYS) if source.find("due") else ""
    return LetterKind(
        id=seen.add(source),
        occasion=occasion,
        moves=_moves(source) if occasion == "transition" else (),
        clock=source.text("clock", ""),
        roles=_roles(source),
        readers=source.one_of("readers", READERS) if source.find("readers") else "everybody",
        due=due,
        page=source.one_of("page", LETTER_PAGES) if source.find("page") else "workspace",
        name=source.multilingual("name"),
        subject=_text(source, "subject", has_due=bool(due)),
        body=_text(source, "body", has_due=bool(due)),
    )


def _moves(source: Source) -> tuple[str, ...]:
    written = source.texts("moves")
    if not written:
        raise source.fail("DEFINITION_KEY_MISSING", key="moves")
    return written


def _roles(source: Source) -> tuple[Role, ...]:
    written = source.texts("to")
    for each in written:
        if each not in ROLES:
            raise source["to"].fail("DEFINITION_VALUE_UNKNOWN", value=each, allowed=", ".join(ROLES))
    if not written:
        raise source.fail("DEFINITION_KEY_MISSING", key="to")
    return tuple(each for each in ROLES if each in written)


def _text(source: Source, key: str, *, has_due: bool) -> MultilingualText:
    """Return a text whose slots are among those of letters, the same in every language."""
    text, found = source.multilingual(key), set()
    for language in LANGUAGES:
        slots = _slots(text.in_language(language))
        allowed = [each for each in SLOTS if has_due or each not in OF_A_DAY]
        for each in sorted(slots - set(allowed)):
            raise source[key][language].fail("DEFINITION_LETTER_SLOT", slot=each, allowed=", ".join(allowed))
        found.add(frozenset(slots))
    if len(found) > 1:
        raise source[key].fail("DEFINITION_SLOTS_DIFFER", key=key)
    return text


def _slots(text: str) -> set[str]:
    """Return everything in braces as it is written, with what would be looked up in it or done to it."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError as error:
        return {str(error)}
    return {_written(name, spec, turned) for _, name, spec, turned in parts if name is not None}


def _written(name: str, spec: str | None, turned: str | None) -> str:
    return f"{name}{f'!{turned}' if turned else ''}{f':{spec}' if spec else ''}" or "{}"
