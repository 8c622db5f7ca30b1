"""A request for data as plain rows: every part of it with the place where it stands, before anything means anything."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

Pairs = Iterable[tuple[str, str]]
"""Parameters of an address in their order, decoded."""

COMMON_PARAMETERS = ("updatedAfter", "firstNObservations", "lastNObservations", "dimensionAtObservation")
OWN_PARAMETERS = ("release", "format", "labels", "lang")

_CODE = re.compile(r"[A-Za-z0-9_@$-]+")


@dataclass(frozen=True, slots=True)
class AskedKey:
    """A key as it is written: the codes of each position, none where any will do; no positions for all series."""

    text: str
    positions: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class AskedTest:
    """A condition as it is written: alternatives of operators with their values."""

    place: str
    component: str
    alternatives: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedData:
    """A request for data.

    Attributes:
        agency: Whose dataflow, with `*` for any.
        dataflow: Its id, or that of a data structure, with `*` for any.
        is_structure: Whether a data structure is named and not a dataflow.
        version: Of the dataflow, with `*` for any.
        any_sign: What stands for any code in this kind of address.
        parameters: What else is asked, by the name of the parameter.
    """

    agency: str
    dataflow: str
    is_structure: bool = False
    version: str
    any_sign: str
    keys: tuple[AskedKey, ...] = ()
    tests: tuple[AskedTest, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)


def refuse(code: str, place: str, **values: object) -> FixTheFile:
    """Return the error for a part of a request.

    Args:
        code: Of the catalogue.
        place: The part of the address that is wrong.
        values: What the message names.
    """
    return FixTheFile.because(code, Place(item=place), **{name: shortened(each) for name, each in values.items()})


def shortened(value: object) -> str:
    """Return what a message repeats of a request: no more than a line, and nothing that cannot be printed."""
    text = "".join(each if each.isprintable() else "\ufffd" for each in str(value)[:1200])
    return text if len(text) <= 1000 else f"{text[:1000]}…"


def once_each(pairs: Pairs, known: Iterable[str]) -> dict[str, str]:
    """Return parameters by their names, each of which may occur once.

    Raises:
        FixTheFile: if a name is not known, or comes again.
    """
    names, found = tuple(known), dict[str, str]()
    for name, value in pairs:
        if name not in names:
            raise refuse("SDMX_PARAMETER_UNKNOWN", "", name=name, known=", ".join(names))
        if name in found:
            raise refuse("SDMX_PARAMETER_TWICE", name, name=name)
        found[name] = value
    return found


def key_of(text: str, wildcards: tuple[str, ...], any_sign: str) -> AskedKey:
    """Return the codes of each position of a key.

    Args:
        text: `A.QMA+QMB..T`.
        wildcards: What stands for any code in a position.
        any_sign: The sign that a message proposes.

    Raises:
        FixTheFile: if a code is none.
    """
    return AskedKey(text, tuple(_codes(each, wildcards, any_sign) for each in text.split(".")))


def _codes(position: str, wildcards: tuple[str, ...], any_sign: str) -> tuple[str, ...]:
    if position in wildcards:
        return ()
    codes = position.split("+")
    for each in codes:
        if not _CODE.fullmatch(each):
            raise refuse("SDMX_KEY_UNREADABLE", "key", part=each, all=any_sign)
    return tuple(dict.fromkeys(codes))
