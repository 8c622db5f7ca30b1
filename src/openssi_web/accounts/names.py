"""Names of people, and what stands instead of a name that was erased: a token, said in the language of who reads it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.db import models

from openssi.definitions import default_root, load_texts
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import LANGUAGES, Language

LONGEST_NAME = 200
if TYPE_CHECKING:
    _CharField = models.CharField[str, str]
else:
    _CharField = models.CharField

_TOKEN = re.compile(r"erased (person|contact) ([0-9]+)", re.IGNORECASE)

reader: ContextVar[Language] = ContextVar("reader", default="en")
"""The language of who reads names now."""


@contextmanager
def read_in(language: Language) -> Iterator[None]:
    """Say names that were erased in a language."""
    before = reader.set(language)
    try:
        yield
    finally:
        reader.reset(before)


def token_of_person(number: int) -> str:
    """Return what stands instead of the name of a person."""
    return f"erased person {number}"


def token_of_contact(number: int) -> str:
    """Return what stands instead of the name of a contact."""
    return f"erased contact {number}"


def erased_address(number: int) -> str:
    """Return what stands instead of the address of a person; nobody has it, and nobody can register with it."""
    return f"erased-{number}@invalid"


def said(name: str) -> str:
    """Return a name as it is read: itself, or that it was erased, in the language of the reader."""
    found = _TOKEN.fullmatch(name)
    return _erased(found.group(1).lower(), found.group(2), reader.get()) if found else name


def _erased(kind: str, number: str, language: Language) -> str:
    return load_texts(default_root()).get(f"people.erased.{kind}", language, number=number)


def fit_name(name: str, place: Place) -> str:
    """Return a name as it is kept.

    Raises:
        FixTheFile: if it is empty or too long, cannot be shown, or is what stands instead of names.
    """
    written = " ".join(name.split())
    is_token = _TOKEN.fullmatch(written) or _is_said(written)
    if not written or not written.isprintable() or len(written) > LONGEST_NAME or is_token:
        raise FixTheFile.because("PERSON_NAME_UNFIT", place, longest=LONGEST_NAME)
    return written


def _is_said(written: str) -> bool:
    number = "".join(each for each in written if each.isdigit())
    kinds = ("person", "contact")
    taken = {_erased(kind, number, each).casefold() for kind in kinds for each in LANGUAGES} if number else set()
    return written.casefold() in taken


class NameField(_CharField):
    """A name; one that was erased comes out of the database in the language of the reader.

    To migrations it is the column of text that it is, so that they see what is stored.
    """

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        """Return the name as it is read."""
        return said(value) if value else value

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Return the field as migrations know it."""
        name, _, arguments, named = super().deconstruct()
        return name, "django.db.models.CharField", list(arguments), dict(named)
