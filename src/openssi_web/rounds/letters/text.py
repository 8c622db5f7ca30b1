"""The text of a letter, made when it is sent: its kind, its reader, its country and its day, and nothing else.

Nothing here reads an answer, a finding, a query or a reason: that no letter carries a figure follows from what this
module knows.
"""

import datetime as dt
import os
import re
import string
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from openssi.present.numbers import format_day
from openssi.vocabulary.letters import OPTIONAL, LetterKind, Slot
from openssi.vocabulary.text import Language, as_language
from openssi_web.accounts.links import password_path
from openssi_web.rounds.clock.calendars import today
from openssi_web.rounds.letters.models import Letter
from openssi_web.rounds.workspace import definitions, inquiry

SITE_VARIABLE = "OPENSSI_SITE"
LOCAL_SITE = "http://localhost:8000"
FILE = "letters"

_PAGES = {"workspace": "round", "queries": "round-queries"}


@dataclass(frozen=True, slots=True)
class Written:
    """A letter as its reader gets it."""

    subject: str
    text: str


def site_address() -> str:
    """Return the address under which the site is reached: that of OPENSSI_SITE, else of this machine."""
    return (os.environ.get(SITE_VARIABLE) or LOCAL_SITE).rstrip("/")


def written(letter: Letter, kind: LetterKind, day: dt.date | None = None) -> Written:
    """Return a letter as its reader gets it on a day, today where none is named."""
    language = as_language(letter.language)
    slots: dict[Slot, str] = {
        "name": letter.person.name,
        "country": inquiry().area_name(letter.ref_area, language),
        "year": str(letter.round.year),
        "due": format_day(letter.due, language) if letter.due is not None else "",
        "days_left": _days_left(letter.due, day or today(), language),
        "page": f"{site_address()}{_page(letter, kind, language)}",
        "link": "" if letter.person.has_usable_password() else f"{site_address()}{password_path(letter.person)}",
    }
    return filled(kind, language, slots)


def filled(kind: LetterKind, language: Language, slots: Mapping[Slot, str]) -> Written:
    """Return the texts of a kind of letter with their slots filled; what has nothing to say is left out."""
    said: dict[str, str] = {name: " ".join(value.split()) for name, value in slots.items()}
    paragraphs = re.split(r"\n\s*\n", kind.body.in_language(language))
    shown = (each.strip() for each in paragraphs if all(said[slot] for slot in _optional(each)))
    return Written(
        " ".join(kind.subject.in_language(language).format_map(said).split()),
        "\n\n".join(each.format_map(said) for each in shown) + "\n",
    )


def _optional(paragraph: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(paragraph) if name in OPTIONAL}


def _days_left(due: dt.date | None, day: dt.date, language: Language) -> str:
    left = (due - day).days if due is not None else 0
    return definitions().texts.get(f"{FILE}.days", language, count=left) if left > 0 else ""


def _page(letter: Letter, kind: LetterKind, language: Language) -> str:
    if letter.draft_id is None:
        return reverse("work", args=[language])
    return reverse(_PAGES[kind.page], args=[language, letter.ref_area, letter.round.year])
