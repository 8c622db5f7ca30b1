"""What the form asks of the institution and the country: A1, A2, H1, M1, Q1."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from openssi.training.cells import CellWriter
from openssi.training.coverage import Coverage
from openssi.training.facts import BySex, share_of
from openssi.training.totals import totals_of
from openssi.training.units import SchemeUnit
from openssi.vocabulary.observation import TOTAL, Observation

_MIGRANTS = {"NATIONAL": "NA", "REGULAR": "MAND", "REFUG": "PART", "IRREG": "EXCL", "U": "NA"}
_ABROAD = {"QMA": 3, "QMB": 2, "QMM": 1}
_SOURCES = {
    "C1": "ACCOUNTS",
    "C2": "ACCOUNTS",
    "C3": "ACCOUNTS",
    "D1": "ADMIN",
    "F1": "ACCOUNTS",
    "F2": "ADMIN",
    "H1": "ADMIN",
}


@dataclass(frozen=True)
class CountryAnswers:
    """Answers that belong to no scheme."""

    cells: CellWriter
    coverage: Coverage
    units: tuple[SchemeUnit, ...]
    is_break: bool

    def conventions(self) -> Iterator[Observation]:
        """Write tables A1 and A2."""
        cells, country = self.cells, self.cells.country
        yield from self._institution()
        yield from cells.number("N.REF_YEAR", cells.year)
        yield from cells.text("N.FY_START", country.fiscal[0])
        yield from cells.text("N.FY_RULE", country.fiscal[1])
        yield from cells.text("N.CURRENCY", country.currency)
        yield from cells.number("N.UNIT_MULT", country.unit_mult)
        yield from cells.number("N.PERS_MULT", country.pers_mult)
        for item, code in (("N.ACC_BASIS", "ACCRUAL"), ("N.POP_BASIS", "DEJURE"), ("N.SUBNAT", self._subnational())):
            yield from cells.text(item, code)

        if country.new_currency == cells.year:
            yield from cells.number("N.CURR_CHANGE", 1)
            yield from cells.text("N.CURR_CHANGE_DATE", f"{cells.year}-01-01")

    def _subnational(self) -> str:
        return "SOME" if any(self.coverage.has(kind) for kind in ("regional", "housing", "mutual")) else "ALL"

    def _institution(self) -> Iterator[Observation]:
        cells, code = self.cells, self.cells.country.code.lower()
        texts = {
            "I.INST_NAME": cells.word("institutions.labour_ministry"), "I.INST_TYPE": "MIN_LAB", "I.ROLE": "COORD",
            "I.FOCAL_NAME": cells.word("texts.focal"), "I.FOCAL_EMAIL": f"focal.point@{code}.example",
            "I.FOCAL_PHONE": "+000 000 000", "I.LANG": cells.country.language.upper(),
            "I.SCHEMES": "; ".join(each.id for each in self.units if each.is_listed(cells.year)),
        }  # fmt: skip
        for item, text in texts.items():
            if text:
                yield from cells.text(item, text)

    # National totals

    def totals(self) -> Iterator[Observation]:
        """Write table H1: each person once."""
        cells, country = self.cells, self.cells.country
        yield from cells.text("H.DEDUP", "BOUNDS" if country.leaves_empty else "LINK")
        for item, by_sex in totals_of(self.coverage).items():
            if item in country.leaves_empty or (item == "H.COV_OLD_NC" and "H.COV_OLD" in country.leaves_empty):
                continue
            marks = {"source": cells.word("sources.totals")}
            if item in {"H.COV_OLD", "H.COV_OLD_C"} and self.coverage.abroad:
                marks["note"] = cells.word("notes.overshoot")
            if item == "H.COV_CHILD" and self.is_break:
                marks |= {"obs_status": "B", "note": cells.word("notes.break")}
            yield from cells.persons(item, by_sex, **marks)
        yield from self._overlap()

    def _overlap(self) -> Iterator[Observation]:
        pairs = (("pension", "universal", 98), ("pension", "private", 100), ("assistance", "regional", 0))
        if not self.cells.offers("H.OVERLAP", "PAIR"):
            return
        active = {each.kind: each.id for each in self.units if each.is_active(self.cells.year)}
        for first, second, share in pairs:
            if first in active and second in active:
                yield from self.cells.number("H.OVERLAP", share, breakdown=f"{active[first]}+{active[second]}")

    # Migrant workers

    def migrants(self) -> Iterator[Observation]:
        """Write table M1, where the country answers it."""
        share = self.cells.country.migrants
        if share is None:
            return
        cells = self.cells
        served = {function for kind in self.coverage.kinds for function in cells.world.recipe.kinds[kind].functions}
        marks = {"source": cells.word("sources.register")}
        for function in sorted(served):
            yield from self._access(function)
            yield from cells.text("M.EXPORT", "Y" if function in {"OLD", "SUR", "DIS", "INJ"} else "N", func=function)
        yield from cells.persons("M.ACTIVE", share_of(self.coverage.contributors, share), **marks)
        for function, persons in self._recipients().items():
            yield from cells.persons("M.REC", share_of(persons, 0.5 * share), func=function, **marks)
        neighbours = [each for each in _ABROAD if each != cells.country.code]
        names = (
            each.name.in_language(cells.country.language) for each in cells.world.countries if each.code in neighbours
        )
        yield from cells.text("M.AGREEM", "; ".join(cells.word("texts.agreement", name=name) for name in names))
        yield from self._abroad(neighbours)

    def _access(self, function: str) -> Iterator[Observation]:
        if self.cells.offers("M.ACCESS", "MIGSTAT"):
            for status, access in _MIGRANTS.items():
                yield from self.cells.text("M.ACCESS", access, func=function, breakdown=status)
        else:
            yield from self.cells.text("M.ACCESS", "PART", func=function)

    def _recipients(self) -> dict[str, BySex]:
        found = {"OLD": self.coverage.contributory_pensioners, "FAM": self.coverage.children}
        return {**found, "UNE": self.coverage.unemployed}

    def _abroad(self, neighbours: list[str]) -> Iterator[Observation]:
        pensioners = self.coverage.contributory_pensioners[TOTAL]
        for item in ("M.REC_ABROAD", "M.EXP_ABROAD"):
            yield from self._paid_abroad(item, round(0.03 * pensioners), {})
            if self.cells.offers(item, "COUNTRY"):
                for code in neighbours:
                    yield from self._paid_abroad(item, round(0.001 * _ABROAD[code] * pensioners), {"breakdown": code})

    def _paid_abroad(self, item: str, persons: int, key: dict[str, str]) -> Iterator[Observation]:
        if item == "M.REC_ABROAD":
            yield from self.cells.persons(item, persons, source=self.cells.word("sources.register"), **key)
        else:
            yearly = Decimal(persons) * self.cells.country.wage * 4
            yield from self.cells.money(item, self.cells.typed(yearly), **key)

    # Quality

    def quality(self, table: str, **subject: str) -> Iterator[Observation]:
        """Write table Q1 about one table of the country or of a scheme."""
        cells = self.cells
        if not cells.offers("Q.SRC_TYPE", "TABLE") or cells.length == "core":
            return
        is_money = _SOURCES[table] == "ACCOUNTS"
        is_estimate = cells.country.estimates and not is_money
        source = "sources.accounts" if is_money else "sources.totals" if table == "H1" else "sources.register"
        status = "P" if is_money and cells.is_last else "E" if is_estimate else "A"
        texts = {
            "Q.SRC_TYPE": "EST" if is_estimate else _SOURCES[table], "Q.SRC_REF": cells.word(source),
            "Q.REF_MOMENT": (cells.fiscal_year or str(cells.year)) if is_money else f"{cells.year}-12-31",
            "Q.OBS_STATUS": status, "Q.CONF_STATUS": "F", "Q.PUB": "PROVISIONAL" if status == "P" else "PUBLISHED",
        }  # fmt: skip
        if is_estimate:
            texts["Q.METHOD"] = cells.word("texts.method")
        if self.is_break and table == "H1":
            texts["Q.BREAK"] = cells.word("notes.break")
        if table == "H1":
            texts |= {
                "Q.SRC_URL": f"https://statistics.example/{cells.country.code.lower()}",
                "Q.NOTE": cells.word("texts.method" if is_estimate else "texts.description"),
                "Q.EMBARGO": f"{cells.year + 1}-09-30", "Q.WELFARE": "CONSUMPTION",
            }  # fmt: skip
            yield from cells.number("Q.BURDEN", 540, breakdown=table, **subject)
            yield from cells.number("Q.PPP_YEAR", 2017, breakdown=table, **subject)
        yield from cells.number("Q.COVERAGE", 66 if is_estimate else 98, breakdown=table, **subject)
        for item, text in texts.items():
            yield from cells.text(item, text, breakdown=table, **subject)
