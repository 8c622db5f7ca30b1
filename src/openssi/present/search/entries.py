"""What a release and the definitions offer to a search, in one language."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.present.indicator_index import indicator_index
from openssi.present.numbers import format_number
from openssi.present.search.entry import SearchEntry
from openssi.vocabulary.text import LANGUAGES, Language, MultilingualText

LONGEST_LINE = 180
"""Characters of the line about an entry; longer definitions are cut between two words."""

PAGES = (
    "overview", "dashboards", "countries", "chosen-indicator", "data", "api", "methods", "definitions",
    "metadata-first", "releases",
)  # fmt: skip
"""Pages that are no dashboard, by the name of their address."""

NOT_OF_A_BENEFIT = "_Z"

_COUNTRIES = """
    WITH regions AS (
        SELECT members.area, min(groups.name_{language}) AS region
        FROM members JOIN groups USING (grouping, group_code) WHERE grouping = $1 GROUP BY members.area
    )
    SELECT areas.area, areas.iso2, areas.name_en, areas.name_fr, areas.name_es, region,
           areas.area IN (SELECT ref_area FROM country_values WHERE value IS NOT NULL) AS is_shown
    FROM areas LEFT JOIN regions ON regions.area = areas.area
    ORDER BY areas.area
"""

_GROUPS = """
    SELECT grouping, group_code, name_en, name_fr, name_es, short_en, short_fr, short_es, sort_order,
           count(DISTINCT area) AS countries
    FROM groups LEFT JOIN members USING (grouping, group_code)
    GROUP BY ALL ORDER BY grouping, sort_order
"""

_SCHEMES = """
    SELECT ref_area, areas.name_{language} AS country, scheme, benefit, item, text_value AS name
    FROM observations JOIN areas ON areas.area = ref_area
    WHERE item IN ('S.NAME_EN', 'S.NAME_NAT', 'B.NAME_EN', 'B.NAME_NAT') AND text_value <> ''
    QUALIFY time_period = max(time_period) OVER (PARTITION BY ref_area)
    ORDER BY ref_area, scheme, benefit, item
"""


def search_entries(connection: Connection, definitions: Definitions, language: Language) -> tuple[SearchEntry, ...]:
    """Return everything that can be found.

    Args:
        connection: Tables of the release; schemes are found as far as these hold them.
        definitions: Indicators, questions, families and pages.
        language: Language of names and lines.
    """
    made = _Entries(connection, definitions, language)
    return (
        *made.pages(),
        *made.countries(),
        *made.groups(),
        *made.indicators(),
        *made.schemes(),
        *made.items(),
        *made.methods(),
    )


@dataclass(frozen=True)
class _Entries:
    connection: Connection
    definitions: Definitions
    language: Language

    def pages(self) -> Iterator[SearchEntry]:
        """The pages, those of the dashboards behind the others."""
        for name in PAGES:
            yield SearchEntry(
                kind="page",
                code="",
                name=self._text(f"page.{name}.name"),
                line=self._text(f"page.{name}.line"),
                target=name,
            )
        for each in self.definitions.pages.values():
            yield SearchEntry(
                kind="page",
                code="",
                name=each.name.in_language(self.language),
                line=cut(each.description.in_language(self.language)),
                target="dashboard",
                within=each.id,
                codes=each.codes,
                aliases=self._others(each.name),
            )

    def countries(self) -> Iterator[SearchEntry]:
        """The countries, each with its region."""
        statement = _COUNTRIES.replace("{language}", self.language)
        for row in self.connection.rows(statement, [self._regions]):
            name, aliases = self._names(row, "name")
            yield SearchEntry(
                kind="country",
                code=row["area"],
                name=name,
                line=row["region"] or "",
                target=row["area"],
                codes=(row["iso2"],) if row["iso2"] else (),
                aliases=aliases,
                is_shown=row["is_shown"],
            )

    def groups(self) -> Iterator[SearchEntry]:
        """Regions, income groups and other groups of countries."""
        for row in self.connection.rows(_GROUPS):
            name, aliases = self._names(row, "name")
            short, others = self._names(row, "short")
            yield SearchEntry(
                kind="group",
                code=row["group_code"],
                name=name,
                line=self._counted("countries", row["countries"]),
                target=row["group_code"],
                within=row["grouping"],
                aliases=tuple(dict.fromkeys((short, *aliases, *others))),
            )

    def indicators(self) -> Iterator[SearchEntry]:
        """The indicators, also those of which this release has no value."""
        for family in indicator_index(self.connection, self.definitions, self.language):
            for row in family.rows:
                declared = self.definitions.indicators[row.indicator]
                yield SearchEntry(
                    kind="indicator",
                    code=row.code,
                    name=row.name,
                    line=cut(row.definition),
                    target=row.indicator,
                    codes=(row.indicator, declared.code, declared.series),
                    aliases=(*self._others(declared.name), declared.short_name.in_language(self.language)),
                    text=f"{family.name} {row.definition}",
                    is_shown=bool(row.countries) or row.has_schemes,
                )

    def schemes(self) -> Iterator[SearchEntry]:
        """Schemes and benefits by the names that their country told last."""
        found: dict[tuple[str, str, str], dict[str, str]] = {}
        countries: dict[str, str] = {}
        for row in self.connection.rows(_SCHEMES.replace("{language}", self.language)):
            countries[row["ref_area"]] = row["country"]
            key = (row["ref_area"], row["scheme"], row["benefit"])
            found.setdefault(key, {})[row["item"].rpartition("_")[2]] = row["name"]
        for (area, scheme, benefit), names in found.items():
            of_scheme = found.get((area, scheme, NOT_OF_A_BENEFIT), {})
            is_scheme = benefit == NOT_OF_A_BENEFIT
            line = "scheme" if is_scheme else "benefit"
            scheme_name = of_scheme.get("EN") or scheme
            yield SearchEntry(
                kind="scheme",
                code=scheme if is_scheme else benefit,
                name=names.get("EN") or names["NAT"],
                line=self._text(f"line.{line}", country=countries[area], scheme=scheme_name),
                target=area,
                within=scheme,
                aliases=(names["NAT"],) if names.get("NAT") else (),
            )

    def items(self) -> Iterator[SearchEntry]:
        """The questions of the inquiry with what they mean."""
        for each in self.definitions.questionnaire.items.values():
            yield SearchEntry(
                kind="item",
                code=each.id,
                name=each.label.in_language(self.language),
                line=cut(each.definition.in_language(self.language)),
                target=each.id,
                codes=(each.code,),
                aliases=self._others(each.label),
                text=each.definition.in_language(self.language),
            )

    def methods(self) -> Iterator[SearchEntry]:
        """The methods, one per family of indicators."""
        for each in self.definitions.indicator_families.values():
            yield SearchEntry(
                kind="method",
                code="",
                name=self._text("method", family=each.name.in_language(self.language)),
                line=self._text("line.method"),
                target=each.id,
                aliases=self._others(each.name),
            )

    @cached_property
    def _regions(self) -> str:
        known = {row["grouping"] for row in self.connection.rows("SELECT DISTINCT grouping FROM groups")}
        return next((each for each in self.definitions.publication.region_groupings if each in known), "WORLD")

    def _names(self, row: Mapping[str, Any], column: str) -> tuple[str, tuple[str, ...]]:
        """Return a name in the language of the index, and the others."""
        names = {each: str(row[f"{column}_{each}"] or "") for each in LANGUAGES}
        return names[self.language], tuple(name for each, name in names.items() if each != self.language and name)

    def _others(self, text: MultilingualText) -> tuple[str, ...]:
        return tuple(text.in_language(each) for each in LANGUAGES if each != self.language)

    def _counted(self, key: str, count: int) -> str:
        return self._text(f"line.{key}", count=count, shown=format_number(count, self.language))

    def _text(self, key: str, **values: object) -> str:
        return self.definitions.texts.get(f"search.{key}", self.language, **values)


def cut(text: str) -> str:
    """Return a text in one line, cut between two words where it is long."""
    line = re.sub(r"[ \t\n]+", " ", text).strip()
    if len(line) <= LONGEST_LINE:
        return line
    return f"{line[:LONGEST_LINE].rpartition(' ')[0].rstrip(',;: ')}…"
