"""The schemes of an invented country through the years: which there are, and what became of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from openssi.training.parameters import CountryParameters, SchemeEvent, WorldParameters

FIRST_YEAR, LAST_YEAR = 1900, 9999


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeUnit:
    """One scheme with its permanent id; a kind of scheme may have been several schemes.

    Attributes:
        kind: Kind of scheme.
        id: Country and number.
        name: Word for its name.
        part: The stretch of the persons of its kind that it serves, between 0 and 1.
        first: First year in which it exists.
        ended: First year in which it no longer does.
        parent: Event and predecessors, empty where there are none; said from `since` on.
        since: Year of the event.
        successor: Words for the names of the schemes that took over, with the word of the note.
    """

    kind: str
    id: str
    name: str
    part: tuple[float, float] = (0.0, 1.0)
    first: int = FIRST_YEAR
    ended: int = LAST_YEAR
    parent: str = ""
    since: int = FIRST_YEAR
    successors: tuple[str, ...] = ()
    note: str = "ended"

    def share_of(self, number: int) -> int:
        """Return how many of some persons it serves; the schemes of a kind together serve all of them."""
        start, end = self.part
        return round(number * end) - round(number * start)

    def is_listed(self, year: int) -> bool:
        """Whether it stands in the inventory of a year; one that ended stays there."""
        return self.first <= year

    def is_active(self, year: int) -> bool:
        """Whether it works in a year."""
        return self.first <= year < self.ended


def units_of(world: WorldParameters, country: CountryParameters) -> tuple[SchemeUnit, ...]:
    """Return all schemes of a country that there are or were, by id."""
    found: list[SchemeUnit] = []
    for kind in world.recipe.kinds:
        if kind in country.schemes:
            event = country.event_of(kind)
            found.extend(_units(country.code, len(found) + 1, kind, event))
    return tuple(found)


def _units(area: str, number: int, kind: str, event: SchemeEvent | None) -> Iterator[SchemeUnit]:
    first = f"{area}{number:02d}"
    if event is None:
        yield SchemeUnit(kind=kind, id=first, name=kind)
    elif event.event == "rename":
        yield SchemeUnit(
            kind=kind, id=first, name=kind, parent=f"RENAME {first}", since=event.year, successors=event.names
        )
    elif event.event == "start":
        yield SchemeUnit(kind=kind, id=first, name=kind, first=event.year)
    elif event.event == "end":
        yield SchemeUnit(kind=kind, id=first, name=kind, ended=event.year)
    elif event.event == "merge":
        yield from _merged(area, number, event)
    else:
        yield from _split(area, number, event)


def _parts(area: str, number: int, event: SchemeEvent) -> Iterator[SchemeUnit]:
    start = 0.0
    for at, (share, name) in enumerate(zip(event.shares, event.names, strict=True)):
        end = 1.0 if at == len(event.shares) - 1 else start + share
        yield SchemeUnit(kind=event.kind, id=f"{area}{number + at:02d}", name=name, part=(start, end))
        start = end


def _merged(area: str, number: int, event: SchemeEvent) -> Iterator[SchemeUnit]:
    parts = list(_parts(area, number, event))
    for part in parts:
        yield SchemeUnit(
            kind=part.kind, id=part.id, name=part.name, part=part.part, ended=event.year, successors=(event.kind,),
            note="merged",
        )  # fmt: skip
    parent = " ".join(["MERGE", *(part.id for part in parts)])
    identity = f"{area}{number + len(parts):02d}"
    yield SchemeUnit(kind=event.kind, id=identity, name=event.kind, first=event.year, parent=parent, since=event.year)


def _split(area: str, number: int, event: SchemeEvent) -> Iterator[SchemeUnit]:
    first = f"{area}{number:02d}"
    yield SchemeUnit(kind=event.kind, id=first, name=event.kind, ended=event.year, successors=event.names, note="split")
    for part in _parts(area, number + 1, event):
        yield SchemeUnit(
            kind=part.kind, id=part.id, name=part.name, part=part.part, first=event.year, parent=f"SPLIT {first}",
            since=event.year,
        )  # fmt: skip
