"""What the script of the form sends, read before anything is done with it."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from openssi.collect.workbook_keys import CellKey

LONGEST_PART = 100_000
"""Characters of one part of a change; what is longer is no answer and is not looked at."""


class Unreadable(Exception):
    """What was sent is no request of the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentChange:
    """One cell as it was left.

    Attributes:
        value: The answer as it stands in the field; none leaves it as it was.
        status: Code in the field of the status, none where it was not sent.
        based_on: The version that the person saw.
    """

    key: CellKey
    value: str | None
    status: str | None
    note: str | None
    based_on: int


@dataclass(frozen=True, slots=True)
class SentExplanation:
    """The answer to a finding."""

    finding: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A request: cells or explanations, under one key."""

    changes: tuple[SentChange, ...]
    explanations: tuple[SentExplanation, ...]
    idempotency: str


def read_request(request: HttpRequest) -> Sent:
    """Return what a script sent.

    Raises:
        Unreadable: if it is nothing that the form sends.
    """
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    if not isinstance(body, dict):
        raise Unreadable
    changes = tuple(map(_change, _list(body, "changes")))
    explanations = tuple(map(_explanation, _list(body, "explanations")))
    if bool(changes) == bool(explanations):
        raise Unreadable
    return Sent(changes, explanations, _text(body, "idempotency"))


def _list(body: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = body.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise Unreadable
    return found


def _change(body: dict[str, Any]) -> SentChange:
    key = CellKey.parse(_text(body, "key"))
    based_on = body.get("based_on", 0)
    if key is None or isinstance(based_on, bool) or not isinstance(based_on, int):
        raise Unreadable
    parts = {name: _text(body, name) if body.get(name) is not None else None for name in ("value", "status", "note")}
    return SentChange(key=key, based_on=based_on, **parts)


def _explanation(body: dict[str, Any]) -> SentExplanation:
    return SentExplanation(_text(body, "finding"), _text(body, "reason"), _text(body, "text"))


def _text(body: dict[str, Any], name: str) -> str:
    found = body.get(name, "")
    if not isinstance(found, str) or len(found) > LONGEST_PART:
        raise Unreadable
    return found
