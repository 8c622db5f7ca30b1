"""Countries and the groups they belong to."""

from dataclasses import dataclass

from openssi.vocabulary.text import MultilingualText


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A country or territory.

    Attributes:
        id: ISO 3166-1 alpha-3, or a user-assigned code (`QMA`) for an invented country.
        m49: Three digits of M49, empty where there are none.
        tile: Column and row in the tile map, or none.
    """

    id: str
    name: MultilingualText
    m49: str = ""
    iso2: str = ""
    fictional: bool = False
    tile: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaGroup:
    """A group of countries within a grouping (`SDG_REGION`, code `202`)."""

    grouping: str
    code: str
    name: MultilingualText
    short_name: MultilingualText
    m49: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True)
class Membership:
    """A country's place in a group, with the years in which it held."""

    grouping: str
    group: str
    area: str
    valid_from: int
    valid_to: int
    source: str
    source_date: str


@dataclass(frozen=True, slots=True)
class Succession:
    """A country that ended, and the countries that followed it.

    Attributes:
        area: The country that ended.
        last_year: Last year in which a value of it counts.
        successors: Those that followed it, which count where it has no value.
    """

    area: str
    last_year: int
    successors: tuple[str, ...]
    source: str
    source_date: str
