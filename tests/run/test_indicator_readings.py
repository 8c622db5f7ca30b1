"""What a release says of a country: at a year, and last."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from openssi.definitions import load
from openssi.run.indicator_readings import CountryReadings
from openssi.run.site import ReleaseSite

OLD_AGE = "SDG_1_3_1_OLD_AGE"


@pytest.fixture(scope="module")
def site(demonstration: Path) -> Iterator[ReleaseSite]:
    made = ReleaseSite(demonstration)
    yield made
    made.close()


def readings_of(site: ReleaseSite, area: str = "QMH") -> CountryReadings:
    return CountryReadings.of(site.latest(), load(), area)


def test_readings_are_those_of_the_release(site: ReleaseSite) -> None:
    found = readings_of(site)
    (row,) = (
        site.latest()
        .connection()
        .rows(
            "SELECT value, source, obs_status FROM country_values WHERE ref_area = 'QMH' AND indicator = $1"
            " AND sex = '_T' AND breakdown = '_T' AND time_period = 2023",
            [OLD_AGE],
        )
    )
    last = found.last(OLD_AGE)
    assert last is not None
    assert (found.release, last.year, last.value) == (site.latest().release.id, 2023, row["value"])
    assert (last.source, last.status) == (row["source"], row["obs_status"])


def test_at_a_year_it_is_the_last_one_up_to_it(site: ReleaseSite) -> None:
    found = readings_of(site)
    years = [each.year for each in found.values[OLD_AGE]]
    assert years == sorted(set(years))
    reading = found.last(OLD_AGE, years[1])
    assert reading is not None
    assert reading.year == years[1]
    assert found.last(OLD_AGE, years[0] - 1) is None
    both = found.read(OLD_AGE, "fr", years[0])
    assert both.name == "Personnes âgées\u00a0: pension"
    assert (both.start, both.now) == (found.values[OLD_AGE][0], found.values[OLD_AGE][-1])


def test_headlines_are_of_the_leading_family_in_its_order(site: ReleaseSite) -> None:
    found = [each.indicator for each in readings_of(site).headlines("en")]
    assert found == [each for each in load().indicators if each in found]
    assert all(each.startswith("SDG_1_3_1_") for each in found)
    assert OLD_AGE in found


def test_a_country_without_values_and_an_indicator_that_is_gone(site: ReleaseSite) -> None:
    found = readings_of(site, "XXX")
    assert found.headlines("en") == ()
    gone = found.read("GONE", "en", 2020)
    assert (gone.name, gone.start, gone.now) == ("GONE", None, None)
