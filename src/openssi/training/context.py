"""Context data of the invented countries."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from openssi.training.parameters import CountryParameters
from openssi.training.population import BANDS, SEXES, People
from openssi.vocabulary.observation import TOTAL, Observation

SOURCE = "OpenSSI demonstration world"


def context_of(country: CountryParameters, year: int, years_on: int) -> Iterator[Observation]:
    """Return population, labour force, poverty, prices and wages of one country and year."""
    people = People(country, years_on)
    by_sex: dict[str, Callable[[str], int]] = {
        "X.POP_TOTAL": people.total,
        "X.POP_CHILD": people.children,
        "X.POP_15_64": lambda sex: people.aged(sex, 15, 64),
        "X.POP_15P": lambda sex: people.aged(sex, 15),
        "X.POP_65P": lambda sex: people.aged(sex, 65),
        "X.POP_PENAGE": people.older,
        "X.LF": people.labour_force,
        "X.EMP": lambda sex: people.labour_force(sex) - people.unemployed(sex),
        "X.UNEMPLOYED": people.unemployed,
        "X.POP_POOR": people.poor,
        "X.DIS_SEVERE": people.severely_disabled,
    }
    for item, count in by_sex.items():
        for sex in (TOTAL, *SEXES):
            yield _given(country, item, year, Decimal(count(sex)), sex=sex)
    for band, first, last in BANDS:
        for sex in (TOTAL, *SEXES):
            yield _given(country, "X.POP_TOTAL", year, Decimal(people.aged(sex, first, last)), sex=sex, age=band)
    yield _given(country, "X.BIRTHS", year, Decimal(people.births))
    yield _given(country, "X.HH", year, Decimal(people.households), unit="households")
    yield from _money(country, people, year)


def wage_of(country: CountryParameters, years_on: int) -> Decimal:
    """Return average monthly earnings, growing by 4 per cent a year."""
    return Decimal(round(country.wage * 1.04**years_on))


def _money(country: CountryParameters, people: People, year: int) -> Iterator[Observation]:
    wage = wage_of(country, people.years_on)
    employed = people.labour_force(TOTAL) - people.unemployed(TOTAL)
    amounts: dict[str, tuple[Decimal | int, str]] = {
        "X.GDP": (wage * 12 * employed * 2, "LCU"),
        "X.WAGE_AVG": (wage, "LCU/month"),
        "X.WAGE_MIN": (round(wage * Decimal("0.4")), "LCU/month"),
        "X.POV_LINE": (round(wage * Decimal("0.22")), "LCU/month"),
        "X.CPI": (Decimal(str(round(100 * 1.03**people.years_on, 1))), "index"),
    }
    for item, (value, unit) in amounts.items():
        yield _given(country, item, year, Decimal(value), unit=unit)


def _given(
    country: CountryParameters,
    item: str,
    year: int,
    value: Decimal,
    *,
    sex: str = TOTAL,
    age: str = TOTAL,
    unit: str = "persons",
) -> Observation:
    return Observation(
        ref_area=country.code,
        item=item,
        time_period=year,
        sex=sex,
        age=age,
        value=value,
        unit=unit,
        currency=country.currency if unit.startswith("LCU") else "",
        source=SOURCE,
        channel="context",
    )
