"""The cells that a form requires: mandatory ones, and conditional ones whose condition holds."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from openssi.expressions import Compiled, ObservationCells, compile_python, parse
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Item, Level, Questionnaire
from openssi.vocabulary.law import COLUMN_ITEMS
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Observation

_METADATA_TABLE = "Q1"


class AskedCells:
    """Tells which cells of a submission need a value or a status.

    An item that is asked for each function, product or other code needs one answer among them; of an item by sex or age
    the total is meant. Table Q1 goes with the tables that hold numbers, and has rules of its own.
    """

    def __init__(self, questionnaire: Questionnaire, codelists: Mapping[str, CodeList]) -> None:
        """Return it for a questionnaire; conditions of items are compiled once."""
        self._items = [each for each in questionnaire.items.values() if _may_be_required(each)]
        self._conditions: dict[str, Compiled] = {
            each.id: compile_python(parse(each.condition), questionnaire, codelists)
            for each in self._items
            if each.condition and "[f]" not in each.condition
        }

    def cells(
        self, country: ObservationCells, answered: Iterable[Observation], form: Collection[str], ref_area: str
    ) -> Iterator[ObservationCells]:
        """Iterate over the required cells; one that nobody touched is the current cell without value, of status A.

        Args:
            country: The answers of the country.
            answered: The observations among them that are answers.
            form: Items of the form in use.
            ref_area: The country.
        """
        found: dict[tuple[str, str, str], Observation] = {}
        for each in (each for each in answered if each.sex == TOTAL and each.age == TOTAL):
            found.setdefault((each.item, each.scheme, each.benefit), each)
        units = _units(country)
        for item in self._items:
            if item.id not in form or not item.is_asked(country.year):
                continue
            for cells in units[item.level]:
                if self._is_required(item, cells):
                    key = (item.id, cells.scheme_id, cells.benefit_id)
                    yield cells.for_cell(found.get(key) or _empty(item, cells, ref_area))

    def count(
        self, country: ObservationCells, answered: Iterable[Observation], form: Collection[str], ref_area: str
    ) -> tuple[int, int]:
        """Return how many required cells have a value or a reason, and how many are required; arguments as `cells`."""
        found = [each.current for each in self.cells(country, answered, form, ref_area)]
        given = [each for each in found if each is not None and (each.is_answered or each.obs_status != "A")]
        return len(given), len(found)

    def _is_required(self, item: Item, cells: ObservationCells) -> bool:
        if item.requirement == "mandatory":
            return True
        condition = self._conditions.get(item.id)
        return condition is not None and condition(cells) is True


def _may_be_required(item: Item) -> bool:
    return (
        item.table != _METADATA_TABLE
        and item.id not in COLUMN_ITEMS
        and item.level in {"country", "scheme", "benefit"}
        and (item.requirement == "mandatory" or (item.requirement == "conditional" and bool(item.condition)))
    )


def _units(country: ObservationCells) -> dict[Level, list[ObservationCells]]:
    schemes = list(country.schemes())
    return {"country": [country], "scheme": schemes, "benefit": list(country.benefits())}


def _empty(item: Item, cells: ObservationCells, ref_area: str) -> Observation:
    return Observation(
        ref_area=ref_area,
        item=item.id,
        time_period=cells.year,
        scheme=cells.scheme_id if item.level in {"scheme", "benefit"} else NOT_APPLICABLE,
        benefit=cells.benefit_id if item.level == "benefit" else NOT_APPLICABLE,
    )
