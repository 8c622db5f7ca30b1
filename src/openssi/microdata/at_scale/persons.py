"""The rows of a table of persons, or of households, as SQL in DuckDB's dialect, by the roles of its columns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from openssi.microdata.description import SurveyDescription

KEY_OF_ALL = "'all'"
_TEXT = ("varchar", "string", "char", "text")
_FLOATING = ("double", "float", "real")


def quoted(column: str) -> str:
    """Return a name of a column as SQL."""
    return '"' + column.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as SQL."""
    return "'" + text.replace("'", "''") + "'"


def as_double(number: float) -> str:
    """Return a number as SQL: as a floating point one, and not a decimal one."""
    return f"CAST('{number!r}' AS DOUBLE)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Persons:
    """A table whose columns have the roles of a description.

    Attributes:
        table: Its name in SQL.
        roles: The roles; those of calibrated and replicate weights are not looked at.
        types: Type of each column, in small letters, as the engine calls it.
        further: Further columns of numbers that the amounts read.
        amounts: Further numbers of each row by the name that SQL gives them, as expressions.
    """

    table: str
    roles: SurveyDescription
    types: Mapping[str, str]
    further: tuple[str, ...] = ()
    amounts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def psu(self) -> str:
        """The column of PSUs, else of households; empty where each row is a PSU."""
        return self.roles.psu[0] if self.roles.psu else self.roles.household

    def is_text(self, column: str) -> bool:
        """Tell whether a column holds text."""
        return self.types.get(column, "").startswith(_TEXT)

    def number(self, column: str) -> str:
        """Return a column as a number; NULL where it is missing, not a number, or a code of a missing one."""
        name = quoted(column)
        read = f"TRY_CAST(NULLIF(TRIM({name}), '') AS DOUBLE)" if self.is_text(column) else f"CAST({name} AS DOUBLE)"
        codes = ", ".join(f"CAST({literal(each)} AS DOUBLE)" for each in _numbers(self.missing(column)))
        is_missing = [f"ISNAN({read})", *([f"{read} IN ({codes})"] if codes else [])]
        return f"CASE WHEN {' OR '.join(is_missing)} THEN NULL ELSE {read} END"

    def category(self, column: str) -> str:
        """Return a column as text that tells its values apart; NULL where it is missing."""
        name = quoted(column)
        texts = (*(("",) if self.is_text(column) else ()), *self.missing(column))
        is_missing = [f"CAST({name} AS VARCHAR) IN ({', '.join(map(literal, texts))})"] if texts else []
        if not self.is_text(column) and _numbers(texts):
            codes = ", ".join(f"CAST({literal(each)} AS DOUBLE)" for each in _numbers(texts))
            is_missing = [f"TRY_CAST({name} AS DOUBLE) IN ({codes})"]
        if self.types.get(column, "").startswith(_FLOATING):
            is_missing.append(f"ISNAN({name})")
        text = f"CAST({name} AS VARCHAR)"
        return f"CASE WHEN {' OR '.join(is_missing)} THEN NULL ELSE {text} END" if is_missing else text

    def missing(self, column: str) -> tuple[str, ...]:
        """Return the texts that stand for a missing value in a column."""
        codes = self.roles.missing_codes
        return (*codes.get("", ()), *codes.get(column, ()))

    @property
    def weight(self) -> str:
        """Persons that a row stands for."""
        own = self.number(self.roles.weight)
        return own if self.roles.rows == "persons" else f"({own}) * ({self.number(self.roles.size)})"

    def rows(self, domain: str = KEY_OF_ALL) -> str:
        """Return the SELECT of all rows: domain, y, w, members, stratum, psu, household, sampled and further amounts.

        Args:
            domain: SQL of the text that names the domain of a row; NULL where it lies in none.
        """
        roles = self.roles
        columns = {
            "domain": domain,
            "y": self.number(roles.welfare),
            "w": self.weight,
            "members": self.number(roles.size) if roles.rows == "households" else "CAST(1 AS DOUBLE)",
            "stratum": self.category(roles.strata) if roles.strata else KEY_OF_ALL,
            "psu": self.category(self.psu) if self.psu else "''",
            "household": self.category(roles.household) if roles.household else "CAST(NULL AS VARCHAR)",
            "sampled": self.number(roles.fpc[0]) if roles.fpc else "CAST(NULL AS DOUBLE)",
            **self.amounts,
        }
        return f"SELECT {', '.join(f'{sql} AS {name}' for name, sql in columns.items())} FROM {quoted(self.table)}"

    def counted(self, domain: str = KEY_OF_ALL) -> str:
        """Return the SELECT of the rows that stand for anybody and whose welfare is known; no income is minus zero."""
        further = "".join(f", {name}" for name in self.amounts)
        return (
            f"SELECT domain, CASE WHEN y = 0 THEN CAST(0 AS DOUBLE) ELSE y END AS y, w, stratum, psu, "
            f"household{further} "
            f"FROM ({self.rows(domain)}) AS every_row WHERE y IS NOT NULL AND w > 0"
        )


def _numbers(texts: Iterable[str]) -> list[str]:
    return [each for each in texts if _is_number(each)]


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
