"""Benefits: inventory, expenditure, recipients, amounts (E1 to F3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from openssi.training.ages import by_age
from openssi.training.cells import CellWriter
from openssi.training.context import wage_of
from openssi.training.facts import BenefitFacts, BySex, by_sex, share_of
from openssi.training.population import OLDEST, People
from openssi.training.recipe import PENSIONABLE, BenefitType
from openssi.vocabulary.observation import TOTAL, Observation
from openssi.vocabulary.scheme import Benefit

_EARLIEST = 3
"""Years before the pensionable age at which an early pension may be drawn."""
_QUINTILES = {"Q1": 31, "Q2": 25, "Q3": 19, "Q4": 14, "Q5": 11}
_GAP = Decimal("0.12")
"""How much more men's average amount is than women's, as a share of the average."""
_UNSCALED = frozenset({"CASE", "SERVICE"})
_MOVING = frozenset({"OLD04"})
"""Types whose recipients move to another benefit, so that nobody counts who leaves."""


@dataclass(frozen=True)
class BenefitAnswers:
    """Answers about one benefit.

    Attributes:
        marks: Status and note of its recipients, where they are not those of the register.
    """

    cells: CellWriter
    people: People
    facts: BenefitFacts
    declared: BenefitType
    benefit: Benefit
    marks: dict[str, str]

    def write(self) -> Iterator[Observation]:
        """Write tables E1 to F3."""
        yield from self._inventory()
        yield from self._expenditure()
        yield from self._recipients()
        if not self.facts.has_ended:
            yield from self._amounts()

    @property
    def _at(self) -> dict[str, str]:
        return {"scheme": self.benefit.scheme, "benefit": self.benefit.id}

    # Inventory

    def _inventory(self) -> Iterator[Observation]:
        facts, cells = self.facts, self.cells
        texts = {
            "B.ID": self.benefit.id, "B.NAME_NAT": self.benefit.name, "B.NAME_EN": self.benefit.name,
            "B.FUNC": facts.func, "B.TYPE": facts.type, "B.FORM": facts.form, **self.declared.answers,
            "B.MT": "Y" if facts.means_tested else "N",
            "B.CONTRIB": "CONTRIB" if facts.contributory else "NONCONTRIB", "B.UNIT_REC": facts.unit,
            "B.TARGET": cells.word("texts.target"), "B.CONTIG": " ".join(facts.contingencies),
            "B.STATUS": "ENDED" if facts.has_ended else "ACTIVE", "B.START": self.declared.start,
            "B.CONDITIONS": cells.word("texts.conditions"), "B.REC_BASIS": facts.basis,
        }  # fmt: skip
        if facts.has_ended:
            texts["B.END"] = f"{cells.year - 1}-12-31"
        for item, text in texts.items():
            yield from cells.text(item, text, **self._at)

    # Money

    @cached_property
    def average(self) -> Decimal:
        """Average amount per recipient and payment."""
        return self.facts.average(wage_of(self.cells.country, self.people.years_on))

    @cached_property
    def spent(self) -> Decimal:
        """Expenditure as it is typed."""
        return self.cells.typed(self.average * self.facts.payments * self.facts.recipients[TOTAL])

    def _averages(self) -> dict[str, Decimal]:
        persons = self.facts.recipients
        if self.declared.is_flat or not persons["M"] or not persons["F"]:
            return {TOTAL: self.average, **{sex: self.average for sex in ("F", "M") if persons[sex]}}
        step = _GAP * self.average / persons[TOTAL]
        men, women = self.average + step * persons["F"], self.average - step * persons["M"]
        return {TOTAL: self.average, "F": round(women, 2), "M": round(men, 2)}

    def _expenditure(self) -> Iterator[Observation]:
        cells = self.cells
        ended = self._ended_note()
        yield from self._money("B.EXP", self.spent, **ended)
        if cells.offers("B.EXP", "SEX") and self.facts.recipients["M"] and self.facts.recipients["F"]:
            men = cells.typed(self._averages()["M"] * self.facts.payments * self.facts.recipients["M"])
            yield from self._money("B.EXP", self.spent - men, sex="F")
            yield from self._money("B.EXP", men, sex="M")
        yield from self._money("B.EXP_ABROAD", cells.share(self.spent, "0.01"))
        yield from self._money("B.EXP_ARREARS", cells.share(self.spent, "0.02"))

    def _money(self, item: str, value: Decimal, **further: str) -> Iterator[Observation]:
        yield from self.cells.money(item, value, **self._at, **further)

    def _ended_note(self) -> dict[str, str]:
        return {"note": self.marks.get("note", "")} if self.facts.has_ended else {}

    def _amounts(self) -> Iterator[Observation]:
        cells, average = self.cells, self.average
        low, high = ("1", "1") if self.declared.is_flat else ("0.5", "2.2")
        amounts = {
            "B.AMT_MIN": average * Decimal(low), "B.AMT_MAX": average * Decimal(high),
            "B.AMT_MED": average * Decimal("0.93"), "B.AMT_NEW": average * Decimal("1.02"),
        }  # fmt: skip
        if self.declared.is_flat:
            amounts |= {"B.AMT_FLAT": average, "B.AMT_MED": average, "B.AMT_NEW": average}
        marks = {"source": cells.word("sources.accounts"), "currency": cells.country.currency, **self._at}
        by_sex_too = self._averages() if cells.offers("B.AMT_AVG", "SEX") else {TOTAL: average}
        for sex, value in by_sex_too.items():
            yield from cells.number("B.AMT_AVG", value, sex=sex, **marks)
        for item, value in amounts.items():
            yield from cells.number(item, round(value, 1), **marks)
        yield from cells.number("B.AMT_PAY", self.facts.payments, **self._at)
        yield from self._adjustment()

    def _adjustment(self) -> Iterator[Observation]:
        cells = self.cells
        if self.declared.answers["B.INDEX"] != "NONE":
            yield from cells.number("B.AMT_ADJ", Decimal("3.1"), **self._at)
            yield from cells.text("B.AMT_ADJ_DATE", f"{cells.year}-01-01", **self._at)
        if cells.offers("B.DIST", "QUINTILE"):
            for quintile, share in _QUINTILES.items():
                yield from cells.number(
                    "B.DIST", share, breakdown=quintile, source=cells.word("sources.labour"), **self._at
                )

    # Recipients

    @property
    def _is_of_persons(self) -> bool:
        return self.facts.unit in {"PERSON", "CHILD"}

    def _recipients(self) -> Iterator[Observation]:
        facts, total = self.facts, self.facts.recipients[TOTAL]
        whole: BySex | int = total if facts.unit == "HOUSEHOLD" else facts.recipients
        yield from (self._cases if facts.unit in _UNSCALED else self._counted)("B.REC", whole)
        parts = (("B.REC_PENAGE", facts.above_age), ("B.REC_CHILD", facts.children), ("B.REC_SEVDIS", facts.severe))
        for item, persons in parts:
            if persons is not None:
                yield from self._counted(item, persons)
        if facts.has_ended:
            return
        if self._is_of_persons:
            yield from self._of_persons()
            yield from self._by_age()
        elif facts.unit == "HOUSEHOLD":
            yield from self._counted("B.REC_HH", total)
            yield from self._counted("B.REC_INDIR", round(2.6 * total))
        else:
            yield from self._cases("B.CASES", facts.recipients)
        yield from self._procedure()

    def _of_persons(self) -> Iterator[Observation]:
        """Flows and parts; a benefit counted over the year has the same persons as flow."""
        persons = self.facts.recipients
        is_flow = self.facts.basis == "FLOW"
        flow = persons if is_flow else share_of(persons, 1.08)
        yield from self._counted("B.REC_FLOW", flow)
        yield from self._counted("B.REC_NEW", share_of(persons, 0.9 if is_flow else 0.1))
        if self.facts.type not in _MOVING:
            yield from self._counted("B.REC_EXIT", share_of(persons, 0.88 if is_flow else 0.075))
        yield from self._counted("B.REC_INDIR", round(1.4 * persons[TOTAL]))
        yield from self._counted("B.REC_POOR", round((0.9 if self.facts.means_tested else 0.2) * persons[TOTAL]))
        yield from self._counted("B.REC_MIGR", share_of(persons, self.cells.country.migrants or 0.01))
        yield from self._counted("B.REC_ABROAD", share_of(persons, 0.01))
        if self.facts.func in {"MAT", "INJ", "SIC"}:
            yield from self._cases("B.CASES", persons)

    def _procedure(self) -> Iterator[Observation]:
        persons = self.facts.recipients
        applied = persons if self.facts.unit != "HOUSEHOLD" else by_sex(0, persons[TOTAL])
        yield from self._cases("B.APPL", share_of(applied, 0.14))
        yield from self._cases("B.REJ", share_of(applied, 0.02))
        if self.facts.func in {"SIC", "MAT", "INJ", "UNE"} and self.facts.form == "CASH_PER":
            yield from self._cases("B.DAYS", share_of(persons, 24.0))

    def _by_age(self) -> Iterator[Observation]:
        new = share_of(self.facts.recipients, 0.9 if self.facts.basis == "FLOW" else 0.1)
        counted = (("B.REC", self.facts.recipients), ("B.REC_NEW", new), ("B.REC_CHILD", self.facts.children))
        for item, persons in counted:
            if persons is not None and self.cells.offers(item, "AGE"):
                bands = by_age(self.people, TOTAL, persons[TOTAL], self._ages())
                yield from self.cells.bands(item, bands, **self._register(), **self._at)

    def _ages(self) -> tuple[int, int]:
        first, last = self.declared.ages
        if first == PENSIONABLE:
            return min(self.cells.country.ages_in(self.cells.year)) - _EARLIEST, OLDEST
        return int(first), int(last)

    def _register(self) -> dict[str, str]:
        return {**self.cells.register, **self.marks}

    def _counted(self, item: str, who: BySex | int) -> Iterator[Observation]:
        yield from self.cells.persons(item, who, **self._register(), **self._at)

    def _cases(self, item: str, who: BySex | int) -> Iterator[Observation]:
        yield from self.cells.cases(item, who, **self._register(), **self._at)
