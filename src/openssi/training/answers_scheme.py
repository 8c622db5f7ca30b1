"""Inventory of schemes: identity, classification, groups covered by law, availability of data (B1 to B4)."""

from collections.abc import Iterator
from dataclasses import dataclass

from openssi.training.cells import CellWriter
from openssi.training.recipe import SchemeKind
from openssi.training.units import SchemeUnit
from openssi.vocabulary.observation import Observation

_GROUP_MINIMUM = 5
_TABLES = ("B1", "B2", "B3", "B4", "C1", "C2", "C3", "D1", "E1", "F1", "F2", "F3", "G1")


@dataclass(frozen=True)
class SchemeAnswers:
    """Answers of the inventory about one scheme."""

    cells: CellWriter
    unit: SchemeUnit
    kind: SchemeKind

    def identity(self) -> Iterator[Observation]:
        """Write table B1; of a scheme that ended, this is all there is."""
        cells, unit = self.cells, self.unit
        is_active = unit.is_active(cells.year)
        name = self.name()
        texts = {
            "S.ID": unit.id, "S.NAME_NAT": name, "S.NAME_EN": name, "S.INST": self._institution(),
            "S.SUPERVISOR": cells.word("institutions.labour_ministry"), "S.LEGAL_BASIS": cells.word("law"),
            "S.LAW_URL": f"https://law.example/{unit.id.lower()}", "S.STATUS": "ACTIVE" if is_active else "ENDED",
            "S.DESCR": cells.word("texts.description"), "S.URL": f"https://schemes.example/{unit.id.lower()}",
        }  # fmt: skip
        if f"acronyms.{unit.name}" in cells.world.words:
            texts["S.ACRONYM"] = cells.word(f"acronyms.{unit.name}")
        if unit.parent and cells.year >= unit.since:
            texts["S.PARENT"] = unit.parent
        if not is_active:
            texts["S.DATE_END"] = f"{unit.ended - 1}-12-31"
        for item, text in texts.items():
            yield from cells.text(item, text, scheme=unit.id)
        yield from cells.number("S.YEAR_LAW", self.kind.since, scheme=unit.id)
        yield from cells.number("S.YEAR_START", max(self.kind.since + 1, unit.first), scheme=unit.id)

    def name(self) -> str:
        """Return the name of the scheme in the year."""
        unit, cells = self.unit, self.cells
        is_renamed = unit.parent.startswith("RENAME") and cells.year >= unit.since
        return cells.word(f"schemes.{unit.successors[0] if is_renamed else unit.name}")

    def _institution(self) -> str:
        return self.cells.word(f"institutions.{self.kind.institution}")

    def classification(self) -> Iterator[Observation]:
        """Write tables B2 to B4."""
        cells, scheme = self.cells, self.unit.id
        for item, code in self.kind.answers.items():
            yield from cells.text(item, code, scheme=scheme)
        yield from cells.text("S.FUNCTIONS", " ".join(self.kind.functions), scheme=scheme)
        yield from cells.text("S.MAIN_FUNC", self.kind.functions[0], scheme=scheme)
        yield from cells.text("S.ESSPROS_ID", f"{scheme}-E", scheme=scheme)
        yield from self._groups()
        yield from self._availability()

    def _groups(self) -> Iterator[Observation]:
        cells, scheme = self.cells, self.unit.id
        if cells.offers("S.GRP", "GROUP"):
            for group, coverage in self.kind.groups.items():
                yield from cells.text("S.GRP", coverage, scheme=scheme, breakdown=group)
        if self.kind.is_contributory:
            wage = cells.country.wage
            yield from cells.number("S.FIRM_SIZE_MIN", _GROUP_MINIMUM, scheme=scheme)
            yield from cells.number("S.EARN_MIN", round(0.2 * wage), scheme=scheme, currency=cells.country.currency)
            yield from cells.number("S.EARN_MAX", 5 * wage, scheme=scheme, currency=cells.country.currency)
        yield from cells.text("S.EXCL_NOTE", cells.word("texts.excluded"), scheme=scheme)

    def _availability(self) -> Iterator[Observation]:
        cells, scheme = self.cells, self.unit.id
        if cells.offers("S.AVAIL", "TABLE"):
            for table in _TABLES:
                yield from cells.text("S.AVAIL", self._available(table), scheme=scheme, breakdown=table)
        yield from cells.number("S.LAST_YEAR", cells.year - 1 if cells.is_last else cells.year, scheme=scheme)

    def _available(self, table: str) -> str:
        if table == "C3" and not self.kind.is_contributory:
            return "CANNOT_EXIST"
        return "REPORTED"
