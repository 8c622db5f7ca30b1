"""The answers that branches are judged by: law in force, amounts and wages of the year, with their cells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from openssi.expressions import ObservationCells
from openssi.vocabulary.law import LegalParameter
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation


@dataclass(frozen=True, slots=True)
class Known:
    """One number of the year.

    Attributes:
        value: The number in units, none where it is missing.
        name: The item as it is asked for (`L.SB_BEN[OLD] QMA01`).
        cell: Id of the answer, empty where there is none.
        currency: Its currency, empty where none was told.
        status: Its status, empty where there is no answer.
    """

    value: Fraction | None
    name: str
    cell: str = ""
    currency: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class StandardAnswers:
    """The answers of one country and year.

    Attributes:
        ref_area: The country.
        year: The reference year.
        law: The law in force in the year.
        cells: Answers and context data of the year.
    """

    ref_area: str
    year: int
    law: Sequence[LegalParameter]
    cells: ObservationCells

    def rule(self, item: str, func: str, scheme: str) -> LegalParameter | None:
        """Return a rule of law: that of the scheme and function, of the scheme, or of the country."""
        own = {
            (each.scheme, each.func): each
            for each in self.law
            if each.item == item and each.breakdown == NOT_APPLICABLE and each.sex in {"_T", NOT_APPLICABLE}
        }
        places = ((scheme, func), (scheme, NOT_APPLICABLE), (NOT_APPLICABLE, func), (NOT_APPLICABLE, NOT_APPLICABLE))
        return next((own[each] for each in places if each in own), None)

    def ratification(self, convention: str) -> LegalParameter | None:
        """Return whether a Convention is ratified, as it was answered."""
        return next((each for each in self.law if each.item == "L.RATIF" and each.breakdown == convention), None)

    def amount(self, item: str, func: str, scheme: str) -> Known:
        """Return an amount of the scheme and function in the year itself: amounts of other years are other money."""
        found = self.cells.for_unit(scheme).observation(item, {"FUNC": func})
        return known(found, named(item, func, scheme))

    def context(self, item: str) -> Known:
        """Return a number of the country in the year, both sexes together."""
        return known(self.cells.country().observation(item, {}), item)

    def of_scheme(self, item: str, scheme: str) -> Known:
        """Return a number of a scheme in the year, both sexes together."""
        return known(self.cells.for_unit(scheme).observation(item, {}), f"{item} {scheme}")

    def code(self, item: str, scheme: str) -> Observation | None:
        """Return the coded answer of a scheme."""
        found = self.cells.for_unit(scheme).observation(item, {})
        return found if found is not None and found.is_answered else None


def known(observation: Observation | None, name: str) -> Known:
    """Return an observation as a number with its cell."""
    if observation is None:
        return Known(None, name)
    scaled = observation.scaled_value
    value = None if scaled is None else Fraction(scaled)
    return Known(
        value, name, observation.id if observation.is_answered else "", observation.currency, observation.obs_status
    )


def named(item: str, func: str, scheme: str = "") -> str:
    """Return the name of an item of a function, and of its scheme if one is named: `L.QUAL[OLD] QMA01`."""
    return f"{item}[{func}] {scheme}".strip()


def cells_of(found: Iterable[Known]) -> tuple[str, ...]:
    """Return the cells of numbers that are known."""
    return tuple(dict.fromkeys(each.cell for each in found if each.cell))


def missing_of(found: Iterable[Known]) -> tuple[str, ...]:
    """Return the names of numbers that are missing."""
    return tuple(dict.fromkeys(each.name for each in found if each.value is None))


def currencies_of(found: Iterable[Known]) -> tuple[str, ...]:
    """Return the currencies that were told, each once."""
    return tuple(dict.fromkeys(each.currency for each in found if each.currency))


def numbers(terms: Mapping[str, Known]) -> dict[str, Fraction]:
    """Return the numbers of terms that are all known."""
    return {name: each.value for name, each in terms.items() if each.value is not None}
