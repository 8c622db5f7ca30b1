"""What can be done with a submission now, as the workspace shows it; `rounds/moves/transitions.py` works it out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from openssi.collect.workbook_keys import CellKey
from openssi.present.numbers import format_day
from openssi.vocabulary.text import Language
from openssi.vocabulary.transitions import Effect, Move
from openssi_web.accounts.models import Person
from openssi_web.pages.form.words import FormWords
from openssi_web.pages.round_words import role_in_words
from openssi_web.pages.workspace.words import CellNames
from openssi_web.rounds.acceptance.to_publish import SHOWN_IN
from openssi_web.rounds.models import Entry, PartMark, SubmissionDraft, Transition
from openssi_web.rounds.moves.moving import MoveAsked, last_transition
from openssi_web.rounds.moves.transitions import MoveOffered, moves_for, others_move, states
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.requests.permission import sees
from openssi_web.rounds.submissions.parts import OF_THE_COUNTRY, PartNow, institutions_of, parts_now
from openssi_web.rounds.workspace import definitions

FILE = "moves"
MOVED = "moved"
"""In the address of the workspace: the entry of a transition that was just carried out."""

BY_FIGURE: frozenset[Effect] = frozenset({"record_dissent", "answer_dissent"})
"""Effects of what is asked for figure by figure."""

PARTS_SHOWN_IN = frozenset({"IN_PROGRESS", "INSTITUTION_READY", "NATIONAL_REVIEW"})


@dataclass(frozen=True, slots=True)
class MoveShown:
    """One thing that is the person's to do.

    Attributes:
        missing: Why not yet; there is no button then.
        codes: Codes with their words, where one is chosen.
        parts: Parts with their names, where one may be named.
        is_open: Whether the form is unfolded: it was just refused, or asks for nothing.
        on_the_page: Whether it is done on the page of what will be published, which names the figures.
    """

    id: str
    button: str
    does: str
    missing: tuple[str, ...]
    needs_reason: bool
    codes: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]
    reason: str
    is_open: bool
    on_the_page: bool


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part and where it stands."""

    name: str
    state: str
    is_complete: bool


@dataclass(frozen=True, slots=True)
class MoveRefused:
    """A transition that was asked for and refused, with what was typed."""

    asked: MoveAsked
    refused: Refused


def moves_values(
    person: Person, draft: SubmissionDraft, names: CellNames, refused: MoveRefused | None = None
) -> dict[str, Any]:
    """Return what the template shows of what can be done now.

    Args:
        person: Who looks.
        draft: The submission.
        names: Words and names of schemes.
        refused: What was just refused, none where nothing was.
    """
    offered, said = moves_for(person, draft), _Said(draft, names)
    shown = tuple(said.move(each, refused) for each in offered)
    elsewhere = refused is not None and refused.asked.action not in {each.id for each in shown}
    return {
        "m": FormWords(definitions().texts, said.language).plain(FILE),
        "moves": shown,
        "move_problems": said.problems(refused.refused) if refused is not None and elsewhere else (),
        "move_key": uuid4().hex,
        "move_seen": last_transition(draft),
        "others": tuple(said.other(each) for each in others_move(draft, offered)),
        "parts": tuple(said.parts(person)) if draft.state in PARTS_SHOWN_IN else (),
        "last_move": said.last(),
        "to_confirm": definitions().texts.get("confirmation.link", said.language) if draft.state in SHOWN_IN else "",
    }


def told_of(draft: SubmissionDraft, person: Person, number: str, language: Language) -> str:
    """Return what a person just did, as the address says; nothing where it names no transition of this person."""
    if not (number.isascii() and number.isdecimal() and len(number) < 16):
        return ""
    entry = draft.entries.filter(pk=int(number), action="move", person=person).first()
    texts = definitions().texts
    return texts.get(f"{FILE}.done", language, told=told_by(entry, language)) if entry is not None else ""


def told_by(entry: Entry, language: Language) -> str:
    """Return what everybody reads of an entry: each transition that it brought about."""
    moves = states().moves
    found = (moves.get(each.move) for each in entry.transitions.order_by("pk"))
    return " ".join(each.told.in_language(language) for each in found if each is not None)


class _Said:
    """Says it in the language of the reader."""

    def __init__(self, draft: SubmissionDraft, names: CellNames) -> None:
        self._draft, self._names = draft, names
        self.language = names.words.language

    def of(self, key: str, **values: object) -> str:
        return definitions().texts.get(f"{FILE}.{key}", self.language, **values)

    def move(self, offered: MoveOffered, refused: MoveRefused | None) -> MoveShown:
        move = offered.move
        here = refused if refused is not None and refused.asked.action == move.id else None
        asks = move.needs_reason or bool(move.codelist) or move.asks_part
        return MoveShown(
            id=move.id,
            button=self.button(move),
            does=move.does.in_language(self.language),
            missing=tuple(each.text.in_language(self.language) for each in offered.missing),
            needs_reason=move.needs_reason,
            codes=tuple(self._codes(move)),
            parts=tuple(self._named()) if move.asks_part else (),
            problems=self.problems(here.refused) if here is not None else (),
            reason=here.asked.reason if here is not None else "",
            is_open=here is not None or not asks,
            on_the_page=bool(BY_FIGURE & set(move.effects)),
        )

    def button(self, move: Move) -> str:
        return move.button.in_language(self.language) if move.button is not None else ""

    def problems(self, refused: Refused) -> tuple[str, ...]:
        return tuple(each.text.in_language(self.language) for each in refused.problems)

    def _codes(self, move: Move) -> Iterator[tuple[str, str]]:
        if move.codelist:
            codes = definitions().codelists[move.codelist]
            yield from ((each.id, each.name.in_language(self.language)) for each in codes.codes)

    def _named(self) -> Iterator[tuple[str, str]]:
        yield "", self.of("all_parts")
        yield OF_THE_COUNTRY, self.of("country_part")
        yield from institutions_of(self._draft).items()
        yield from (
            (str(each["id"]), self._names.subject(str(each["id"]))) for each in self._draft.inventory["schemes"]
        )

    def other(self, move: Move) -> str:
        who = ", ".join(role_in_words(each, self.language) for each in move.may)
        actors = {
            "button": who,
            "answer": self.of("by_answer", who=who),
            "queries": self.of("by_queries", who=who),
            "timer": self.of("clock"),
            "follows": self.of("at_once"),
        }
        what = self.button(move) or move.does.in_language(self.language)
        return self.of("other", who=actors[move.through], what=what)

    def parts(self, person: Person) -> Iterator[PartShown]:
        grants = person.grants()
        for each in parts_now(self._draft):
            named = self._names.subject(each.part) or self.of("country_part")
            if each.part == OF_THE_COUNTRY or sees(grants, self._draft, _any_cell(each)):
                yield PartShown(named, ", ".join(self._standing(each)), each.is_complete)

    def _standing(self, part: PartNow) -> Iterator[str]:
        if part.ready is None:
            yield self.of("parts.open")
            return
        yield self._marked("ready", part.ready)
        if part.signed is not None:
            yield self._marked("signed", part.signed)
        elif part.is_approved:
            yield self.of("parts.unsigned")

    def _marked(self, how: str, mark: PartMark) -> str:
        who = mark.entry.person.name if mark.entry.person is not None else self.of("last.system")
        return self.of(f"parts.{how}", who=who, when=format_day(mark.entry.at.date(), self.language))

    def last(self) -> tuple[str, ...]:
        """What was done last, by whom, and why."""
        row = self._draft.transitions.exclude(move="").select_related("entry__person").order_by("-pk").first()
        if row is None or row.move not in states().moves:
            return ()
        by = row.entry.person.name if row.entry.person is not None else self.of("last.system")
        when = format_day(row.entry.at.date(), self.language)
        said = self.of("last.by", told=told_by(row.entry, self.language), who=by, when=when)
        return (said, *self._reasons(row.entry.transitions.all()))

    def _reasons(self, rows: Iterable[Transition]) -> Sequence[str]:
        return tuple(self.of("last.reason", reason=each.reason) for each in rows if each.reason)


def _any_cell(part: PartNow) -> CellKey:
    return CellKey("S.ID", part.part)
