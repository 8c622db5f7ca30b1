"""The table of countries: each value with the year it is of, its symbol, its source and its note."""

import unicodedata

from openssi.present.descriptions import interval, is_older, note, status_words, symbol
from openssi.present.figures import CountryFigure
from openssi.present.page_data import PageData
from openssi.present.page_model import CountryRow


def country_rows(data: PageData) -> tuple[CountryRow, ...]:
    """Return the countries of the page in the order of their names."""
    ordered = sorted(data.countries, key=lambda country: sorting_key(country.name))
    return tuple(_row(data, country) for country in ordered)


def sorting_key(name: str) -> str:
    """Return a name without accents and capitals, so that `Éthiopie` stands under E."""
    return "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each)).casefold()


def _row(data: PageData, country: CountryFigure) -> CountryRow:
    has_value = country.value is not None
    return CountryRow(
        area=country.area,
        name=country.name,
        group_name=data.group_name(data.region_grouping, country.region) if country.region else "",
        value=country.value,
        text=country.text(data.units),
        unit=country.currency if has_value else "",
        interval=interval(data, country),
        symbol=symbol(country),
        year=str(country.year) if has_value else "",
        status=status_words(data, country),
        source=country.source if has_value else "",
        note=note(data, country),
        state=country.state,
        has_value=has_value,
        is_older=is_older(data, country),
        both=data.beside.get((country.area, country.year or 0)),
    )
