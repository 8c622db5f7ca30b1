"""What the desk officer does in these tests."""

from typing import Any
from uuid import uuid4

from openssi.collect.workbook_keys import CellKey
from openssi_web.accounts.models import Person
from openssi_web.rounds.actions import add_source, attach_to_source, choose_source, record_search, state_value
from openssi_web.rounds.compilation.checks import SearchAsked, SourceAsked, ValueAsked
from openssi_web.rounds.compilation.compiled import CompiledCell, cells_compiled, sources_of
from openssi_web.rounds.compilation.request import Compiled
from openssi_web.rounds.models import AnswerVersion, SubmissionDraft
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.workspace import definitions
from web_files.samples import PDF, sent
from web_moves.people import Everybody, do, done, in_state
from web_rounds.cast import RECEIPTS

YEARBOOK = SourceAsked(
    title="Yearbook 2024",
    publisher="Office of Statistics of Amara",
    address="https://stat.amara.example/yearbook-2024.pdf",
    accessed="2025-03-04",
    language="en",
    part="table 12",
)
REPORT = SourceAsked(
    title="Annual report",
    publisher="Pension Fund of Amara",
    address="https://fund.amara.example/report",
    accessed="2025-03-05",
    language="fr",
)


def at_the_desk(people: Everybody) -> Everybody:
    in_state(people, "NO_RESPONSE")
    done(do(people.teo, people.draft, "compile_at_desk"))
    people.draft.refresh_from_db()
    return people


def compiled(outcome: Compiled | Refused) -> Compiled:
    assert isinstance(outcome, Compiled), outcome
    return outcome


def codes(outcome: Any) -> list[str]:
    assert isinstance(outcome, Refused), outcome
    return [each.code for each in outcome.problems]


def key() -> str:
    return uuid4().hex


def source(people: Everybody, asked: SourceAsked = YEARBOOK, content: bytes | None = PDF) -> int:
    """A source with its file."""
    file = sent(f"{asked.title}.pdf", content) if content is not None else None
    return compiled(add_source(people.teo, people.draft, asked, file, key())).number


def second(people: Everybody) -> int:
    """Another source with another file."""
    return source(people, REPORT, PDF + b"second")


def attach(people: Everybody, number: int, content: bytes = PDF, who: Person | None = None) -> Compiled | Refused:
    return attach_to_source(who or people.teo, people.draft, number, sent("file.pdf", content), key())


def state(people: Everybody, number: int, value: str, cell: CellKey = RECEIPTS, **parts: Any) -> Compiled | Refused:
    who, request = parts.pop("who", people.teo), parts.pop("request", key())
    asked = ValueAsked(key=cell, source=number, value=value, **{"page": "p. 7", **parts})
    return state_value(who, people.draft, asked, request)


def choose(people: Everybody, number: int, reason: str, cell: CellKey = RECEIPTS, **parts: Any) -> Compiled | Refused:
    who = parts.pop("who", people.teo)
    return choose_source(who, people.draft, cell, number, reason, key(), **parts)


def search(people: Everybody, *items: str, who: Person | None = None, **parts: Any) -> Compiled | Refused:
    usual: dict[str, Any] = {
        "items": items,
        "scheme": "",
        "place": "https://stat.amara.example",
        "day": "2025-03-04",
        "sought": "Receipts and recipients of 2024",
        "result": "NOT_FOUND",
    }
    return record_search(who or people.teo, people.draft, SearchAsked(**{**usual, **parts}), key())


def searched(people: Everybody) -> None:
    """Everything was searched for and nothing found."""
    compiled(search(people, *(each.id for each in definitions().questionnaire.tables)))


def cell_of(people: Everybody, cell: CellKey = RECEIPTS) -> CompiledCell:
    return cells_compiled(people.draft, sources_of(people.draft), cell)[cell]


def answer(draft: SubmissionDraft, cell: CellKey = RECEIPTS) -> AnswerVersion:
    return draft.current.select_related("answer__entry").get(**cell._asdict()).answer
