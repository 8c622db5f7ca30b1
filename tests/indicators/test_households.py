"""Benefits whose unit is the household become persons by one of two named conventions."""

from decimal import Decimal
from typing import Any

import pytest

from openssi.definitions import Definitions, load
from openssi.definitions.choices import under
from openssi.indicators import compute_inquiry
from openssi.vocabulary.observation import Observation


def answer(item: str, value: int | str, scheme: str = "_Z", benefit: str = "_Z", sex: str = "_T") -> Observation:
    return Observation(
        ref_area="QMA",
        item=item,
        time_period=2023,
        scheme=scheme,
        benefit=benefit,
        sex=sex,
        value=Decimal(value) if isinstance(value, int) else None,
        text_value=value if isinstance(value, str) else None,
        channel="context" if item.startswith("X.") else "workbook",
    )


def assistance(**more: int | str) -> list[Observation]:
    told = {
        "CONTIG": "TOTAL VULN POOR",
        "FORM": "CASH_PER",
        "UNIT_REC": "HOUSEHOLD",
        "FUNC": "SOC",
        "CONTRIB": "NONCONTRIB",
        "REC": 10,
    }
    return [answer(f"B.{name}", value, "QMA01", "QMA01-01") for name, value in {**told, **more}.items()]


POPULATION = [
    *(answer(item, size) for item, size in {"X.POP_TOTAL": 1000, "X.POP_CHILD": 300, "X.POP_PENAGE": 100}.items()),
    *(answer("X.POP_TOTAL", size, sex=sex) for sex, size in {"M": 400, "F": 600}.items()),
    *(answer("X.POP_CHILD", size, sex=sex) for sex, size in {"M": 150, "F": 150}.items()),
    *(answer("X.POP_PENAGE", size, sex=sex) for sex, size in {"M": 40, "F": 60}.items()),
]


def total(publication: str, *answers: Observation, sex: str = "_T") -> dict[str, Any]:
    parts: Definitions = under(load(), publication)
    results = compute_inquiry(
        [*POPULATION, *answers],
        parts.questionnaire,
        (),
        tuple(parts.national_totals.values()),
        parts.codelists,
    )
    rows = results.national_totals.to_pylist()
    return next(row for row in rows if (row["item"], row["sex"]) == ("H.COV_ANY", sex))


@pytest.mark.parametrize(
    ("publication", "persons", "convention"), [("current", 40, "members"), ("household_recipients", 10, "recipient")]
)
def test_the_convention_of_the_publication_is_applied_and_stored(
    publication: str, persons: int, convention: str
) -> None:
    found = total(publication, *assistance(), answer("X.HH", 250))
    assert (found["value"], found["household"]) == (persons, convention)


def test_in_households_of_two_the_members_are_twice_the_recipients() -> None:
    members, recipients = (
        total(each, *assistance(), answer("X.HH", 500))["value"] for each in ("current", "household_recipients")
    )
    assert (members, recipients) == (20, 10)


def test_other_members_that_the_scheme_counts_come_before_the_average_household() -> None:
    found = total("current", *assistance(REC_INDIR=14), answer("X.HH", 250))
    assert (found["value"], found["household"]) == (24, "members")


def test_members_divide_by_sex_as_the_population_does_whoever_receives_the_benefit() -> None:
    by_sex = {sex: total("current", *assistance(), answer("X.HH", 250), sex=sex)["value"] for sex in ("M", "F")}
    assert by_sex == {"M": 16, "F": 24}


def test_where_the_size_of_households_is_not_known_the_total_says_that_one_person_of_each_counts() -> None:
    found = total("current", *assistance())
    assert (found["value"], found["household"]) == (10, "recipient")


def test_nothing_is_said_where_no_household_became_persons() -> None:
    assert total("current", *assistance(UNIT_REC="PERSON"))["household"] == ""
    assert total("current", *assistance(), answer("X.HH", 250), answer("H.COV_ANY", 77))["household"] == ""


def test_recipients_abroad_do_not_count() -> None:
    assert total("current", *assistance(UNIT_REC="PERSON", REC_ABROAD=3))["value"] == 7


def test_survivors_are_pensioners_only_above_pensionable_age() -> None:
    def pension(**more: int | str) -> list[Observation]:
        return assistance(CONTIG="TOTAL PENSION", UNIT_REC="PERSON", FUNC="SUR", **more)

    assert total("current", *pension(REC_PENAGE=6))["value"] == 6
    widows = [*pension(), *(answer("B.REC", 1, "QMA02", "QMA02-01"), answer("B.FORM", "CASH_PER", "QMA02", "QMA02-01"))]
    told = {"B.CONTIG": "TOTAL PENSION", "B.FUNC": "OLD", "B.CONTRIB": "CONTRIB"}
    found = total("current", *widows, *(answer(item, text, "QMA02", "QMA02-01") for item, text in told.items()))
    assert (found["value"], found["obs_status"]) == (1, "U")
