"""The people of the demonstration world and what they do in its open round, read from `definitions/demonstration`."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from openssi.collect.workbook_keys import CellKey
from openssi.definitions.source import Source, read_yaml
from openssi.training.parameters import ErrorKind
from openssi.vocabulary.decision import ROLES, Role
from openssi.vocabulary.text import Language, as_language

FILE = Path("demonstration") / "people.yaml"

QueryStep = Literal["asks", "sends", "answers", "decides"]
_QUERY_STEPS: tuple[QueryStep, ...] = get_args(QueryStep)
_DECISIONS = ("ACCEPT", "SUPPRESS", "WITHDRAW")
_ERRORS: tuple[ErrorKind, ...] = ("thousandfold", "sexes", "receipts", "protected")


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedPerson:
    """Somebody who does not exist.

    Attributes:
        area: The country, empty for staff who work on every country.
        institution: The institution that the person answers for, empty for none.
        schemes: Schemes of a respondent or an approver.
    """

    email: str
    name: str
    language: Language
    role: Role
    area: str
    institution: str
    schemes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """Somebody answers some tables, as far as they are this person's to answer; of all schemes where none is named."""

    by: str
    tables: frozenset[str]
    schemes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correcting:
    """Somebody enters one figure, so many times as large as it is, and says why."""

    by: str
    cell: CellKey
    times: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explaining:
    """Somebody explains the finding of a rule about a cell."""

    by: str
    rule: str
    cell: CellKey
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """Somebody takes a step of the submission (`submit`), with its reason where one is asked."""

    by: str
    action: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Querying:
    """Somebody does something about queries of a cell.

    Attributes:
        what: `asks`, `sends`, `answers` or `decides`.
        cell: The cell; of no account where all that was asked is sent.
        text: The question, the answer, or the reason of the decision.
        days: Days to answer, of a question.
        decision: Of a decision.
    """

    by: str
    what: QueryStep
    cell: CellKey
    text: str
    days: int
    decision: str


Step = Filling | Correcting | Explaining | Moving | Querying


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedSubmission:
    """The submission of a country to the open round.

    Attributes:
        opened_by: Address of the person who opens it.
        errors: Mistakes that are put in on purpose.
        steps: What people did, in order.
    """

    area: str
    opened_by: str
    errors: tuple[ErrorKind, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedRound:
    """Everybody, and the open round.

    Attributes:
        password: With which all of them sign in; it is public.
    """

    password: str
    people: tuple[InventedPerson, ...]
    submissions: tuple[InventedSubmission, ...]


def load_people(root: Path) -> InventedRound:
    """Read the people and the round of the demonstration world.

    Args:
        root: Folder of the definitions.

    Raises:
        FixTheFile: if something is missing or unknown, with the line.
    """
    source = read_yaml(root / FILE).only("password", "people", "round")
    return InventedRound(
        password=source.text("password"),
        people=tuple(_person(each) for each in source["people"].items()),
        submissions=tuple(_submission(each) for each in source["round"].items()),
    )


def _person(source: Source) -> InventedPerson:
    source.only("email", "name", "language", "role", "area", "institution", "schemes")
    return InventedPerson(
        email=source.text("email"),
        name=source.text("name"),
        language=as_language(source.text("language")),
        role=source.one_of("role", ROLES),
        area=source.text("area", ""),
        institution=source.text("institution", ""),
        schemes=source.texts("schemes"),
    )


def _submission(source: Source) -> InventedSubmission:
    source.only("area", "opened_by", "errors", "steps")
    steps: Sequence[Source] = list(found.items()) if (found := source.find("steps")) else []
    errors = set(source.texts("errors"))
    return InventedSubmission(
        area=source.text("area"),
        opened_by=source.text("opened_by"),
        errors=tuple(each for each in _ERRORS if each in errors),
        steps=tuple(map(_step, steps)),
    )


def _step(source: Source) -> Step:
    by = source.text("by")
    if source.find("fills"):
        source.only("by", "fills", "schemes")
        return Filling(by=by, tables=frozenset(source.texts("fills")), schemes=frozenset(source.texts("schemes")))
    if source.find("moves"):
        source.only("by", "moves", "reason")
        return Moving(by=by, action=source.text("moves"), reason=source.text("reason", ""))
    if source.find("explains"):
        source.only("by", "explains", "of", "scheme", "benefit", "sex", "text", "reason")
        rule, cell = source.text("explains"), _cell(source, "of")
        return Explaining(by=by, rule=rule, cell=cell, text=source.text("text"), reason=source.text("reason", ""))
    asked = next((each for each in _QUERY_STEPS if source.find(each)), None)
    if asked is not None:
        return _querying(source, by, asked)
    source.only("by", "corrects", "scheme", "benefit", "sex", "times", "note")
    cell = _cell(source, "corrects")
    return Correcting(by=by, cell=cell, times=source.text("times", "1"), note=source.text("note", ""))


def _querying(source: Source, by: str, what: QueryStep) -> Querying:
    source.only("by", what, "scheme", "benefit", "sex", "text", "days", "decision", "reason")
    return Querying(
        by=by,
        what=what,
        cell=_cell(source, what),
        text=source.text("text", "") or source.text("reason", ""),
        days=int(source.text("days", "14")),
        decision=source.one_of("decision", _DECISIONS) if what == "decides" else "",
    )


def _cell(source: Source, item: str) -> CellKey:
    whole = CellKey(source.text(item))
    return whole._replace(
        scheme=source.text("scheme", whole.scheme),
        benefit=source.text("benefit", whole.benefit),
        sex=source.text("sex", whole.sex),
    )
