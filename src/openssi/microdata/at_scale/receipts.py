"""What persons receive from a programme, as SQL: `openssi.microdata.benefits.transfers` over a table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from openssi.engine import Queries
from openssi.microdata.at_scale.persons import KEY_OF_ALL, Persons
from openssi.microdata.benefits.incidence import Beneficiaries, RankedBy
from openssi.microdata.benefits.transfers import Transfer
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import Place

_INFINITY = "CAST('Infinity' AS DOUBLE)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipts:
    """The rows of a table with all that is received.

    Attributes:
        persons: The table, with the amounts of transfers, the household and its size and scale.
        transfers: All that the survey asks about.
    """

    persons: Persons
    transfers: tuple[Transfer, ...]

    @classmethod
    def of(cls, persons: Persons) -> "Receipts":
        """Return the receipts of a table; a missing amount is one of zero."""
        roles = persons.roles
        columns = {
            "heads": persons.number(roles.size) if roles.size else "CAST(NULL AS DOUBLE)",
            "scale": persons.number(roles.scale) if roles.scale else "CAST(NULL AS DOUBLE)",
        }
        for number, each in enumerate(roles.transfers):
            columns[f"r{number}"] = f"({persons.number(each.column)}) * CAST('{each.times!r}' AS DOUBLE)"
        further = tuple(each for each in (roles.size, roles.scale) if each)
        further += tuple(each.column for each in roles.transfers)
        return cls(persons=replace(persons, further=further, amounts=columns), transfers=roles.transfers)

    def _with_totals(self, domain: str) -> str:
        """Return the SELECT of rows with known welfare: members, divisor, and t0, what the household has."""
        roles = self.persons.roles
        counted = "CAST(COUNT(*) OVER (PARTITION BY household) AS DOUBLE)" if roles.household else "CAST(1 AS DOUBLE)"
        heads = "heads" if roles.size else counted
        in_household = " OVER (PARTITION BY household)" if roles.household else ""
        amounts = "".join(f", COALESCE(r{number}, 0) AS a{number}" for number in range(len(self.transfers)))
        totals = ""
        for number, each in enumerate(self.transfers):
            is_of_person = each.per == "person" and roles.household
            totals += f", {f'SUM(a{number}){in_household}' if is_of_person else f'a{number}'} AS t{number}"
            if each.per == "household" and roles.household:
                totals += f", MAX(a{number}){in_household} - MIN(a{number}){in_household} AS d{number}"
        return (
            f"SELECT every_row.*, {heads} AS sized, {'scale' if roles.scale else heads} AS divisor{totals} "
            f"FROM (SELECT r.*{amounts} FROM ({self.persons.rows(domain)}) AS r WHERE y IS NOT NULL) AS every_row"
        )

    def counted(
        self, domain: str, members: Sequence[Transfer], beneficiaries: Beneficiaries, ranked_by: RankedBy
    ) -> str:
        """Return the SELECT of the rows that stand for anybody with what comes to them from a programme.

        Its y is what the population is ranked by; `after` is welfare after all transfers.

        Args:
            domain: SQL of the text that names the domain of a row.
            members: The transfers of the programme.
            beneficiaries: Who counts, and whose money.
            ranked_by: Whether y is welfare before or after the programme.
        """
        numbers = [number for number, each in enumerate(self.transfers) if each in members]
        own = {n: f"a{n} / sized" if self.transfers[n].per == "household" else f"a{n}" for n in numbers}
        outside = [f"t{n} / divisor" for n, each in enumerate(self.transfers) if not each.in_welfare]
        after = " + ".join(["y", *outside])
        transfer = " + ".join(f"t{n} / divisor" for n in numbers)
        money = " + ".join(own.values() if beneficiaries == "direct" else (f"t{n} / sized" for n in numbers))
        received = " OR ".join(
            f"{each} > 0" for each in (own.values() if beneficiaries == "direct" else [f"({money})"])
        )
        ranked = f"({after}) - ({transfer})" if ranked_by == "pre" else after
        return (
            f"SELECT domain, {ranked} AS y, {after} AS after, w, stratum, psu, household, {money} AS money, "
            f"{transfer} AS transfer, CAST(CASE WHEN {received} THEN 1 ELSE 0 END AS DOUBLE) AS receives "
            f"FROM ({self._with_totals(domain)}) AS received WHERE w > 0"
        )

    def told(self, queries: Queries, place: Place) -> list[Problem]:
        """Return what is to be told about missing amounts."""
        sums = ", ".join(f"SUM(CASE WHEN r{n} IS NULL THEN 1 ELSE 0 END) AS n{n}" for n in range(len(self.transfers)))
        found = queries.rows(f"SELECT {sums} FROM ({self.persons.rows()}) AS every_row")[0]
        return [
            Problem("SURVEY_TRANSFER_MISSING", place, {"column": each.column, "count": int(found[f"n{n}"])})
            for n, each in enumerate(self.transfers)
            if found[f"n{n}"]
        ]

    def refuse(self, queries: Queries, place: Place) -> None:
        """Refuse amounts and sizes that cannot be used.

        Raises:
            FixTheFile: if a household has no number or no size, an amount is infinite or negative, or members of a
                household differ in what it receives.
        """
        roles = self.persons.roles
        wrong: list[tuple[str, str, dict[str, object]]] = []
        if roles.household:
            wrong.append(("household IS NULL", "SURVEY_DESIGN_COLUMN_EMPTY", {"column": roles.household}))
        for name, column in (("members", "sized"), ("scale", "divisor")):
            unfit = f"{column} IS NULL OR {column} <= 0 OR {column} = {_INFINITY}"
            wrong.append((unfit, "BENEFITS_SIZE_NOT_POSITIVE", {"item": name}))
        for n, each in enumerate(self.transfers):
            wrong.append((f"ABS(a{n}) = {_INFINITY}", "SURVEY_TRANSFER_INFINITE", {"column": each.column}))
            wrong.append((f"a{n} < 0", "BENEFITS_TRANSFER_NEGATIVE", {"transfer": each.name}))
            if each.per == "household" and roles.household:
                wrong.append((f"d{n} > 0", "BENEFITS_HOUSEHOLD_DIFFERS", {"transfer": each.name}))
        sums = ", ".join(f"SUM(CASE WHEN {sql} THEN 1 ELSE 0 END) AS n{at}" for at, (sql, *_) in enumerate(wrong))
        found = queries.rows(f"SELECT {sums} FROM ({self._with_totals(KEY_OF_ALL)}) AS received")[0]
        for at, (_, code, values) in enumerate(wrong):
            if found[f"n{at}"]:
                where = Place(file=place.file, item=str(values.pop("item", values.get("transfer", ""))))
                counts = {"count": int(found[f"n{at}"]), "rows": int(found[f"n{at}"])}
                raise FixTheFile.because(code, where, **values, **counts)
