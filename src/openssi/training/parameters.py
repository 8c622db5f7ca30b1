"""The parameters of the demonstration world, read from `definitions/demonstration`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from openssi.definitions.source import Source, read_yaml
from openssi.vocabulary.text import Language, MultilingualText, as_language

_KEYS = (
    "code", "name", "region", "income", "tile", "language", "population", "growth", "youth", "age", "wage", "currency",
    "unit_mult", "pers_mult", "poverty", "unemployment", "trend", "leaves_empty", "break_year", "estimates", "draft",
    "gap_years", "overshoots", "schemes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NamedGroup:
    """A region or an income group."""

    code: str
    name: MultilingualText


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryParameters:
    """One invented country.

    Attributes:
        population: Persons in the first year; `growth` a year.
        youth: Rate at which age groups shrink with age beyond mortality; high means young.
        age: Pensionable age of men and of women.
        wage: Average monthly earnings, national currency.
        trend: Change of every coverage a year, as a share.
        schemes: Kind of scheme and the share of the persons concerned whom it reached in the first year.
        leaves_empty: Totals that the country does not report.
        break_year: Year of a new register, none where there is none.
        gap_years: Years without an answer.
        estimates: Whether its recipients are estimates.
        overshoots: Whether its pensions exceed its older persons slightly, with an explanation.
        draft: Year whose answers carry a unit error and are never accepted.
    """

    code: str
    name: MultilingualText
    region: str
    income: str
    tile: tuple[int, int]
    language: Language
    population: int
    growth: float
    youth: float
    age: tuple[int, int]
    wage: int
    currency: str
    unit_mult: int
    pers_mult: int
    poverty: float
    unemployment: float
    trend: float
    schemes: Mapping[str, float]
    leaves_empty: frozenset[str]
    break_year: int | None
    gap_years: frozenset[int]
    estimates: bool
    overshoots: bool
    draft: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldParameters:
    """The whole world."""

    seed: int
    years: tuple[int, ...]
    regions: tuple[NamedGroup, ...]
    incomes: tuple[NamedGroup, ...]
    countries: tuple[CountryParameters, ...]
    words: Mapping[str, MultilingualText]

    def word(self, key: str, language: Language) -> str:
        """Return a word of `words.yaml` (`benefits.OLD01`) in a language."""
        return self.words[key].in_language(language)


def load_world(root: Path) -> WorldParameters:
    """Read the parameters.

    Raises:
        FixTheFile: with file and line, if they cannot be understood.
    """
    source = read_yaml(root / "demonstration" / "world.yaml").only("seed", "years", "regions", "incomes", "countries")
    return WorldParameters(
        seed=int(source.text("seed")),
        years=tuple(map(int, source.texts("years"))),
        regions=tuple(map(_group, source["regions"].items())),
        incomes=tuple(map(_group, source["incomes"].items())),
        countries=tuple(map(_country, source["countries"].items())),
        words=dict(_words(read_yaml(root / "demonstration" / "words.yaml"), "")),
    )


def _group(source: Source) -> NamedGroup:
    return NamedGroup(source.text("code"), source.multilingual("name"))


def _country(source: Source) -> CountryParameters:
    source.only(*_KEYS)
    draft, breaks = source.find("draft"), source.text("break_year", "")
    column, row = map(int, source.texts("tile"))
    men, women = map(int, source.texts("age"))
    return CountryParameters(
        code=source.text("code"),
        name=source.multilingual("name"),
        region=source.text("region"),
        income=source.text("income"),
        tile=(column, row),
        language=as_language(source.text("language")),
        population=int(source.text("population")),
        growth=float(source.text("growth")),
        youth=float(source.text("youth")),
        age=(men, women),
        wage=int(source.text("wage")),
        currency=source.text("currency"),
        unit_mult=int(source.text("unit_mult", "0")),
        pers_mult=int(source.text("pers_mult", "0")),
        poverty=float(source.text("poverty")),
        unemployment=float(source.text("unemployment")),
        trend=float(source.text("trend")),
        schemes={kind: float(share) for kind, share in source.mapping("schemes").items()},
        leaves_empty=frozenset(source.texts("leaves_empty")),
        break_year=int(breaks) if breaks else None,
        gap_years=frozenset(map(int, source.texts("gap_years"))),
        estimates=source.flag("estimates"),
        overshoots=source.flag("overshoots"),
        draft=int(draft.text("year")) if draft else None,
    )


def _words(source: Source, trail: str) -> list[tuple[str, MultilingualText]]:
    found: list[tuple[str, MultilingualText]] = []
    for key, entry in source.entries():
        way = f"{trail}.{key}".lstrip(".")
        if entry.find("en") is not None:
            found.append((way, source.multilingual(key)))
        else:
            found.extend(_words(entry, way))
    return found
