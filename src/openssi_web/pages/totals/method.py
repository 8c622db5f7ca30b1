"""How each person is counted once, as the page asks it: the method and the overlaps of pairs of schemes."""

from collections.abc import Iterator
from dataclasses import dataclass

from openssi.indicators.proposal import PAIR_MARK
from openssi.indicators.union import WITH_RATES
from openssi_web.pages.totals.saving import Attempt
from openssi_web.pages.totals.words import TotalsWords
from openssi_web.rounds.forms.totals import CellNow, Sight, TotalsNow
from openssi_web.rounds.submissions.form_cells import inventory_of

METHODS = ("LINK", "SINGLE", "SURVEY", "PARTITION", "BOUNDS")
"""The best first (INQUIRY, section 1.7)."""


@dataclass(frozen=True, slots=True)
class MethodOption:
    """A method to choose."""

    code: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class PairShown:
    """A pair of schemes and the share of the smaller that is also in the larger."""

    id: str
    key: str
    label: str
    totals: str
    version: int
    was: str
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodShown:
    """The method and the overlap rates."""

    key: str
    version: int
    was: str
    options: tuple[MethodOption, ...]
    said: str
    hints: tuple[str, ...]
    pairs: tuple[PairShown, ...]
    pairs_given: str
    pairs_open: bool
    is_core: bool
    can_change: bool
    request: str
    attempt: Attempt | None


@dataclass(frozen=True)
class MethodMaker:
    """Makes what the page shows of the method."""

    totals: TotalsNow
    sight: Sight
    words: TotalsWords
    attempt: Attempt | None
    request: str

    def shown(self, *, can_change: bool) -> MethodShown:
        """Return the method and the pairs that the person sees."""
        cell = self.totals.method
        attempt = self.attempt if self.attempt is not None and self.attempt.is_about(cell.key) else None
        code, pairs = cell.content.text, tuple(self._pairs(attempt))
        chosen = attempt.value_of(str(cell.key), code) if attempt is not None else code
        count = sum(bool(each.was) for each in pairs)
        return MethodShown(
            key=str(cell.key),
            version=_version(cell, attempt),
            was=code,
            options=tuple(MethodOption(each, self.words.of(f"method.{each}"), each == chosen) for each in METHODS),
            said=self.words.of(f"method.{code}") if code in METHODS else self.words.of("method.none"),
            hints=tuple(self._hints(code, count, len(pairs))),
            pairs=pairs,
            pairs_given=self.words.of("overlap.given", count=count, pairs=len(pairs)),
            pairs_open=attempt is not None,
            is_core=self.sight.draft.form == "core",
            can_change=can_change,
            request=self.request,
            attempt=attempt,
        )

    def _hints(self, code: str, given: int, pairs: int) -> Iterator[str]:
        if code == "LINK" and given < pairs:
            yield self.words.of("method.from_register")
        if code == "SINGLE":
            yield self.words.of("method.from_single")
        if given and code not in WITH_RATES:
            yield self.words.of("method.unused")

    def _pairs(self, attempt: Attempt | None) -> Iterator[PairShown]:
        names = {each.id: each.name for each in inventory_of(self.sight.draft.inventory).schemes}
        items = self.totals.form.questionnaire.items
        for cell, totals in self.totals.overlaps:
            schemes = cell.key.breakdown.split(PAIR_MARK)
            if all(map(self.sight.sees_scheme, schemes)):
                first, second = (f"{names.get(each, each)} ({each})" for each in schemes)
                label = self.words.of("overlap.pair", first=first, second=second)
                yield self._pair(cell, label, ", ".join(items[each].code for each in totals), attempt)

    def _pair(self, cell: CellNow, label: str, totals: str, attempt: Attempt | None) -> PairShown:
        key, number = str(cell.key), cell.content.number
        was = "" if number is None else self.words.exact(number)
        typed = attempt.value_of(key, was) if attempt is not None else was
        place = f"p-{cell.key.breakdown.replace(PAIR_MARK, '-')}"
        return PairShown(place, key, label, totals, _version(cell, attempt), was, typed)


def _version(cell: CellNow, attempt: Attempt | None) -> int:
    """Return the version that the next change is based on: one that was shown in a clash has been seen."""
    clash = attempt.clashes.get(str(cell.key)) if attempt is not None else None
    return clash.version if clash is not None else cell.version
