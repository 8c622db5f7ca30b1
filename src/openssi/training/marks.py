"""What a respondent says of single cells (statuses and notes), and the mistakes that were put in on purpose."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from openssi.training.answers import CountryYear
from openssi.training.cells import CellWriter
from openssi.training.parameters import ErrorKind, Mark
from openssi.vocabulary.observation import TOTAL, Observation

MISSING = frozenset("LMOQKJ")
RULES: Mapping[ErrorKind, tuple[tuple[str, str], ...]] = {
    "thousandfold": (("R088", "money typed in thousands"),),
    "sexes": (("R020", "women and men do not make the total"), ("R081", "pensionable age of women above that of men")),
    "receipts": (("R023", "total receipts above their parts"), ("R003", "a benefit without its expenditure")),
    "protected": (("R091", "protected persons typed in thousands"),),
}
"""Which rule finds which mistake."""


@dataclass(frozen=True)
class Marks:
    """Turns clean answers into those of a year, with its statuses and its mistakes."""

    cells: CellWriter
    place: CountryYear

    def on(self, answers: Iterable[Observation]) -> Iterator[Observation]:
        """Return the answers as they were given."""
        kinds = {unit.id: unit.kind for unit in self.place.units}
        marks = {each.item: each for each in reversed(self._in_force)}
        mistakes = {each.error for each in self.cells.country.mistakes if each.year == self.cells.year}
        for each in answers:
            mark = marks.get(each.item)
            if mark is not None and each.is_answered:
                mark = next((one for one in self._in_force if self._fits(one, each, kinds)), None)
            marked = each if mark is None or not each.is_answered else self._marked(each, mark)
            if marked is not None:
                yield from self._mistaken(marked, mistakes)
        yield from self._included(kinds)

    @property
    def _in_force(self) -> list[Mark]:
        return [each for each in self.cells.country.marks if not each.years or self.cells.year in each.years]

    @staticmethod
    def _fits(mark: Mark, each: Observation, kinds: Mapping[str, str]) -> bool:
        return mark.item == each.item and mark.kind in {"", kinds.get(each.scheme, "")}

    def _marked(self, each: Observation, mark: Mark) -> Observation | None:
        """Return a cell with its status; of a missing one only the total stays, without its value."""
        note = self.cells.word(f"notes.{mark.note}")
        if mark.status == "N":
            return replace(each, value=Decimal(0), obs_status="N", note=note)
        if mark.status not in MISSING:
            return replace(each, obs_status=mark.status, note=note)
        if each.sex != TOTAL or each.age != TOTAL:
            return None
        return replace(each, value=None, text_value=None, obs_status=mark.status, note=note)

    def _included(self, kinds: Mapping[str, str]) -> Iterator[Observation]:
        """Write which cell includes one that is not given by itself."""
        schemes = {kind: scheme for scheme, kind in kinds.items()}
        for mark in self._in_force:
            if mark.included_in:
                code, year, scheme = self.cells.country.code, self.cells.year, schemes[mark.included_in]
                including = Observation(ref_area=code, item=mark.item, time_period=year, scheme=scheme)
                item = self.cells.questionnaire.items.get(mark.item)
                if item is not None:
                    key = {"scheme": schemes[mark.kind], "breakdown": item.table}
                    yield from self.cells.text("Q.INCL_IN", including.id, **key)

    # Mistakes

    def _mistaken(self, each: Observation, mistakes: set[ErrorKind]) -> Iterator[Observation]:
        first = f"{self.cells.country.code}01"
        if "sexes" in mistakes:
            if each.item == "B.REC" and each.benefit == f"{first}-01" and each.sex == "F":
                each = replace(each, value=round((each.value or Decimal(0)) * Decimal("1.1"), 0))
            if each.item == "L.AGE_F":
                each = replace(each, value=(each.value or Decimal(0)) + 5)
        if "receipts" in mistakes:
            if each.item == "S.REC_TOTAL" and each.scheme == first:
                each = replace(each, value=(each.value or Decimal(0)) * 2)
            if each.item == "B.EXP" and each.benefit == f"{first}-03" and each.sex == TOTAL:
                return
        yield self._protected(each, mistakes)

    def _protected(self, each: Observation, mistakes: set[ErrorKind]) -> Observation:
        """Typed in thousands in one year: the note of that year and of the next one explains the jump."""
        seeded = next((one.year for one in self.cells.country.mistakes if one.error == "protected"), None)
        if each.item != "S.PROTECTED" or seeded is None or each.value is None:
            return each
        if each.time_period not in {seeded, seeded + 1}:
            return each
        value = each.value / 1000 if "protected" in mistakes else each.value
        return replace(each, value=value, note=self.cells.word("notes.thousands"))
