"""How files of other publishers are laid out: headers, codes, units."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from openssi.definitions.source import Source, read_yaml
from openssi.vocabulary.observation import NOT_APPLICABLE
from openssi.vocabulary.text import LANGUAGES, MultilingualText


@dataclass(frozen=True, slots=True)
class SeriesColumn:
    """A column of a file of series: how publishers spell its header, and whether a file must have it."""

    name: str
    headers: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesLayout:
    """Files of published series in the manner of the global SDG database.

    Attributes:
        series: Codes of the series that are read; others are passed over.
        columns: Canonical columns and the spellings of their headers.
        codes: Publisher's code to ours, by column; a column that is not listed is taken as it is.
        renamed: Series that became a breakdown of another: old code to (series, breakdown).
        missing: Texts in the value column that say that there is no value.
    """

    series: frozenset[str]
    columns: tuple[SeriesColumn, ...]
    codes: Mapping[str, Mapping[str, str]]
    renamed: Mapping[str, tuple[str, str]]
    missing: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextColumn:
    """A column that holds an item: value = column x factor x product of `times` + sum of `plus`.

    Attributes:
        age: The age band of an item that the context gives in several, else `_T`.
        plus: Factors of further columns that are added, by column.
        constant: What stands wherever the column has a value, in place of it: the line of a poverty rate.
        says: The same as a text, of an item of table Q1 (the price year of that line).
        about: Of such an item, the item that it speaks of.
    """

    item: str
    column: str
    sex: str
    age: str
    times: tuple[str, ...]
    plus: Mapping[str, Decimal]
    factor: Decimal
    unit: str
    currency: str
    status: str
    method: str
    constant: Decimal | None = None
    says: str = ""
    about: str = NOT_APPLICABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextLayout:
    """One file of context data.

    Attributes:
        file: Name of the file.
        area: Column of ISO 3166-1 alpha-3 codes.
        year: Column of the year.
        values: Columns that hold items.
        leave_out: Codes of the area column that are groups of countries.
    """

    file: str
    source: str
    area: str
    year: str
    values: tuple[ContextColumn, ...]
    leave_out: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AggregateLayout:
    """A file of published aggregates by the names of groups."""

    area: str
    value: str
    series: str
    sex: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layouts:
    """All layouts of the definitions.

    Attributes:
        context_years: First and last year of context data that are kept.
        texts: Sources and methods of context data in every language by the English text that is kept with the values,
            whole and in the parts between semicolons.
        group_names: M49 codes of groups by the names that publishers give them.
    """

    series: SeriesLayout
    contexts: tuple[ContextLayout, ...]
    context_years: tuple[int, int]
    texts: Mapping[str, MultilingualText]
    aggregates: tuple[AggregateLayout, ...]
    group_names: Mapping[str, str]


def load_layouts(root: Path) -> Layouts:
    """Read `definitions/layouts`.

    Raises:
        FixTheFile: with file and line, if a layout cannot be understood.
    """
    folder = root / "layouts"
    published = read_yaml(folder / "aggregates.yaml").only("files", "names")
    context = read_yaml(folder / "context.yaml").only("years", "files", "texts")
    return Layouts(
        series=_series(read_yaml(folder / "unsd.yaml").only("series", "columns", "codes", "renamed", "missing")),
        contexts=tuple(map(_context, context["files"].items())),
        context_years=_years(context["years"].only("first", "last")),
        texts=_texts(context),
        aggregates=tuple(map(_aggregates, published["files"].items())),
        group_names=published.mapping("names"),
    )


def _years(source: Source) -> tuple[int, int]:
    return _whole(source, "first"), _whole(source, "last")


def _texts(context: Source) -> dict[str, MultilingualText]:
    found = context.find("texts")
    read: dict[str, MultilingualText] = {}
    for each in found.items() if found is not None else ():
        told = MultilingualText(*(each.only(*LANGUAGES).text(language) for language in LANGUAGES))
        divided = [told.in_language(language).split("; ") for language in LANGUAGES]
        parts = [MultilingualText(*part) for part in zip(*divided, strict=False)]
        read |= {part.en: part for part in (*parts, told)}
    return read


def _whole(source: Source, key: str) -> int:
    text = source.text(key)
    if not text.isdigit():
        raise source[key].fail("DEFINITION_NOT_A_NUMBER", key=key, text=text)
    return int(text)


def _number(source: Source, key: str, text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise source.fail("DEFINITION_NOT_A_NUMBER", key=key, text=text) from error


def _decimal(source: Source, key: str, default: str) -> Decimal:
    text = source.text(key, default)
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise source[key].fail("DEFINITION_NOT_A_NUMBER", key=key, text=text) from error


def _plus(source: Source) -> dict[str, Decimal]:
    found = source.find("plus")
    return {column: _decimal(found, column, "1") for column, _ in found.entries()} if found is not None else {}


def _series(source: Source) -> SeriesLayout:
    columns = tuple(
        SeriesColumn(name, column.only("headers", "required").texts("headers"), column.flag("required"))
        for name, column in source["columns"].entries()
    )
    renamed = {code: (entry.text("series"), entry.text("breakdown")) for code, entry in source["renamed"].entries()}
    codes = {name: source["codes"].mapping(name) for name, _ in source["codes"].entries()}
    return SeriesLayout(
        series=frozenset(source.texts("series")),
        columns=columns,
        codes=codes,
        renamed=renamed,
        missing=frozenset(source.texts("missing")),
    )


def _context(source: Source) -> ContextLayout:
    source.only("file", "source", "area", "year", "leave_out", "values")
    return ContextLayout(
        file=source.text("file"),
        source=source.text("source"),
        area=source.text("area"),
        year=source.text("year"),
        values=tuple(map(_context_column, source["values"].items())),
        leave_out=frozenset(source.texts("leave_out")),
    )


def _context_column(source: Source) -> ContextColumn:
    source.only(
        "item", "column", "sex", "age", "times", "plus", "factor", "unit", "currency", "status", "method", "constant",
        "says", "about",
    )  # fmt: skip
    return ContextColumn(
        item=source.text("item"),
        column=source.text("column"),
        sex=source.text("sex", "_T"),
        age=source.text("age", "_T"),
        times=source.texts("times"),
        plus=_plus(source),
        factor=_decimal(source, "factor", "1"),
        unit=source.text("unit", "persons"),
        currency=source.text("currency", ""),
        status=source.text("status", "A"),
        method=source.text("method", ""),
        constant=_decimal(source, "constant", "") if source.find("constant") else None,
        says=source.text("says", ""),
        about=source.text("about", NOT_APPLICABLE),
    )


def _aggregates(source: Source) -> AggregateLayout:
    columns = source.only("columns", "series", "sex")["columns"]
    return AggregateLayout(
        area=columns.text("area"), value=columns.text("value"), series=source.text("series"), sex=source.text("sex")
    )
