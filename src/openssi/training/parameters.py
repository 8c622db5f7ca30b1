"""The parameters of the demonstration world, read from `definitions/demonstration`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from openssi.definitions.source import Source, read_yaml
from openssi.training.recipe import Recipe, load_recipe
from openssi.vocabulary.fiscal_year import FiscalYearRule
from openssi.vocabulary.text import Language, MultilingualText, as_language

FormLength = Literal["core", "basic", "wide", "full"]
EventKind = Literal["merge", "split", "rename", "start", "end"]
ErrorKind = Literal["thousandfold", "sexes", "receipts", "protected"]

_KEYS = (
    "code", "name", "region", "income", "tile", "language", "population", "growth", "youth", "age", "wage", "currency",
    "unit_mult", "pers_mult", "poverty", "unemployment", "trend", "leaves_empty", "break_year", "estimates", "draft",
    "gap_years", "overshoots", "schemes", "informal", "form", "longer_from", "fiscal", "accounts", "extras", "crisis",
    "migrants", "events", "amendments", "marks", "errors", "no_scheme", "transfers", "new_currency",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NamedGroup:
    """A region or an income group."""

    code: str
    name: MultilingualText


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeEvent:
    """What became of a scheme on 1 January of a year.

    Attributes:
        shares: Of the persons, by part, where it merges or splits.
        names: Words for the names of the parts, or for the new name.
    """

    kind: str
    event: EventKind
    year: int
    shares: tuple[float, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What a law changed on 1 January of a year: pensionable ages, a rate of contribution, a replacement rate."""

    year: int
    what: str
    kind: str
    function: str
    age: tuple[int, int]
    points: float
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A status of the cells of an item, with the note that says why.

    Attributes:
        kind: Only in this kind of scheme, in all where empty.
        years: Only in these years, in all where empty.
        included_in: Kind of scheme whose cell includes this one (status K).
    """

    item: str
    status: str
    note: str
    kind: str
    years: frozenset[int]
    included_in: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeededMistake:
    """A mistake in the answers of a year."""

    year: int
    error: ErrorKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryParameters:
    """One invented country.

    Attributes:
        population: Persons in the first year; `growth` a year.
        youth: Rate at which age groups shrink with age beyond mortality; high means young.
        age: Pensionable age of men and of women in the first year.
        wage: Average monthly earnings, national currency.
        trend: Change of every coverage a year, as a share.
        schemes: Kind of scheme and the share of the persons concerned whom it reached in the first year.
        leaves_empty: Totals that the country does not report.
        break_year: Year of a new register, none where there is none.
        gap_years: Years without an answer.
        estimates: Whether its recipients are estimates.
        overshoots: Whether its pensions exceed its older persons slightly, with an explanation.
        draft: Year whose answers carry an error and are never accepted.
        mistakes: Errors in years that are accepted, with an explanation, and that of the draft.
        informal: Share of the employed in informal employment.
        form: How long the form is that it answers; before the year `longer_from` it answered the basic one.
        fiscal: First day of the fiscal year, and the rule that maps it.
        accounts: Shares of receipts and expenditure.
        extras: Further types of benefit.
        crisis: First and last year of emergency transfers.
        migrants: Migrants as a share of contributors, none where the module is not answered.
        has_no_scheme: Whether it only says that there is no scheme.
        new_currency: Year from which the currency is a new one, at par.
        transfers: What social assistance pays to the health insurance, as a share of its expenditure.
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
    mistakes: tuple[SeededMistake, ...]
    informal: float
    form: FormLength
    longer_from: int
    fiscal: tuple[str, FiscalYearRule]
    accounts: Mapping[str, float]
    extras: tuple[str, ...]
    crisis: tuple[int, int] | None
    migrants: float | None
    has_no_scheme: bool
    transfers: float
    new_currency: int | None
    events: tuple[SchemeEvent, ...]
    amendments: tuple[Amendment, ...]
    marks: tuple[Mark, ...]

    def ages_in(self, year: int) -> tuple[int, int]:
        """Return the pensionable ages of men and women in a year."""
        changed = [each for each in self.amendments if each.what == "age" and each.year <= year]
        return max(changed, key=lambda each: each.year).age if changed else self.age

    def length_in(self, year: int) -> FormLength:
        """Return how long the form of a year is."""
        return "basic" if year < self.longer_from else self.form

    def event_of(self, kind: str) -> SchemeEvent | None:
        """Return what became of a kind of scheme, none where nothing did."""
        return next((each for each in self.events if each.kind == kind), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldParameters:
    """The whole world.

    Attributes:
        workbooks: Countries whose last answers come as workbooks.
    """

    seed: int
    years: tuple[int, ...]
    regions: tuple[NamedGroup, ...]
    incomes: tuple[NamedGroup, ...]
    workbooks: frozenset[str]
    countries: tuple[CountryParameters, ...]
    words: Mapping[str, MultilingualText]
    recipe: Recipe

    def word(self, key: str, language: Language) -> str:
        """Return a word of `words.yaml` (`benefits.OLD01`) in a language."""
        return self.words[key].in_language(language)


@cache
def load_world(root: Path) -> WorldParameters:
    """Read the parameters, once for each folder.

    Raises:
        FixTheFile: with file and line, if they cannot be understood.
    """
    source = read_yaml(root / "demonstration" / "world.yaml")
    source.only("seed", "years", "regions", "incomes", "workbooks", "countries")
    return WorldParameters(
        seed=int(source.text("seed")),
        years=tuple(map(int, source.texts("years"))),
        regions=tuple(map(_group, source["regions"].items())),
        incomes=tuple(map(_group, source["incomes"].items())),
        workbooks=frozenset(source.texts("workbooks")),
        countries=tuple(map(_country, source["countries"].items())),
        words=dict(_words(read_yaml(root / "demonstration" / "words.yaml"), "")),
        recipe=load_recipe(root),
    )


def _group(source: Source) -> NamedGroup:
    return NamedGroup(source.text("code"), source.multilingual("name"))


def _country(source: Source) -> CountryParameters:
    source.only(*_KEYS)
    draft, breaks = source.find("draft"), source.text("break_year", "")
    column, row = map(int, source.texts("tile"))
    crisis = tuple(map(int, source.texts("crisis")))
    forms: tuple[FormLength, ...] = ("core", "basic", "wide", "full")
    migrants = source.text("migrants", "")
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
        age=_pair(source),
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
        mistakes=tuple(map(_mistake, [*([draft] if draft else []), *_listed(source, "errors")])),
        informal=float(source.text("informal", "0.1")),
        form=source.one_of("form", forms),
        longer_from=int(source.text("longer_from", "0")),
        fiscal=_fiscal(source.find("fiscal")),
        accounts={name: float(share) for name, share in source.mapping("accounts").items()},
        extras=source.texts("extras"),
        crisis=(crisis[0], crisis[1]) if crisis else None,
        migrants=float(migrants) if migrants else None,
        has_no_scheme=source.flag("no_scheme"),
        transfers=float(source.text("transfers", "0")),
        new_currency=int(source.text("new_currency", "0")) or None,
        events=tuple(map(_event, _listed(source, "events"))),
        amendments=tuple(map(_amendment, _listed(source, "amendments"))),
        marks=tuple(map(_mark, _listed(source, "marks"))),
    )


def _listed(source: Source, key: str) -> list[Source]:
    found = source.find(key)
    return list(found.items()) if found else []


def _pair(source: Source) -> tuple[int, int]:
    men, women = map(int, source.texts("age"))
    return men, women


def _mistake(source: Source) -> SeededMistake:
    kinds: tuple[ErrorKind, ...] = ("thousandfold", "sexes", "receipts", "protected")
    return SeededMistake(year=int(source.text("year")), error=source.one_of("error", kinds))


def _fiscal(source: Source | None) -> tuple[str, FiscalYearRule]:
    if source is None:
        return "01-01", "MAJORITY"
    rules: tuple[FiscalYearRule, ...] = ("MAJORITY", "START", "END")
    return source.text("start"), source.one_of("rule", rules)


def _event(source: Source) -> SchemeEvent:
    events: tuple[EventKind, ...] = ("merge", "split", "rename", "start", "end")
    return SchemeEvent(
        kind=source.text("kind"),
        event=source.one_of("event", events),
        year=int(source.text("year")),
        shares=tuple(map(float, source.texts("shares"))),
        names=source.texts("names"),
    )


def _amendment(source: Source) -> Amendment:
    return Amendment(
        year=int(source.text("year")),
        what=source.text("what"),
        kind=source.text("kind", ""),
        function=source.text("function", ""),
        age=_pair(source) if source.find("age") else (0, 0),
        points=float(source.text("points", "0")),
        percent=int(source.text("percent", "0")),
    )


def _mark(source: Source) -> Mark:
    return Mark(
        item=source.text("item"),
        status=source.text("status"),
        note=source.text("note"),
        kind=source.text("kind", ""),
        years=frozenset(map(int, source.texts("years"))),
        included_in=source.text("included_in", ""),
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
