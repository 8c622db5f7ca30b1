"""What the schemes give for a national total: parts, bounds, proposal, and what is missing."""

from decimal import Decimal
from typing import Any

import pytest

from openssi.definitions import load
from openssi.indicators.compiled import Compiler
from openssi.indicators.proposal import Proposal
from openssi.indicators.totals import CountryTotals
from openssi.vocabulary.observation import Observation

DEFINITIONS = load()
COMPILER = Compiler(DEFINITIONS.questionnaire, DEFINITIONS.codelists)
TOTALS = [COMPILER.total(each) for each in DEFINITIONS.national_totals.values()]


def answer(item: str, value: int | str | None, scheme: str = "_Z", benefit: str = "_Z", **more: Any) -> Observation:
    return Observation(
        ref_area="QMA",
        item=item,
        time_period=2023,
        scheme=scheme,
        benefit=benefit,
        value=Decimal(value) if isinstance(value, int) else None,
        text_value=value if isinstance(value, str) else None,
        **{"channel": "context" if item.startswith("X.") else "form", **more},
    )


def pension(
    scheme: str, persons: int | None, contrib: str = "CONTRIB", number: int = 1, **more: Any
) -> list[Observation]:
    at = {"scheme": scheme, "benefit": f"{scheme}-{number:02d}"}
    told = {"B.CONTIG": "TOTAL PENSION", "B.FORM": "CASH_PER", "B.UNIT_REC": "PERSON", "B.CONTRIB": contrib}
    texts = [answer(item, text, **at) for item, text in {**told, "B.FUNC": "OLD"}.items()]
    return [*texts, answer("B.REC", persons, **at, **more)]


POPULATION = [answer("X.POP_TOTAL", 1000), answer("X.POP_CHILD", 300), answer("X.POP_PENAGE", 100), answer("X.LF", 500)]
TWO_SCHEMES = [*POPULATION, *pension("QMA01", 70), *pension("QMA02", 60, "NONCONTRIB")]


def country(*answers: Observation) -> CountryTotals:
    made = CountryTotals("QMA", 2023, answers, DEFINITIONS.questionnaire)
    for each in TOTALS:
        made.make(each)
    return made


def proposal(item: str, *answers: Observation) -> Proposal:
    return country(*answers).proposals[item, "_T"]


def numbers(found: Proposal) -> tuple[Decimal, Decimal, Decimal]:
    assert found.union is not None
    return found.union.lower, found.union.proposed, found.union.upper


def overlap(rate: int, pair: str = "QMA01+QMA02") -> Observation:
    return answer("H.OVERLAP", rate, breakdown=pair)


def test_of_two_schemes_whose_overlap_is_unknown_there_are_bounds_and_an_estimate() -> None:
    found = proposal("H.COV_OLD", *TWO_SCHEMES)
    assert numbers(found) == (70, 85, 100)
    assert (found.method, found.status) == ("BOUNDS", "E")


@pytest.mark.parametrize("method", ["LINK", "SURVEY"])
def test_a_known_overlap_is_subtracted_once(method: str) -> None:
    found = proposal("H.COV_OLD", *TWO_SCHEMES, answer("H.DEDUP", method), overlap(50))
    assert numbers(found) == (100, 100, 100)
    assert found.status == ""
    (group,) = found.groups
    assert (group.cap, dict(group.overlaps)) == (100, {frozenset({"QMA01", "QMA02"}): Decimal("0.5")})


def test_an_overlap_is_of_schemes_and_not_of_one_of_their_benefits() -> None:
    widows = pension("QMA01", 10, number=2)
    found = proposal(
        "H.COV_OLD",
        *TWO_SCHEMES[:4],
        *pension("QMA01", 40),
        *widows,
        *pension("QMA02", 20),
        answer("H.DEDUP", "LINK"),
        overlap(50),
    )
    # The scheme has 40 to 50 different persons, and 10 of the other scheme are among them.
    assert numbers(found) == (50, 55, 60)


def test_a_rate_that_the_method_does_not_take_changes_nothing() -> None:
    found = proposal("H.COV_OLD", *TWO_SCHEMES, overlap(50))
    assert numbers(found) == (70, 85, 100)


def test_of_another_pair_a_rate_is_not_known() -> None:
    found = proposal("H.COV_OLD", *TWO_SCHEMES, answer("H.DEDUP", "LINK"), overlap(50, "QMA01+QMA03"))
    assert (numbers(found), found.status) == ((70, 85, 100), "E")


def test_disjoint_groups_are_added_up_to_the_population() -> None:
    found = proposal(
        "H.COV_OLD", *POPULATION, *pension("QMA01", 30), *pension("QMA02", 20), answer("H.DEDUP", "PARTITION")
    )
    assert (numbers(found), found.status) == ((30, 50, 50), "")


def test_a_benefit_without_a_figure_is_missing_and_the_total_a_part_only() -> None:
    made = country(*POPULATION, *pension("QMA01", 70), *pension("QMA02", None, obs_status="L"))
    found = made.proposals["H.COV_OLD", "_T"]
    assert [(each.benefit, each.persons, each.is_missing) for each in found.parts] == [
        ("QMA01-01", 70, False),
        ("QMA02-01", None, True),
    ]
    assert (found.is_partial, found.status) == (True, "U")
    assert (made.made["H.COV_OLD", "_T"].value, made.made["H.COV_OLD", "_T"].obs_status) == (70, "U")


@pytest.mark.parametrize("channel", ["workbook", "form", "api"])
def test_nobody_is_an_answer_however_it_came(channel: str) -> None:
    found = proposal("H.COV_OLD", *POPULATION, *pension("QMA02", None, obs_status="N", channel=channel))
    (part,) = found.parts
    assert (part.persons, part.is_missing) == (0, False)
    assert part.observation is not None


def test_context_data_are_no_answer_of_a_part() -> None:
    found = proposal("H.COV_OLD", *POPULATION, *pension("QMA02", None, obs_status="N", channel="context"))
    assert [each.observation for each in found.parts] == [None]


def test_contributors_that_a_contributory_scheme_does_not_state_are_missing() -> None:
    def scheme(number: str, contrib: str, active: int | None) -> list[Observation]:
        return [answer("S.CONTRIB", contrib, number), answer("S.ACTIVE", active, number)]

    found = proposal(
        "H.CONTR_ANY",
        *POPULATION,
        *scheme("QMA01", "CONTRIB", 200),
        *scheme("QMA02", "CONTRIB", None),
        *scheme("QMA03", "NONCONTRIB", None),
    )
    assert [(each.scheme, each.is_missing) for each in found.parts] == [("QMA01", False), ("QMA02", True)]


@pytest.mark.parametrize(("item", "function"), [("H.COV_INJ", "INJ"), ("H.COV_SICK", "SIC"), ("H.COV_HEALTH", "HEA")])
def test_the_insured_of_a_branch_are_proposed_from_the_branch(item: str, function: str) -> None:
    insured = [answer("S.ACTIVE", 400, "QMA01"), answer("S.INSURED", 250, "QMA01", func=function)]
    found = proposal(item, *POPULATION, *insured)
    assert numbers(found) == (250, 250, 250)


def test_survivors_are_those_with_a_periodic_benefit() -> None:
    def survivors(number: int, form: str) -> list[Observation]:
        told = [each for each in pension("QMA01", 30, number=number) if each.item not in {"B.FUNC", "B.FORM"}]
        at = {"scheme": "QMA01", "benefit": f"QMA01-{number:02d}"}
        return [*told, answer("B.FUNC", "SUR", **at), answer("B.FORM", form, **at)]

    found = proposal("H.COV_SURV", *POPULATION, *survivors(1, "CASH_PER"), *survivors(2, "CASH_LUMP"))
    assert [(each.benefit, each.persons) for each in found.parts] == [("QMA01-01", 30)]


def test_contributory_cover_takes_contributors_and_contributory_pensioners() -> None:
    found = proposal("H.COV_C", *TWO_SCHEMES, answer("S.ACTIVE", 200, "QMA01"))
    assert [(each.scheme, each.persons) for each in found.parts] == [("QMA01", 200), ("QMA01", 70)]
    assert numbers(found) == (270, 270, 270)


def test_a_non_contributory_pension_only_is_the_rest_and_a_report_of_it_stands() -> None:
    reported = [answer("H.COV_OLD", 90), answer("H.COV_OLD_C", 70)]
    rest = country(*POPULATION, *reported).made["H.COV_OLD_NC", "_T"]
    assert (rest.value, rest.chosen) == (20, "formula")
    told = country(*POPULATION, *reported, answer("H.COV_OLD_NC", 19)).made["H.COV_OLD_NC", "_T"]
    assert (told.value, told.chosen) == (19, "reported")


def test_what_the_form_calculates_is_not_reported() -> None:
    reported = [answer("H.COV_WA_C", 250), answer("H.COV_OLD_C", 60), answer("H.DEN_VULN", 5)]
    made = country(*POPULATION, *reported).made["H.DEN_VULN", "_T"]
    assert (made.value, made.chosen) == (690, "formula")


def test_where_the_law_provides_nothing_nobody_is_proposed() -> None:
    found = proposal("H.COV_UNE", *POPULATION, answer("L.EXISTS", "NONE", func="UNE"))
    assert (found.union, found.persons) == (None, 0)
    assert proposal("H.COV_UNE", *POPULATION).persons is None
