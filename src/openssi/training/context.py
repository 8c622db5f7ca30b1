"""Context data of the invented countries (table A3)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from openssi.training.parameters import CountryParameters
from openssi.training.population import BANDS, SEXES, People
from openssi.vocabulary.observation import TOTAL, Observation

SOURCE = "OpenSSI demonstration world"

_BY_AGE = ("X.POP_TOTAL", "X.DIS_SEVERE", "X.LF")
_CHILDREN_TO = {"Y0T14": 14, "Y0T15": 15, "Y0T17": 17}
"""Age bands in which children are counted, by code, with their last year."""

_OF_GDP = {"X.GGE": "0.34", "X.GGR": "0.31", "X.GE_EDU": "0.042"}
_LEAST = Decimal("0.015")
"""Share of GDP that goes to health, or to social protection, where no scheme says more."""
_OF_WAGE = {
    "X.WAGE_MIN": "0.4", "X.POV_LINE": "0.22", "X.WAGE_MED": "0.82", "X.WAGE_SKILLED": "1.05", "X.WAGE_LABOURER": "0.7",
}  # fmt: skip
_DOLLARS = {"HIC": 4000, "UMIC": 900, "LMIC": 350, "LIC": 120}
_SERVICES = {"HIC": 82, "UMIC": 74, "LMIC": 58, "LIC": 43}
_SEX_GAP = {"M": "1.05", "F": "0.93"}


@dataclass(frozen=True, slots=True)
class Spending:
    """What the schemes of a country pay in benefits in a year, in national currency."""

    health: Decimal
    other: Decimal


def context_of(
    country: CountryParameters, people: People, spending: Spending, items: frozenset[str]
) -> Iterator[Observation]:
    """Return population, labour force, poverty, prices and wages of one country and year.

    Args:
        country: Its parameters.
        people: Its people in the year.
        spending: What its schemes pay.
        items: The items that the questionnaire has.
    """
    year = people.year
    found = (*_persons(country, people, year), *_ages(country, people, year), *_money(country, people, year))
    accounts = (*_accounts(country, people, spending), *_rates(country, people, year))
    yield from (each for each in (*found, *accounts) if each.item in items)


def wage_of(country: CountryParameters, years_on: int) -> Decimal:
    """Return average monthly earnings, growing by 4 per cent a year."""
    return Decimal(round(country.wage * 1.04**years_on))


def employees_share(country: CountryParameters) -> float:
    """Return the share of the employed who are employees: the more informal, the fewer."""
    return 0.92 - 0.5 * country.informal


def _persons(country: CountryParameters, people: People, year: int) -> Iterator[Observation]:
    def employed(sex: str) -> int:
        return people.labour_force(sex) - people.unemployed(sex)

    def part(share: float) -> Callable[[str], int]:
        return lambda sex: sum(round(share * employed(each)) for each in ((sex,) if sex != TOTAL else SEXES))

    employees = part(employees_share(country))
    by_sex: dict[str, Callable[[str], int]] = {
        "X.POP_TOTAL": people.total,
        "X.POP_CHILD": people.children,
        "X.POP_15_64": lambda sex: people.aged(sex, 15, 64),
        "X.POP_15P": lambda sex: people.aged(sex, 15),
        "X.POP_65P": lambda sex: people.aged(sex, 65),
        "X.POP_PENAGE": people.older,
        "X.LF": people.labour_force,
        "X.LF_15_64": lambda sex: people.labour_force_aged(sex, 15, 64),
        "X.EMP": employed,
        "X.EMP_EMPLOYEES": employees,
        "X.EMP_SELF": lambda sex: employed(sex) - employees(sex),
        "X.EMP_PUBLIC": part(0.24 * employees_share(country)),
        "X.EMP_INFORMAL": part(country.informal),
        "X.UNEMPLOYED": people.unemployed,
        "X.POP_POOR": people.poor,
        "X.DIS_SEVERE": people.severely_disabled,
        "X.MIGRANTS": part(country.migrants or 0.01),
    }
    for item, count in by_sex.items():
        for sex in (TOTAL, *SEXES):
            yield _given(country, item, year, Decimal(count(sex)), sex=sex)
    whole = {"X.BIRTHS": people.births, "X.POP_POOR_INT": round(0.3 * people.poor(TOTAL))}
    for item, number in whole.items():
        yield _given(country, item, year, Decimal(number))
    for item, number in (("X.HH", people.households), ("X.HH_CHILD", round(0.42 * people.households))):
        yield _given(country, item, year, Decimal(number), unit="households")


def _ages(country: CountryParameters, people: People, year: int) -> Iterator[Observation]:
    counts: Mapping[str, Callable[[str, int, int], int]] = {
        "X.POP_TOTAL": people.aged, "X.DIS_SEVERE": people.severely_disabled_aged, "X.LF": people.labour_force_aged,
    }  # fmt: skip
    for item in _BY_AGE:
        for band, first, last in BANDS:
            for sex in (TOTAL, *SEXES):
                yield _given(country, item, year, Decimal(counts[item](sex, first, last)), sex=sex, age=band)
    for band, last in _CHILDREN_TO.items():
        for sex in (TOTAL, *SEXES):
            yield _given(country, "X.POP_CHILD", year, Decimal(people.aged(sex, 0, last)), sex=sex, age=band)


def _money(country: CountryParameters, people: People, year: int) -> Iterator[Observation]:
    wage = wage_of(country, people.years_on)
    employed = people.labour_force(TOTAL) - people.unemployed(TOTAL)
    gdp = wage * 12 * employed * 2
    prices = Decimal(str(round(100 * 1.03**people.years_on, 1)))
    yield _given(country, "X.GDP", year, gdp, unit="LCU")
    for item, share in _OF_GDP.items():
        yield _given(country, item, year, Decimal(round(gdp * Decimal(share))), unit="LCU")
    yield _given(country, "X.WAGE_AVG", year, wage, unit="LCU/month")
    for item, share in _OF_WAGE.items():
        yield _given(country, item, year, Decimal(round(wage * Decimal(share))), unit="LCU/month")
    for sex, gap in _SEX_GAP.items():
        for item, share in (("X.WAGE_AVG", "1"), ("X.WAGE_MED", "0.82")):
            amount = round(wage * Decimal(share) * Decimal(gap))
            yield _given(country, item, year, Decimal(amount), sex=sex, unit="LCU/month")
    yield _given(country, "X.CPI", year, prices, unit="index")
    yield _given(country, "X.GDP_DEFL", year, round(prices * Decimal("1.01"), 1), unit="index")
    rate = round(Decimal(country.wage) / _DOLLARS[country.income], 3)
    yield _given(country, "X.FX_AVG", year, rate, unit="LCU per USD")
    yield _given(country, "X.PPP", year, round(rate * Decimal("0.6"), 3), unit="LCU per international USD")


def _accounts(country: CountryParameters, people: People, spending: Spending) -> Iterator[Observation]:
    """Write public accounts that agree with what the schemes pay."""
    gdp = wage_of(country, people.years_on) * 24 * (people.labour_force(TOTAL) - people.unemployed(TOTAL))
    health = spending.health * Decimal("1.08") or gdp * _LEAST
    amounts = {
        "X.HE_GOV": health, "X.HE_TOTAL": health * Decimal("1.7"), "X.HE_OOP": health * Decimal("0.5"),
        "X.GF10": spending.other * Decimal("1.04") or gdp * _LEAST,
    }  # fmt: skip
    for item, amount in amounts.items():
        yield _given(country, item, people.year, Decimal(round(amount)), unit="LCU")


def _rates(country: CountryParameters, people: People, year: int) -> Iterator[Observation]:
    poverty = Decimal(str(round(100 * country.poverty * (1 - 0.01 * people.years_on), 1)))
    rates: dict[str, tuple[Decimal, str]] = {
        "X.POV_LINE_INT": (Decimal("2.15"), "international USD"),
        "X.UHC_SCI": (Decimal(_SERVICES[country.income]), "0-100"),
        "X.CATA": (round(poverty / 3, 1), "%"),
        "X.POV_RATE_NAT": (poverty, "%"),
        "X.POV_RATE_INT": (round(poverty * Decimal("0.3"), 1), "%"),
        "X.POV_RATE_PRE": (round(poverty * Decimal("1.3"), 1), "%"),
        "X.GINI": (round(28 + poverty / 3, 1), "0-100"),
        "X.GINI_MARKET": (round(37 + poverty / 3, 1), "0-100"),
    }
    for item, (value, unit) in rates.items():
        yield _given(country, item, year, value, unit=unit)
    for sex, years in ((TOTAL, "20.4"), ("M", "18.9"), ("F", "21.8")):
        yield _given(country, "X.LIFE_60", year, Decimal(years), sex=sex, unit="years")


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
