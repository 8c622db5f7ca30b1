"""What a page says, ready to be laid out: every number already in the format of the language."""

from dataclasses import dataclass, field
from typing import Literal

from openssi.present.axis import Axis
from openssi.vocabulary.indicator import UnitKind
from openssi.vocabulary.text import Language

ValueState = Literal["normal", "estimated", "imputed", "provisional", "break", "zero", "missing", "not_applicable"]
Palette = Literal["sequential", "diverging"]
Publication = Literal["published", "flagged", "suppressed"]

LONGEST_PERCENTAGE = 5
"""Characters of 100.0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a reader asked for; the address of a page holds exactly this."""

    indicator: str
    year: int
    sex: str
    breakdown: str
    grouping: str
    group: str
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One entry of a filter; `code` and the full `name` are what a search of indicators finds."""

    value: str
    label: str
    selected: bool
    available: bool = True
    code: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceGroup:
    """Entries of a filter under a heading."""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineTile:
    """A figure in large type. Where there is none, `value` is empty, `empty_text` says so and `note` says why."""

    indicator: str
    label: str
    value: str
    unit: str
    note: str
    empty_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryTile:
    """One square of the tile map.

    Attributes:
        description: The value in the language of the page.
        class_index: From 1 (least) to 5 or 7, none without a value.
        source: What others wrote of the value, in a language that nobody told.
    """

    area: str
    name: str
    text: str
    description: str
    column: int
    row: int
    class_index: int | None
    state: ValueState
    is_older: bool
    group_name: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class TileGroup:
    """The squares of a region, from the highest value."""

    name: str
    tiles: tuple[CountryTile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendRow:
    """A class of the map with the countries and the share of the population in it."""

    label: str
    class_index: int | None
    countries: int
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TileMap:
    """The tile map with its sentence and its legend.

    Attributes:
        palette: `sequential` (five colours) or `diverging` (seven, zero in the middle).
    """

    title: str
    subtitle: str
    tiles: tuple[CountryTile, ...]
    columns: int
    rows: int
    legend: tuple[LegendRow, ...]
    notes: tuple[str, ...]
    palette: Palette = "sequential"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionRow:
    """One bar. `value` is none where nothing is published; `text` then holds the symbol."""

    grouping: str
    group: str
    name: str
    value: float | None
    text: str
    publication: Publication
    observed_share: str
    countries: str
    years: str
    is_world: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionFigure:
    """Bars by region or income group."""

    title: str
    subtitle: str
    rows: tuple[RegionRow, ...]
    notes: tuple[str, ...]
    axis: Axis = field(default_factory=Axis)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """One cell of the table of contingencies by region."""

    group: str
    value: float | None
    text: str
    publication: Publication


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One indicator: the world first, then the regions in the order of the heads."""

    indicator: str
    name: str
    selected: bool
    world: MatrixCell
    regions: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Indicators of one unit by region: a table whose cells carry bars."""

    title: str
    subtitle: str
    heads: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    notes: tuple[str, ...]
    axis: Axis = field(default_factory=Axis)


@dataclass(frozen=True, slots=True, kw_only=True)
class BothValues:
    """A figure with both its values, each with what is said of it.

    Attributes:
        figure: `value_id` or `obs_id`.
        area: The country.
        name: What the figure is, with its year.
        told: Both in one line.
    """

    figure: str
    area: str
    name: str
    published: str
    country_value: str
    country: str
    country_language: str
    compiler: str
    compiler_language: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryRow:
    """One country in the table.

    Attributes:
        unit: Currency of a value in national currency, else empty.
        interval: Lowest and highest of what the value is made of, or its bounds; empty where there are none.
        both: Where the country puts another value in place of the published one.
    """

    area: str
    name: str
    group_name: str
    value: float | None
    text: str
    symbol: str
    year: str
    status: str
    source: str
    note: str
    state: ValueState
    has_value: bool
    is_older: bool = False
    both: BothValues | None = None
    unit: str = ""
    interval: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A link to the same with another formula, weight or definition."""

    indicator: str
    name: str
    selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorPage:
    """Everything on the page of one indicator.

    Attributes:
        code: Code of the specification, or the series.
        unit_head: Head of a column of values.
        unit_kind: Kind of the unit.
        unit_name: The unit in words.
        family: Name of the family.
        has_values: Whether any country has a value in this release, in whatever year.
        has_groups: Whether groups of countries have a figure.
        is_comparable: Whether values of countries may stand on one scale.
        is_about_persons: Whether weights and shares are of persons.
        variants: The definition and its variants, the main one first; empty where there is but one.
    """

    selection: Selection
    title: str
    headline: str
    lead: str
    definition: str
    tiles: tuple[HeadlineTile, ...]
    tile_map: TileMap
    regions: RegionFigure
    incomes: RegionFigure
    matrix: Matrix
    countries: tuple[CountryRow, ...]
    sources: str
    symbols: tuple[tuple[str, str], ...]
    how_to_read: tuple[tuple[str, str], ...]
    indicator_groups: tuple[ChoiceGroup, ...]
    year_choices: tuple[Choice, ...]
    sex_choices: tuple[Choice, ...]
    sex_note: str
    grouping_choices: tuple[Choice, ...]
    group_choices: tuple[Choice, ...]
    breakdown_choices: tuple[Choice, ...] = ()
    code: str = ""
    unit_head: str = ""
    unit_kind: UnitKind = "share"
    unit_name: str = ""
    interval_head: str = ""
    family: str = ""
    has_values: bool = True
    has_groups: bool = True
    is_comparable: bool = True
    is_about_persons: bool = True
    variants: tuple[Variant, ...] = ()

    @property
    def has_long_numbers(self) -> bool:
        """Whether numbers beside bars need more room than a percentage does."""
        return any(len(row.text) > LONGEST_PERCENTAGE for row in (*self.regions.rows, *self.incomes.rows))

    @property
    def beside(self) -> tuple[BothValues, ...]:
        """The figures on which a country does not agree, in the order of the countries."""
        return tuple(each.both for each in self.countries if each.both is not None)
