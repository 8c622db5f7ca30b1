"""Persons covered by a scheme (D1)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openssi.training.ages import UNKNOWN, by_age
from openssi.training.cells import CellWriter
from openssi.training.context import wage_of
from openssi.training.coverage import Coverage
from openssi.training.facts import BenefitFacts, BySex, by_sex, plus, share_of
from openssi.training.population import OLDEST
from openssi.training.recipe import SchemeKind
from openssi.training.units import SchemeUnit
from openssi.vocabulary.observation import TOTAL, Observation

MONTHLY = 0.93
"""Average monthly contributors for each active contributor of the year."""

_WORKING = (18, 64)
_SIZES = {"S1T4": 48, "S5T9": 24, "S10T49": 19, "S50T249": 7}
_STATUS = {"EMPPUB": 22, "SELF": 9, "OTHER": 2}
_UNKNOWN_SEX = 0.002
_PENSIONS = frozenset({"OLD", "SUR", "DIS"})


@dataclass(frozen=True)
class PersonAnswers:
    """Answers about the persons of one scheme."""

    cells: CellWriter
    coverage: Coverage
    unit: SchemeUnit
    kind: SchemeKind
    facts: Sequence[BenefitFacts]
    insurable: Decimal

    def write(self) -> Iterator[Observation]:
        """Write table D1."""
        if self.kind.is_contributory:
            yield from self._contributors()
            yield from self._insured()
            yield from self._earnings()
        else:
            yield from self._entitled()
        yield from self._reached()

    def _part(self, persons: BySex) -> BySex:
        return by_sex(self.unit.share_of(persons["M"]), self.unit.share_of(persons["F"]))

    @property
    def active(self) -> BySex:
        """Active contributors."""
        return self._part(self.coverage.paying(self.unit.kind))

    @property
    def insured(self) -> BySex:
        """Insured persons."""
        return self._part(self.coverage.insured(self.unit.kind))

    def _counted(self, item: str, who: BySex | int, **further: Any) -> Iterator[Observation]:  # noqa: ANN401
        yield from self.cells.persons(item, who, scheme=self.unit.id, **self.cells.register, **further)

    def _bands(self, item: str, persons: BySex, ages: tuple[int, int]) -> Iterator[Observation]:
        if self.cells.offers(item, "AGE"):
            bands = by_age(self.coverage.people, TOTAL, persons[TOTAL], ages)
            yield from self.cells.bands(item, bands, scheme=self.unit.id, **self.cells.register)

    def _contributors(self) -> Iterator[Observation]:
        active = self.active
        registered = share_of(active, 1.22)
        new = share_of(active, 0.06)
        yield from self._affiliated(registered)
        yield from self._counted("S.ACTIVE", active)
        yield from self._bands("S.ACTIVE", active, _WORKING)
        yield from self._by_status(active)
        yield from self.cells.text("S.ACTIVE_DEF", "ANY12", scheme=self.unit.id)
        yield from self._counted("S.ACTIVE_AVG", share_of(active, MONTHLY))
        for sex, months in ((TOTAL, "10.6"), ("F", "10.4"), ("M", "10.7")):
            if sex == TOTAL or self.cells.offers("S.ACTIVE_MONTHS", "SEX"):
                yield from self.cells.number("S.ACTIVE_MONTHS", Decimal(months), sex=sex, scheme=self.unit.id)
        for item, share in (("S.ACTIVE_PUB", 0.22), ("S.ACTIVE_SELF", 0.09), ("S.ACTIVE_VOL", 0.03)):
            yield from self._counted(item, share_of(active, share))
        yield from self._counted("S.ACTIVE_NEW", new)
        yield from self._bands("S.ACTIVE_NEW", new, (18, 44))
        dependants = share_of(active, 0.6)
        yield from self._counted("S.DEPEND", dependants)
        yield from self._bands("S.DEPEND", dependants, (0, 24))
        yield from self._employers(active)

    def _affiliated(self, registered: BySex) -> Iterator[Observation]:
        """Some affiliated persons are of unknown sex on the full form."""
        if self.cells.length != "full":
            yield from self._counted("S.AFFIL", registered)
        else:
            unknown = round(_UNKNOWN_SEX * registered["M"])
            yield from self._counted("S.AFFIL", {**registered, "M": registered["M"] - unknown})
            yield from self._unknown_sex(unknown)
        yield from self._bands("S.AFFIL", registered, (16, 69))

    def _unknown_sex(self, unknown: int) -> Iterator[Observation]:
        if self.cells.offers("S.AFFIL", "SEX"):
            yield from self.cells.number(
                "S.AFFIL", Decimal(unknown).scaleb(-self.cells.country.pers_mult), sex=UNKNOWN, scheme=self.unit.id,
                unit_mult=self.cells.country.pers_mult, **self.cells.register,
            )  # fmt: skip

    def _by_status(self, active: BySex) -> Iterator[Observation]:
        if self.cells.offers("S.ACTIVE", "EMPSTAT"):
            yield from self._divided("S.ACTIVE", active[TOTAL], _STATUS, "EMPPRIV")

    def _employers(self, active: BySex) -> Iterator[Observation]:
        employers = max(1, round(active[TOTAL] / 11))
        yield from self.cells.number("S.EMPLOYERS", employers, scheme=self.unit.id)
        if self.cells.offers("S.EMPLOYERS", "SIZE"):
            left = employers
            for size, share in _SIZES.items():
                part = employers * share // 100
                left -= part
                yield from self.cells.number("S.EMPLOYERS", part, breakdown=size, scheme=self.unit.id)
            yield from self.cells.number("S.EMPLOYERS", left, breakdown="S_GE250", scheme=self.unit.id)

    def _divided(self, item: str, whole: int, shares: dict[str, int], rest: str) -> Iterator[Observation]:
        left = whole
        for code, share in shares.items():
            part = whole * share // 100
            left -= part
            yield from self._counted(item, part, breakdown=code)
        yield from self._counted(item, left, breakdown=rest)

    def _insured(self) -> Iterator[Observation]:
        for function in self.kind.functions:
            yield from self._counted("S.INSURED", self.insured, func=function)

    def _earnings(self) -> Iterator[Observation]:
        yield from self.cells.money("S.INS_EARN", self.insurable, scheme=self.unit.id)
        wage = wage_of(self.cells.country, self.coverage.people.years_on)
        key = {"scheme": self.unit.id, "currency": self.cells.country.currency}
        yield from self.cells.number("S.INS_EARN_AVG", wage, **key)
        if self.cells.offers("S.INS_EARN_AVG", "SEX"):
            yield from self.cells.number("S.INS_EARN_AVG", round(wage * Decimal("0.9")), sex="F", **key)
            yield from self.cells.number("S.INS_EARN_AVG", round(wage * Decimal("1.07")), sex="M", **key)

    def _entitled(self) -> Iterator[Observation]:
        """Registered persons of a scheme without contributions: some more than its recipients."""
        entitled = self.insured if self.unit.kind == "waiver" else share_of(self._recipients, 1.1)
        if not entitled[TOTAL]:
            note = self.cells.word("notes.not_compiled")
            yield from self.cells.missing("S.PROT_NC", "L", note, scheme=self.unit.id)
            return
        yield from self._counted("S.PROT_NC", entitled)
        yield from self._bands("S.PROT_NC", entitled, (0, OLDEST))

    @property
    def _recipients(self) -> BySex:
        counted = [each.recipients for each in self.facts if each.unit in {"PERSON", "CHILD"}]
        return plus(*counted) if counted else by_sex(0, 0)

    def _reached(self) -> Iterator[Observation]:
        reached = self._at_least_one([each for each in self.facts if each.unit in {"PERSON", "CHILD"}])
        protected = plus(share_of(self.active, 1.82), reached) if self.kind.is_contributory else share_of(reached, 1.1)
        yield from self._counted("S.PROTECTED", self.insured if self.unit.kind in {"health", "waiver"} else protected)
        yield from self._pensioners()
        if not reached[TOTAL]:
            return
        yield from self._counted("S.RECIP_ANY", reached)
        yield from self._bands("S.RECIP_ANY", reached, (0, OLDEST))
        yield from self._counted("S.RECIP_HH", round(reached[TOTAL] / 1.3))

    def _pensioners(self) -> Iterator[Observation]:
        """Persons with a pension, each once; a fund that pays lump sums has none."""
        if not _PENSIONS & set(self.kind.functions):
            return
        paid = [each for each in self.facts if each.func in _PENSIONS and each.form == "CASH_PER"]
        pensioners = self._at_least_one([each for each in paid if each.unit in {"PERSON", "CHILD"}])
        if not pensioners[TOTAL]:
            yield from self.cells.missing("S.PENSIONERS", "M", scheme=self.unit.id)
            return
        yield from self._counted("S.PENSIONERS", pensioners)
        yield from self._bands("S.PENSIONERS", pensioners, (18, OLDEST))

    @staticmethod
    def _at_least_one(facts: Sequence[BenefitFacts]) -> BySex:
        """Persons with at least one of some benefits: most of them draw only one."""
        flows = [share_of(each.recipients, 1.08) if each.basis != "FLOW" else each.recipients for each in facts]
        if not flows:
            return by_sex(0, 0)
        largest = max(flows, key=lambda each: each[TOTAL])
        rest = [each for each in flows if each is not largest]
        return plus(largest, share_of(plus(*rest), 0.85)) if rest else largest
