"""Legal parameters and legal coverage (G1, G2)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openssi.training.cells import CellWriter
from openssi.training.context import wage_of
from openssi.training.coverage import Coverage
from openssi.training.facts import NOBODY, BySex, by_sex, minus, plus, share_of
from openssi.training.parameters import Amendment
from openssi.training.recipe import SchemeKind, as_answer
from openssi.training.units import SchemeUnit
from openssi.vocabulary.observation import Observation

FUNCTIONS = ("OLD", "SUR", "DIS", "SIC", "HEA", "FAM", "MAT", "INJ", "UNE", "HOU", "EDU", "SOC")
ARTICLES = {function: 10 + 3 * at for at, function in enumerate(FUNCTIONS)}
CONSOLIDATED = "2015-01-01"
"""Since when the law is as it stood in the first year."""

_LIMITED = frozenset({"employer", "works", "provident", "waiver", "housing", "mutual"})
_UNSAID = frozenset({"private", "mutual", "school"})
_RATIFIED = {"HIC": 5, "UMIC": 3, "LMIC": 2, "LIC": 1}
_CONVENTIONS = ("C102", "C118", "C121", "C183", "C128", "C130", "C168", "C157")
_PARTS = "III V VI VIII IX X"


@dataclass(frozen=True)
class SchemeLaw:
    """Legal parameters of one scheme, by function.

    Attributes:
        rate: Contribution rate of all functions together, per cent, before amendments.
    """

    cells: CellWriter
    unit: SchemeUnit
    kind: SchemeKind
    rate: Decimal

    def write(self) -> Iterator[Observation]:
        """Write table G1 of the scheme."""
        for position, function in enumerate(self.kind.functions):
            yield from self._function(function, is_main=position == 0)
        yield from self._of_scheme()

    def _law(self, item: str, answer: Decimal | int | str, function: str, **key: Any) -> Iterator[Observation]:  # noqa: ANN401
        amended = self._amended(item, function)
        marks = article(self.cells, function, amended.year if amended else None)
        yield from self.cells.answer(item, answer, scheme=self.unit.id, **key, **marks)

    def _amended(self, item: str, function: str) -> Amendment | None:
        """The last amendment of a parameter that is in force."""
        words = {"L.CR_EE": "rate", "L.CR_ER": "rate", "L.CR_SELF": "rate", "L.RR": "replacement"}
        found = [
            each for each in self.cells.country.amendments
            if each.kind == self.unit.kind and each.year <= self.cells.year and each.what == words.get(item)
            and each.function in {"", function}
        ]  # fmt: skip
        return found[-1] if found else None

    def _function(self, function: str, *, is_main: bool) -> Iterator[Observation]:
        at = {"func": function}
        if self.kind.is_contributory:
            for item, rate in self._rates(is_main=is_main).items():
                yield from self._law(item, rate, function, **at)
            yield from self._law("L.CR_GOV_TXT", self.cells.word("texts.government"), function, **at)
        for item, answer in self.kind.law[function].items():
            amended = self._amended(item, function)
            value = Decimal(amended.percent) if amended and item == "L.RR" else as_answer(answer)
            yield from self._law(item, value, function, **at)
        if function in {"OLD", "SUR", "DIS"}:
            yield from self._law("L.RR_TXT", self.cells.word("texts.formula"), function, **at)
        yield from self._standard_beneficiary(function)

    def _rates(self, *, is_main: bool) -> Mapping[str, Decimal]:
        """The main function carries what is left of the rate after tenths for the others."""
        others = len(self.kind.functions) - 1
        minor = round(self.rate / 10, 1) if others else Decimal(0)
        total = self.rate - minor * others if is_main else minor
        amended = self._amended("L.CR_ER", self.kind.functions[0])
        if is_main and amended:
            total += Decimal(str(amended.points))
        worker = round(total * Decimal("0.4"), 1)
        zero = Decimal(0)
        if self.unit.kind == "employer":
            return {"L.CR_EE": zero, "L.CR_ER": zero, "L.CR_SELF": zero, "L.CR_GOV": zero}
        return {"L.CR_EE": worker, "L.CR_ER": total - worker, "L.CR_SELF": total, "L.CR_GOV": zero}

    def _standard_beneficiary(self, function: str) -> Iterator[Observation]:
        if function in {"OLD", "SUR", "DIS", "SIC", "UNE", "INJ", "MAT"}:
            wage = wage_of(self.cells.country, self.cells.year - self.cells.world.years[0])
            rate = Decimal(self.kind.law[function]["L.RR"])
            amounts = {"L.SB_BEN": wage * rate / 100, "L.SB_FA_BEN": wage / 20, "L.SB_FA_WORK": wage / 20}
            for item, amount in amounts.items():
                yield from self._law(item, round(amount), function, func=function, currency=self.cells.country.currency)

    def _of_scheme(self) -> Iterator[Observation]:
        function, wage = self.kind.functions[0], Decimal(self.cells.country.wage)
        currency = {"currency": self.cells.country.currency}
        if self.kind.is_contributory:
            yield from self._law("L.CEIL", 4 * wage, function, **currency)
            yield from self._law("L.FLOOR", round(wage / 4), function, **currency)
        for branch, degree in (("DIS", 50), ("INJ", 20)):
            if branch in self.kind.functions:
                yield from self._law("L.DIS_DEGREE", degree, branch)
        if self.kind.answers["S.MEANS_TEST"] != "NONE":
            yield from self._law("L.MT_LIMIT", round(wage / 5), function, **currency)
        if function == "HEA":
            yield from self._law("L.COPAY", Decimal(0 if self.unit.kind == "waiver" else 15), function)
            yield from self._law("L.HEA_PKG", "GP SPEC PHARMA HOSP MATERN PREVENT", function)


def article(cells: CellWriter, function: str, amended: int | None = None) -> dict[str, str]:
    """Return the article of law and the day from which it is in force."""
    number = ARTICLES[function]
    if amended is None:
        source = cells.word("law") if cells.length == "core" else cells.word("texts.article", number=number)
        return {"source": source, "ref_detail": CONSOLIDATED}
    source = cells.word("texts.amendment", year=amended - 1, number=number)
    return {"source": source, "ref_detail": f"{amended}-01-01"}


@dataclass(frozen=True)
class CountryLaw:
    """Provision by function, pensionable ages, legal coverage, conventions."""

    cells: CellWriter
    coverage: Coverage
    units: tuple[SchemeUnit, ...]

    def write(self) -> Iterator[Observation]:
        """Write what tables G1 and G2 ask of the country."""
        for function in FUNCTIONS:
            marks = {**self._note(), **article(self.cells, function)}
            yield from self.cells.text("L.EXISTS", self.provision(function), func=function, **marks)
        yield from self._conventions()
        if self.cells.country.has_no_scheme:
            return
        yield from self._ages()
        yield from self._leave()
        yield from self._legal_coverage()

    def _note(self) -> dict[str, str]:
        return {"note": self.cells.word("notes.no_scheme")} if self.cells.country.has_no_scheme else {}

    def provision(self, function: str) -> str:
        """Return what the law provides for a function."""
        recipe = self.cells.world.recipe
        serving = [kind for kind in self.coverage.kinds if function in recipe.kinds[kind].functions]
        statutory = [kind for kind in serving if recipe.kinds[kind].answers["S.STATUTORY"] == "Y"]
        if not statutory:
            return "NOT_ANCH" if function in {"HOU", "EDU"} and not self.cells.country.has_no_scheme else "NONE"
        return "LIMITED" if all(kind in _LIMITED for kind in statutory) else "ANCH_PER"

    def _ages(self) -> Iterator[Observation]:
        cells, country = self.cells, self.cells.country
        men, women = country.ages_in(cells.year)
        amended = [each.year for each in country.amendments if each.what == "age"]
        in_force = max((year for year in amended if year <= cells.year), default=None)
        marks = article(cells, "OLD", in_force)
        yield from cells.number("L.AGE_M", men, **marks)
        yield from cells.number("L.AGE_F", women, **marks)
        coming = [year for year in amended if year > cells.year]
        yield from cells.text("L.AGE_FUTURE", cells.word("texts.future", year=min(coming, default=2030)), **marks)
        yield from cells.number("L.AGE_EARLY", men - 3, **marks)
        if cells.offers("L.AGE_EARLY", "SEX"):
            yield from cells.number("L.AGE_EARLY", women - 3, sex="F", **marks)
            yield from cells.number("L.AGE_EARLY", men - 3, sex="M", **marks)

    def _leave(self) -> Iterator[Observation]:
        cells, has = self.cells, self.coverage.has
        marks = article(cells, "MAT")
        if has("maternity") or has("employer"):
            yield from cells.number("L.MAT_WEEKS", 14 if has("maternity") else 8, **marks)
            yield from cells.text("L.MAT_PAYER", "INSUR" if has("maternity") else "EMPLOYER", **marks)
            yield from cells.number("L.PAT_DAYS", 10 if has("maternity") else 3, **marks)
        if has("child"):
            yield from cells.number("L.CHILD_AGE", 15, **article(cells, "FAM"))

    # Table G2

    def _legal_coverage(self) -> Iterator[Observation]:
        marks = {"source": self.cells.word("sources.labour")}
        for function in FUNCTIONS:
            groups = self._groups(function)
            for item, persons in zip(("L.COV_MAND", "L.COV_VOL", "L.COV_NC"), groups, strict=True):
                yield from self.cells.persons(item, persons, func=function, **marks)
        if self.coverage.has("unemployment"):
            mandatory = self._groups("UNE")[0]
            yield from self.cells.persons("L.COV_ALL", share_of(mandatory, 0.9), **marks)
        else:
            yield from self.cells.persons("L.COV_ALL", NOBODY, **marks)
        yield from self.cells.text("L.COV_METHOD", "LFS")
        for unit in self.units:
            main = self.cells.world.recipe.kinds[unit.kind].functions
            for function in main:
                if unit.is_active(self.cells.year) and self._first_serving(function) == unit.id:
                    yield from self.cells.text("L.REF_SCHEME", unit.id, func=function)

    def _first_serving(self, function: str) -> str:
        kinds = self.cells.world.recipe.kinds
        serving = (
            each.id for each in self.units if each.is_active(self.cells.year) and function in kinds[each.kind].functions
        )
        return next(serving, "")

    def _groups(self, function: str) -> tuple[BySex, BySex, BySex]:
        """Mandatory, voluntary and non-contributory: three exclusive groups within the persons concerned."""
        concerned, kinds = self._concerned(function), self.cells.world.recipe.kinds
        serving = [kind for kind in self.coverage.kinds if function in kinds[kind].functions and kind not in _UNSAID]
        insuring = [kind for kind in serving if kinds[kind].is_contributory]
        mandatory = voluntary = NOBODY
        if insuring:
            reached = max(self.coverage.country.schemes[kind] for kind in insuring)
            mandatory = share_of(concerned, min(0.92, 1.15 * reached))
            voluntary = share_of(minus(concerned, mandatory), 0.15)
        left = minus(concerned, plus(mandatory, voluntary))
        others = [self.coverage.country.schemes[kind] for kind in serving if not kinds[kind].is_contributory]
        return mandatory, voluntary, share_of(left, min(1.0, max(others))) if others else NOBODY

    def _concerned(self, function: str) -> BySex:
        people = self.coverage.people
        if function in {"UNE", "INJ", "SIC"}:
            return by_sex(people.labour_force("M"), people.labour_force("F"))
        if function == "MAT":
            return by_sex(0, people.aged("F", 15, 64))
        if function in {"FAM", "EDU"}:
            return by_sex(people.children("M"), people.children("F"))
        if function in {"HEA", "HOU", "SOC"}:
            return self.coverage.everybody
        return by_sex(people.aged("M", 15, 64), people.aged("F", 15, 64))

    def _conventions(self) -> Iterator[Observation]:
        country = self.cells.country
        ratified = _CONVENTIONS[: _RATIFIED[country.income]]
        for convention in _CONVENTIONS:
            if self.cells.offers("L.RATIF", "CONV"):
                yield from self.cells.text("L.RATIF", "Y" if convention in ratified else "N", breakdown=convention)
        if self.cells.offers("L.RATIF_DATE", "CONV"):
            for number, convention in enumerate(ratified):
                yield from self.cells.text("L.RATIF_DATE", f"{1987 + 4 * number}-06-15", breakdown=convention)
        yield from self.cells.text("L.RATIF_PARTS", _PARTS)
