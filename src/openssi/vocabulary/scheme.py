"""Schemes and benefits as the inventory of a country knows them, and what becomes of them over time."""

from dataclasses import dataclass
from typing import Literal, get_args

EventKind = Literal["START", "MERGE", "SPLIT", "RENAME", "END"]
EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)


@dataclass(frozen=True, slots=True)
class Benefit:
    """A benefit of one scheme. Its id (`QMA01-02`) is permanent and never used again.

    Attributes:
        function: The one function that it serves, empty where nothing is known yet.
        contingencies: The contingencies that it counts for.
    """

    id: str
    scheme: str
    name: str = ""
    function: str = ""
    contingencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scheme:
    """A distinct body of rules with accounts of its own. Its id (`QMA01`) is permanent and never used again."""

    id: str
    ref_area: str
    name: str = ""
    benefits: tuple[Benefit, ...] = ()


@dataclass(frozen=True, slots=True)
class Inventory:
    """The schemes of a country in the order of the questionnaire."""

    ref_area: str
    schemes: tuple[Scheme, ...]

    @classmethod
    def blank(cls, ref_area: str, schemes: int, benefits: int) -> "Inventory":
        """Return an inventory with new ids and no names: what a first round starts from."""
        return cls(ref_area, ()).extended(schemes, benefits)

    def extended(
        self, new_schemes: int, new_benefits: int, used_schemes: int = 0, used_benefits: dict[str, int] | None = None
    ) -> "Inventory":
        """Return the inventory with room for new schemes and benefits, under ids that were never used.

        Args:
            new_schemes: Schemes to add.
            new_benefits: Benefits to add to each scheme, those that are there among them.
            used_schemes: Highest serial number of a scheme that was ever used.
            used_benefits: Highest serial number of a benefit that was ever used, by scheme.
        """
        used = used_benefits or {}
        last = max([used_schemes, *(serial_of(scheme.id) for scheme in self.schemes)])
        added = (Scheme(f"{self.ref_area}{last + number:02d}", self.ref_area) for number in range(1, new_schemes + 1))
        return Inventory(
            self.ref_area,
            tuple(_with_benefits(scheme, new_benefits, used.get(scheme.id, 0)) for scheme in (*self.schemes, *added)),
        )


def _with_benefits(scheme: Scheme, new: int, used: int) -> Scheme:
    last = max([used, *(serial_of(benefit.id) for benefit in scheme.benefits)])
    added = tuple(Benefit(f"{scheme.id}-{last + number:02d}", scheme.id) for number in range(1, new + 1))
    return Scheme(scheme.id, scheme.ref_area, scheme.name, (*scheme.benefits, *added))


def serial_of(subject: str) -> int:
    """Return the serial number of a scheme (`QMA03`: 3) or benefit (`QMA03-02`: 2), 0 where there is none."""
    digits = subject.rpartition("-")[2] if "-" in subject else subject[3:]
    return int(digits) if digits.isdigit() else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeEvent:
    """What happened to schemes or benefits on one day.

    Attributes:
        kind: START, MERGE, SPLIT, RENAME or END.
        date: ISO date, or the year alone where the day is not known.
        before: Ids that were there before it.
        after: Ids that are there after it.
        source: The submission that tells it, or `register` where it was recorded by hand.
    """

    ref_area: str
    kind: EventKind
    date: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """The value of an attribute of a scheme or benefit, with the reference years in which it was reported so.

    Attributes:
        subject: Scheme or benefit.
        valid_from: First reference year.
        valid_to: Last reference year, none where it still holds in the last one that was accepted.
    """

    subject: str
    item: str
    value: str
    valid_from: int
    valid_to: int | None
