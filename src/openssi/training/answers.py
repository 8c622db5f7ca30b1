"""The answers of one country and year, as a respondent would type them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openssi.training.benefits import CONTRIBUTORY, FUNCTIONS, PROGRAMMES, WELFARE, BenefitFacts, Coverage
from openssi.training.context import wage_of
from openssi.training.parameters import CountryParameters, WorldParameters
from openssi.training.totals import totals_of
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Observation
from openssi.vocabulary.scheme import Benefit, Inventory, Scheme

ALL_FUNCTIONS = ("OLD", "SUR", "DIS", "SIC", "HEA", "FAM", "MAT", "INJ", "UNE", "HOU", "EDU", "SOC")
_SEXES = (TOTAL, "F", "M")


def inventory_of(world: WorldParameters, country: CountryParameters, coverage: Coverage) -> Inventory:
    """Return the schemes and benefits of a country with their permanent ids."""
    schemes = []
    for number, kind in enumerate(coverage.kinds, start=1):
        scheme = f"{country.code}{number:02d}"
        benefits = (
            Benefit(f"{scheme}-{each:02d}", scheme, world.word(f"benefits.{facts.type}", country.language))
            for each, facts in enumerate(coverage.benefits[kind], start=1)
        )
        name = world.word(f"schemes.{kind}", country.language)
        schemes.append(Scheme(scheme, country.code, name, tuple(benefits)))
    return Inventory(country.code, tuple(schemes))


@dataclass(frozen=True)
class Answers:
    """Writes the cells of one questionnaire.

    Attributes:
        thousandfold: Whether money was typed in thousands where units were asked for.
        is_last: Whether it is the last year, whose accounts are provisional.
    """

    world: WorldParameters
    country: CountryParameters
    year: int
    coverage: Coverage
    is_last: bool
    thousandfold: bool = False
    is_break: bool = False

    def cells(self) -> Iterator[Observation]:
        """Return every answered cell."""
        yield from self._country()
        inventory = inventory_of(self.world, self.country, self.coverage)
        for kind, scheme in zip(self.coverage.kinds, inventory.schemes, strict=True):
            benefits = list(zip(self.coverage.benefits[kind], scheme.benefits, strict=True))
            spent = {benefit.id: self._spent(facts) for facts, benefit in benefits}
            yield from self._identity(kind, scheme)
            yield from self._persons(kind, scheme)
            yield from self._accounts(kind, scheme, spent, benefits)
            for facts, benefit in benefits:
                yield from self._benefit(facts, benefit, spent[benefit.id])

    # Cells

    def _word(self, key: str) -> str:
        return self.world.word(key, self.country.language)

    def _cell(self, item: str, value: Decimal | int | str | None, **further: Any) -> Observation:  # noqa: ANN401
        text = value if isinstance(value, str) else None
        number = None if value is None or text is not None else Decimal(value)
        return Observation(
            ref_area=self.country.code, item=item, time_period=self.year, value=number, text_value=text, **further
        )

    def _persons_cell(self, item: str, persons: int, **further: Any) -> Observation:  # noqa: ANN401
        power = self.country.pers_mult
        return self._cell(item, Decimal(persons).scaleb(-power), unit_mult=power, **further)

    def _typed_money(self, amount: Decimal) -> Decimal:
        typed = amount.scaleb(-self.country.unit_mult)
        return round(typed / 1000 if self.thousandfold else typed, 3 if self.country.unit_mult else 0)

    def _counted(self, item: str, by_sex: Any, **further: Any) -> Iterator[Observation]:  # noqa: ANN401
        for sex in _SEXES:
            if sex in by_sex:
                marks = {**self._register_marks(), **further}
                yield self._persons_cell(item, by_sex[sex], sex=sex, **marks)

    def _register_marks(self) -> dict[str, str]:
        marks = {"source": self._word("sources.register"), "unit": "persons"}
        if self.country.estimates:
            note = self._word("notes.estimate")
            return {**marks, "obs_status": "E", "note": note}
        return marks

    # Country

    def _country(self) -> Iterator[Observation]:
        yield self._cell("N.REF_YEAR", self.year)
        yield self._cell("N.FY_START", "01-01")
        yield self._cell("N.CURRENCY", self.country.currency)
        yield self._cell("N.UNIT_MULT", self.country.unit_mult)
        yield self._cell("N.PERS_MULT", self.country.pers_mult)
        yield from self._law()
        yield from self._totals()

    def _law(self) -> Iterator[Observation]:
        served = {function for kind in self.coverage.kinds for function in FUNCTIONS[kind]}
        for function in ALL_FUNCTIONS:
            absent = "NOT_ANCH" if function in {"HOU", "EDU"} else "NONE"
            provision = "ANCH_PER" if function in served else absent
            yield self._cell("L.EXISTS", provision, func=function, source=self._word("law"))
        men, women = self.country.age
        yield self._cell("L.AGE_M", men, source=self._word("law"))
        yield self._cell("L.AGE_F", women, source=self._word("law"))

    def _totals(self) -> Iterator[Observation]:
        source = self._word("sources.totals")
        method = "LINK" if not self.country.leaves_empty else "BOUNDS"
        yield self._cell("H.DEDUP", method)
        for item, by_sex in totals_of(self.coverage).items():
            if item in self.country.leaves_empty:
                continue
            marks: dict[str, str] = {"source": source, "unit": "persons"}
            if item in {"H.COV_OLD", "H.COV_OLD_C"} and self.coverage.abroad:
                marks["note"] = self._word("notes.overshoot")
            if item == "H.COV_CHILD" and self.is_break:
                marks |= {"obs_status": "B", "note": self._word("notes.break")}
            for sex in _SEXES:
                if sex in by_sex:
                    yield self._persons_cell(item, by_sex[sex], sex=sex, **marks)

    # Schemes

    def _identity(self, kind: str, scheme: Scheme) -> Iterator[Observation]:
        institution = "welfare" if kind in WELFARE else "insurance"
        texts = {
            "S.ID": scheme.id,
            "S.NAME_EN": scheme.name,
            "S.INST": self._word(f"institutions.{institution}"),
            "S.LEGAL_BASIS": self._word("law"),
            "S.STATUS": "ACTIVE",
            "S.PROG_TYPE": PROGRAMMES[kind],
            "S.CONTRIB": "CONTRIB" if kind in CONTRIBUTORY else "NONCONTRIB",
            "S.GOV_CTRL": "Y",
            "S.STATUTORY": "Y",
            "S.MGMT": "PUBLIC",
            "S.FUNCTIONS": " ".join(FUNCTIONS[kind]),
        }
        for item, text in texts.items():
            yield self._cell(item, text, scheme=scheme.id)

    def _persons(self, kind: str, scheme: Scheme) -> Iterator[Observation]:
        if kind not in CONTRIBUTORY:
            yield self._cell("S.ACTIVE", None, scheme=scheme.id, obs_status="M")
            return
        active = self.coverage.contributors if kind == "health" else self.coverage.insured(kind)
        yield from self._counted("S.ACTIVE", active, scheme=scheme.id)
        yield self._cell("S.ACTIVE_DEF", "ANY12", scheme=scheme.id)
        for function in FUNCTIONS[kind]:
            yield from self._counted("S.INSURED", self.coverage.insured(kind), scheme=scheme.id, func=function)

    def _spent(self, facts: BenefitFacts) -> Decimal:
        return self._typed_money(self._amount(facts) * facts.payments * facts.recipients[TOTAL])

    def _amount(self, facts: BenefitFacts) -> Decimal:
        return Decimal(max(1, round(Decimal(str(facts.amount)) * wage_of(self.country, self.coverage.people.years_on))))

    def _money(self, item: str, value: Decimal, scheme: str, benefit: str = NOT_APPLICABLE) -> Observation:
        marks: dict[str, str] = {"source": self._word("sources.accounts"), "unit": "LCU"}
        if self.is_last:
            marks |= {"obs_status": "P", "note": self._word("notes.provisional")}
        return self._cell(item, value, scheme=scheme, benefit=benefit, unit_mult=self.country.unit_mult, **marks)

    def _accounts(
        self, kind: str, scheme: Scheme, spent: dict[str, Decimal], benefits: list[tuple[BenefitFacts, Benefit]]
    ) -> Iterator[Observation]:
        zero = Decimal(0)
        cash = sum((spent[each.id] for facts, each in benefits if facts.form == "CASH_PER"), zero)
        kind_of = sum((spent[each.id] for facts, each in benefits if facts.form == "KIND"), zero)
        administration = round((cash + kind_of) * Decimal("0.04"), 3 if self.country.unit_mult else 0)
        total = cash + kind_of + administration
        expenditure = {
            "S.EXP_CASH_PER": cash, "S.EXP_CASH_LUMP": zero, "S.EXP_KIND": kind_of, "S.EXP_ADMIN": administration,
            "S.EXP_TRANSF": zero, "S.EXP_OTHER": zero, "S.EXP_TOTAL": total,
        }  # fmt: skip
        for item, value in {**self._receipts(kind, total), **expenditure}.items():
            yield self._money(item, value, scheme.id)

    def _receipts(self, kind: str, total: Decimal) -> dict[str, Decimal]:
        zero = Decimal(0)
        names = ("S.REC_CONTR_ER", "S.REC_CONTR_EE", "S.REC_CONTR_SELF", "S.REC_GOV_GEN")
        shares = ("0.52", "0.34", "0.06", "0.08") if kind in CONTRIBUTORY else ("0", "0", "0", "1")
        places = 3 if self.country.unit_mult else 0
        parts = {name: round(total * Decimal(share), places) for name, share in zip(names, shares, strict=True)}
        return {**parts, "S.REC_TRANSF": zero, "S.REC_TOTAL": sum(parts.values(), zero)}

    # Benefits

    def _benefit(self, facts: BenefitFacts, benefit: Benefit, spent: Decimal) -> Iterator[Observation]:
        at = {"scheme": benefit.scheme, "benefit": benefit.id}
        texts = {
            "B.ID": benefit.id,
            "B.NAME_EN": benefit.name,
            "B.FUNC": facts.func,
            "B.TYPE": facts.type,
            "B.FORM": facts.form,
            "B.MT": "Y" if facts.means_tested else "N",
            "B.CONTRIB": "CONTRIB" if facts.contributory else "NONCONTRIB",
            "B.UNIT_REC": facts.unit,
            "B.CONTIG": " ".join(facts.contingencies),
            "B.REC_BASIS": facts.basis,
        }
        for item, text in texts.items():
            yield self._cell(item, text, **at)
        yield self._money("B.EXP", spent, benefit.scheme, benefit.id)
        yield self._cell("B.AMT_AVG", self._amount(facts), source=self._word("sources.accounts"), **at)
        yield self._cell("B.AMT_PAY", facts.payments, **at)
        yield from self._recipients(facts, at)

    def _recipients(self, facts: BenefitFacts, at: dict[str, str]) -> Iterator[Observation]:
        marks: dict[str, str] = {}
        if self.is_break and facts.type == "FAM01":
            marks = {"obs_status": "B", "note": self._word("notes.break")}
        parts = (("B.REC", facts.recipients), ("B.REC_PENAGE", facts.above_age), ("B.REC_CHILD", facts.children),
                 ("B.REC_SEVDIS", facts.severe))  # fmt: skip
        for item, persons in parts:
            if persons is not None:
                yield from self._counted(item, persons, **at, **marks)
