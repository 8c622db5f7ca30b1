"""What is said of cells that have to be answered and cannot be: a missing-value status, with its reason."""

from collections.abc import Iterator
from dataclasses import dataclass

from openssi.training.answers import CountryYear
from openssi.training.cells import CellWriter
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation

_OF_WHAT_ENDED = frozenset(
    {"S.INSURED", "S.PENSIONERS", "S.PROT_NC", "L.COPAY", "L.HEA_PKG", "L.RESID", "L.DIS_DEGREE", "B.CASES"}
)
"""Conditional items that are asked of a scheme or benefit even after its end."""

Subject = tuple[str, str, str]


@dataclass(frozen=True)
class Missing:
    """Fills the mandatory cells that the answers of a country and year leave open."""

    cells: CellWriter
    place: CountryYear

    def after(self, answered: tuple[Observation, ...]) -> Iterator[Observation]:
        """Write status M (data cannot exist) of schemes and benefits, L (not compiled) of the country."""
        found = {(each.item, each.scheme, each.benefit) for each in answered}
        for item in self.cells.asked.values():
            for level, scheme, benefit in self._subjects():
                if level == item.level and self._is_due(item, scheme) and (item.id, scheme, benefit) not in found:
                    yield from self._cells(item, scheme, benefit)

    def _subjects(self) -> Iterator[Subject]:
        for scheme in self.place.inventory.schemes:
            yield "scheme", scheme.id, NOT_APPLICABLE
            yield from (("benefit", scheme.id, benefit.id) for benefit in scheme.benefits)
        if not self.place.country.has_no_scheme:
            yield "country", NOT_APPLICABLE, NOT_APPLICABLE

    def _is_due(self, item: Item, scheme: str) -> bool:
        if item.table == "Q1":
            return False
        unit = next((each for each in self.place.units if each.id == scheme), None)
        has_ended = unit is not None and not unit.is_active(self.place.year)
        return item.requirement == "mandatory" or (has_ended and self._is_asked(item, unit.kind if unit else ""))

    def _is_asked(self, item: Item, kind: str) -> bool:
        """Whether a conditional item concerns a kind of scheme."""
        if item.id not in _OF_WHAT_ENDED:
            return False
        functions = set(self.place.world.recipe.kinds[kind].functions)
        is_contributory = self.place.world.recipe.kinds[kind].is_contributory
        concerned = {
            "S.INSURED": is_contributory, "S.PROT_NC": not is_contributory, "L.RESID": not is_contributory,
            "S.PENSIONERS": bool(functions & {"OLD", "SUR", "DIS"}), "L.DIS_DEGREE": bool(functions & {"DIS", "INJ"}),
            "L.COPAY": "HEA" in functions, "L.HEA_PKG": "HEA" in functions,
        }  # fmt: skip
        return concerned.get(item.id, True)

    def _cells(self, item: Item, scheme: str, benefit: str) -> Iterator[Observation]:
        status, note = ("L", self.cells.word("notes.not_compiled")) if scheme == NOT_APPLICABLE else ("M", "")
        functions = {each.id: self.place.world.recipe.kinds[each.kind].functions for each in self.place.units}
        for func in functions.get(scheme, ()) if "FUNC" in item.breakdowns else (NOT_APPLICABLE,):
            yield from self.cells.missing(item.id, status, note, scheme=scheme, benefit=benefit, func=func)
