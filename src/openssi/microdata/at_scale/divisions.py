"""The domains of a table: which column divides it, and what its values are called."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise, product
from typing import Any

from openssi.engine import Queries
from openssi.microdata.at_scale.persons import KEY_OF_ALL, Persons, quoted
from openssi.microdata.domains import MANY_GROUPS, refuse_too_many_groups
from openssi.microdata.read_survey import AGE_GROUP
from openssi.microdata.survey_columns import value_text
from openssi.vocabulary.estimate import ALL

_BETWEEN = "\x1f"
"""Between the keys of a crossed domain; no label of a column holds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """Domains by one column or several crossed ones.

    Attributes:
        variable: The columns, joined by commas, or `all`.
        key: SQL of the text that names the domain of a row; NULL where it lies in none.
        names: What the domains are called by that text, in their order: a name for each column.
    """

    variable: str
    key: str
    names: Mapping[str, tuple[str, ...]]

    def label(self, domain: str) -> str:
        """Return the name of a domain."""
        return ",".join(self.names[domain])


EVERYBODY = Division(variable=ALL, key=KEY_OF_ALL, names={ALL: (ALL,)})


def division_of(queries: Queries, persons: Persons, by: str) -> Division:
    """Return the division by a column, by `sex`, `region` or `age_group`, or by several that commas cross.

    Its labels are those of the exact path: every value that a row has, as numbers where all of them are numbers; and
    each combination of crossed ones, whether it occurs or not.
    """
    parts = [_division(queries, persons, name.strip()) for name in by.split(",")]
    crossed = reduce(_crossed, parts)
    return Division(variable=by, key=crossed.key, names=crossed.names)


def columns_of(persons: Persons, by: Sequence[str]) -> list[str]:
    """Return the columns that divide, for whoever checks that they are there."""
    return [_column(persons, part.strip()) for each in by for part in each.split(",")]


def _column(persons: Persons, name: str) -> str:
    named = {"sex": persons.roles.sex, "region": persons.roles.region, AGE_GROUP: persons.roles.age}
    return name if name in persons.types else named.get(name) or name


def _division(queries: Queries, persons: Persons, name: str) -> Division:
    if name == AGE_GROUP and name not in persons.types:
        return _by_age(persons)
    column = _column(persons, name)
    key = persons.category(column)
    found = _values(queries, persons, name, column, key)
    values = sorted(((row["name"], _label(row["value"])) for row in found), key=_order([row["value"] for row in found]))
    return Division(variable=name, key=key, names={value: (label,) for value, label in values})


def _values(queries: Queries, persons: Persons, name: str, column: str, key: str) -> list[dict[str, Any]]:
    """Return the values of a column; they are counted before more of them are fetched than groups usually are."""
    known = f"FROM {quoted(persons.table)} WHERE ({key}) IS NOT NULL"
    values = f"SELECT {key} AS name, MIN({quoted(column)}) AS value {known} GROUP BY {key}"
    found = queries.rows(f"SELECT DISTINCT {key} AS name {known} LIMIT {MANY_GROUPS + 1}")
    if len(found) > MANY_GROUPS:
        (counted,) = queries.rows(f"SELECT COUNT(*) AS rows, COUNT(DISTINCT {key}) AS groups {known}")
        refuse_too_many_groups(name, int(counted["groups"]), int(counted["rows"]))
    return queries.rows(values)


def _label(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else value_text(value)


def _order(values: Sequence[object]) -> Callable[[tuple[str, str]], tuple[float, str]]:
    try:
        for each in values:
            float(str(each))
    except ValueError:
        return lambda pair: (0.0, pair[1])
    return lambda pair: (float(pair[1]), pair[1])


def _by_age(persons: Persons) -> Division:
    """Divide by completed years: 15, 65 make 0-14, 15-64, 65+."""
    firsts = (0, *persons.roles.age_groups)
    labels = [f"{first}-{after - 1}" for first, after in pairwise(firsts)]
    names = [*labels, f"{firsts[-1]}+"]
    age = persons.number(persons.roles.age)
    cases = " ".join(
        f"WHEN ({age}) >= {first} THEN '{name}'" for first, name in reversed(list(zip(firsts, names, strict=True)))
    )
    return Division(variable=AGE_GROUP, key=f"CASE {cases} ELSE NULL END", names={name: (name,) for name in names})


def _crossed(first: Division, second: Division) -> Division:
    return Division(
        variable=f"{first.variable},{second.variable}",
        key=f"({first.key}) || '{_BETWEEN}' || ({second.key})",
        names={f"{a}{_BETWEEN}{b}": (*first.names[a], *second.names[b]) for a, b in product(first.names, second.names)},
    )
