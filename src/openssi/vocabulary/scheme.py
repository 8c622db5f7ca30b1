"""Schemes and benefits as the inventory of a country knows them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Benefit:
    """A benefit of one scheme. Its id (`QMA01-02`) is permanent and never used again."""

    id: str
    scheme: str
    name: str = ""


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
        numbered = []
        for number in range(1, schemes + 1):
            scheme_id = f"{ref_area}{number:02d}"
            ids = (f"{scheme_id}-{benefit:02d}" for benefit in range(1, benefits + 1))
            numbered.append(Scheme(scheme_id, ref_area, "", tuple(Benefit(b, scheme_id) for b in ids)))
        return cls(ref_area, tuple(numbered))
