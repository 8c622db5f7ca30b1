"""Receipts, expenditure, balance and reserves of a scheme (C1 to C3)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from openssi.training.cells import CellWriter
from openssi.training.facts import BenefitFacts
from openssi.training.recipe import SchemeKind
from openssi.training.units import SchemeUnit
from openssi.vocabulary.observation import Observation

_ZERO = Decimal(0)
_ASSETS = {"GOVSEC": "0.44", "DEPOSIT": "0.18", "LOAN": "0.05", "EQUITY": "0.16", "REALEST": "0.07", "FOREIGN": "0.06"}
_SECTORS = {"CORP": "0.62", "GOV": "0.31", "HHNPI": "0.06"}
_RESERVES_GROW = Decimal("1.05")
_LOCAL = {"regional": "STATE", "housing": "LOCAL"}


@dataclass(frozen=True)
class Accounts:
    """The accounts of one scheme and year, every amount as it is typed.

    Attributes:
        spent: Expenditure of each benefit.
        paid_over: Transfer to another scheme of the country.
        received: Transfer from another scheme of the country.
        baseline: Total expenditure of the first year, from which the reserves grow.
        note: What is said of a jump of the expenditure.
    """

    cells: CellWriter
    unit: SchemeUnit
    kind: SchemeKind
    spent: tuple[tuple[BenefitFacts, Decimal], ...]
    paid_over: Decimal = _ZERO
    received: Decimal = _ZERO
    baseline: Decimal = _ZERO
    note: str = ""

    def write(self) -> Iterator[Observation]:
        """Write tables C1 to C3."""
        yield from self._parts("S.REC_CONTR_ER", self.receipts["S.REC_CONTR_ER"], "SECTOR", _SECTORS, "ROW")
        for item, value in {**self.receipts, **self.expenditure}.items():
            yield from self._money(item, value, **({"note": self.note} if self.note and item == "S.EXP_TOTAL" else {}))
        level = _LOCAL.get(self.unit.kind, "CENTRAL")
        for item in ("S.REC_GOV_EARM", "S.REC_GOV_GEN"):
            yield from self._parts(item, self.receipts[item], "GOVLEV", {}, level)
        yield from self._parts("S.REC_TRANSF", self.received, "COUNTERPART", {}, "DOM_SCHEME")
        yield from self._parts("S.EXP_TRANSF", self.paid_over, "COUNTERPART", {}, "DOM_SCHEME")
        yield from self._by_function()
        yield from self._memo()
        if self.kind.is_contributory and self.reserve:
            yield from self._reserves()

    # Expenditure

    @cached_property
    def expenditure(self) -> Mapping[str, Decimal]:
        """Table C2."""
        forms = ("CASH_PER", "CASH_LUMP", "KIND")
        benefits = {form: sum((spent for facts, spent in self.spent if facts.form == form), _ZERO) for form in forms}
        paid = sum(benefits.values(), _ZERO)
        administration = self.cells.share(paid, "0.04")
        return {
            **{f"S.EXP_{form}": value for form, value in benefits.items()},
            "S.EXP_BEN_MT": sum((spent for facts, spent in self.spent if facts.means_tested), _ZERO),
            "S.EXP_ADMIN": administration,
            "S.EXP_ADMIN_STAFF": self.cells.share(administration, "0.6"),
            "S.EXP_TRANSF": self.paid_over,
            "S.EXP_OTHER": _ZERO,
            "S.EXP_TOTAL": paid + administration + self.paid_over,
        }

    @property
    def total(self) -> Decimal:
        """Total expenditure."""
        return self.expenditure["S.EXP_TOTAL"]

    def _by_function(self) -> Iterator[Observation]:
        if self.cells.offers("S.EXP_FUNC", "FUNC"):
            for function in self.kind.functions:
                value = sum((spent for facts, spent in self.spent if facts.func == function), _ZERO)
                yield from self._money("S.EXP_FUNC", value, func=function)

    def _memo(self) -> Iterator[Observation]:
        cash = self.expenditure["S.EXP_CASH_PER"] if self.kind.is_contributory else _ZERO
        crisis = sum((spent for facts, spent in self.spent if facts.type == "SOC03"), _ZERO)
        arrears = self.cells.share(self.receipts["S.REC_CONTR_ER"], "0.03")
        yield from self._money("S.REC_ARREARS", arrears)
        yield from self._parts("S.REC_ARREARS", arrears, "SECTOR", _SECTORS, "ROW")
        yield from self._money("S.EXP_TAXBACK", self.cells.share(cash, "0.05"))
        yield from self._money("S.EXP_BUDGET", self.cells.share(self.total, "1.02"))
        yield from self._money("S.EXP_CRISIS", crisis)

    # Receipts

    @cached_property
    def receipts(self) -> Mapping[str, Decimal]:
        """Table C1."""
        names = (
            "S.REC_CONTR_ER", "S.REC_CONTR_ER_IMP", "S.REC_CONTR_EE", "S.REC_CONTR_SELF", "S.REC_CONTR_PEN",
            "S.REC_GOV_EARM", "S.REC_GOV_GEN", "S.REC_INVEST", "S.REC_GRANT", "S.REC_OTH",
        )  # fmt: skip
        surplus = Decimal(str(self._share("surplus") if self.kind.is_contributory else 0))
        due = (self.total - self.received) * (1 + surplus if self._is_funded else 1)
        shares = self._shares
        parts = {name: self.cells.share(due, shares.get(name, _ZERO)) for name in names}
        return {**parts, "S.REC_TRANSF": self.received, "S.REC_TOTAL": sum(parts.values(), self.received)}

    @property
    def _is_funded(self) -> bool:
        return self.unit.kind not in {"employer", "mutual"}

    def _share(self, name: str) -> float:
        return self.cells.country.accounts.get(name, 0.0)

    @cached_property
    def _shares(self) -> Mapping[str, Decimal]:
        if self.unit.kind == "employer":
            return {"S.REC_CONTR_ER_IMP": Decimal(1)}
        if self.unit.kind == "mutual":
            return {"S.REC_CONTR_SELF": Decimal("0.7"), "S.REC_GRANT": Decimal("0.3")}
        grant, earmarked, invest, other = (
            Decimal(str(self._share(name))) for name in ("grant", "earmarked", "invest", "other")
        )
        if not self.kind.is_contributory:
            gone = {"S.REC_GRANT": grant, "S.REC_GOV_EARM": earmarked}
            return {**gone, "S.REC_GOV_GEN": 1 - grant - earmarked}
        pensioners = Decimal("0.02") if self.unit.kind == "health" and self.cells.country.accounts else _ZERO
        left = 1 - invest - other - pensioners
        return {
            "S.REC_INVEST": invest, "S.REC_OTH": other, "S.REC_CONTR_PEN": pensioners,
            "S.REC_CONTR_ER": left * Decimal("0.52"), "S.REC_CONTR_EE": left * Decimal("0.34"),
            "S.REC_CONTR_SELF": left * Decimal("0.06"), "S.REC_GOV_GEN": left * Decimal("0.08"),
        }  # fmt: skip

    @property
    def contributions(self) -> Decimal:
        """Social contributions of all payers."""
        return sum((value for item, value in self.receipts.items() if item.startswith("S.REC_CONTR")), _ZERO)

    # Reserves

    @cached_property
    def reserve(self) -> Decimal:
        """The reserve at the start of the first year."""
        return self.baseline * Decimal(str(self._share("reserve")))

    def _reserves(self) -> Iterator[Observation]:
        years_on = self.cells.year - self.cells.world.years[0]
        opening, closing = (
            round(self.reserve * _RESERVES_GROW ** (years_on + each), self.cells.places) for each in (0, 1)
        )
        yield from self._money("S.RES_OPEN", opening)
        yield from self._money("S.RES_CLOSE", closing)
        balance = self.receipts["S.REC_TOTAL"] - self.total
        yield from self._money("S.RES_REVAL", closing - opening - balance)
        yield from self._money("S.ASSETS", closing)
        yield from self._parts("S.ASSETS", closing, "ASSET", _ASSETS, "OTHER")
        yield from self.cells.text("S.ACT_DATE", f"{self.cells.year - 2}-12-31", scheme=self.unit.id)
        yield from self.cells.number("S.ACT_YEAR_EXH", 2061, scheme=self.unit.id)

    # Cells

    def _money(self, item: str, value: Decimal, **key: str) -> Iterator[Observation]:
        yield from self.cells.money(item, value, scheme=self.unit.id, **key)

    def _parts(
        self, item: str, whole: Decimal, dimension: str, shares: Mapping[str, str], rest: str
    ) -> Iterator[Observation]:
        """Write an amount by the codes of a dimension, which together make the whole."""
        if not self.cells.offers(item, dimension) or not whole:
            return
        left = whole
        for code, share in shares.items():
            part = self.cells.share(whole, share)
            left -= part
            yield from self._money(item, part, breakdown=code)
        yield from self._money(item, left, breakdown=rest)
