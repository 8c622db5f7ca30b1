"""Rules of a file, of a revision, of an explanation and of publication, with the facts that they need."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from openssi.definitions import load
from openssi.expressions import ObservationCells
from openssi.validate import Validator
from openssi.validate.stages import explained_cells, file_cells, published_cells, revised_cells
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.submission import Fingerprint
from openssi.vocabulary.text import MultilingualText

PARTS = load()
VALIDATOR = Validator(PARTS.rules, PARTS.questionnaire, PARTS.codelists)
ROUND = Fingerprint("QMA", 2023, PARTS.questionnaire.version, "en", "v2")
RECIPIENTS = Observation(
    ref_area="QMA", item="B.REC", time_period=2023, scheme="QMA01", benefit="QMA01-01", value=Decimal(100)
)


def country(*answers: Observation) -> ObservationCells:
    return ObservationCells({2023: list(answers)}, 2023, PARTS.questionnaire)


def of_file(fingerprint: Fingerprint, *, confirmed: bool = False) -> list[str]:
    places = file_cells(fingerprint, ROUND, confirmed=confirmed, questionnaire=PARTS.questionnaire)
    return [each.rule for each in VALIDATOR.findings_at("file", places)]


def test_a_file_is_of_the_round_that_it_is_read_for() -> None:
    assert of_file(ROUND) == []
    assert of_file(replace(ROUND, ref_area="QMB")) == ["R009"]
    assert of_file(replace(ROUND, time_period=2022)) == ["R009"]
    assert of_file(replace(ROUND, questionnaire_version="2020.1")) == ["R009"]


def test_a_file_made_from_an_earlier_version_is_taken_by_whoever_compared_the_two() -> None:
    assert of_file(replace(ROUND, base="v1")) == ["R010"]
    assert of_file(replace(ROUND, base="v1"), confirmed=True) == []


def revised(now: int, before: int, reason: str) -> list[str]:
    answer = replace(RECIPIENTS, value=Decimal(now))
    accepted = [replace(RECIPIENTS, value=Decimal(before))]
    places = revised_cells(country(answer), [answer], accepted, reason)
    return [each.rule for each in VALIDATOR.findings_at("revision", places)]


def test_a_revised_figure_has_a_reason_and_a_large_one_a_second_reader() -> None:
    assert revised(104, 100, "ERROR") == []
    assert revised(104, 100, "") == ["R104"]
    assert revised(106, 100, "ERROR") == ["R105"]
    assert revised(100, 100, "") == []


def test_a_figure_that_was_not_there_before_is_no_revision() -> None:
    assert list(revised_cells(country(RECIPIENTS), [RECIPIENTS], [], "")) == []


def said_of(finding: Finding, *answers: Observation) -> Sequence[Finding]:
    places = explained_cells(country(*answers), answers, [finding], PARTS.rules)
    return VALIDATOR.findings_at("explanation", places)


def test_a_change_of_method_that_explains_a_jump_makes_a_break_in_the_series() -> None:
    said = MultilingualText("en", "fr", "es")
    jump = Finding(
        rule="R098", severity="W", ref_area="QMA", time_period=2023, obs_id=RECIPIENTS.id, item="B.REC", scheme="QMA01",
        benefit="QMA01-01", sex="_T", message=said, remedy=said, state="explained", explanation="new register",
        explanation_reason="METHOD",
    )  # fmt: skip
    assert [(each.rule, each.item) for each in said_of(jump, RECIPIENTS)] == [("R103", "B.REC")]
    assert said_of(jump, replace(RECIPIENTS, obs_status="B", note="new register")) == ()
    assert said_of(replace(jump, explanation_reason="REAL"), RECIPIENTS) == ()
    assert said_of(replace(jump, rule="R066"), RECIPIENTS) == ()
    assert said_of(replace(jump, explained_in=2022), RECIPIENTS) == ()


def published(shown: Sequence[Observation], withheld: Sequence[Observation]) -> list[tuple[str, str]]:
    places = published_cells(country(*shown, *withheld), shown, withheld, "2024-07-01")
    return [(each.rule, each.sex) for each in VALIDATOR.findings_at("publication", places)]


def test_a_lone_withheld_part_could_be_found_by_subtraction() -> None:
    men, women = replace(RECIPIENTS, sex="M", value=Decimal(60)), replace(RECIPIENTS, sex="F", value=Decimal(40))
    assert published([RECIPIENTS, men, women], []) == []
    assert set(published([RECIPIENTS, men], [women])) == {("R120", "_T"), ("R120", "M")}
    assert published([RECIPIENTS], [men, women]) == []


def test_small_counts_and_what_is_not_free_are_seen_before_publication() -> None:
    few = replace(RECIPIENTS, value=Decimal(3))
    assert published([few], []) == [("R119", "_T")]
    assert ("R118", "_T") in published([replace(RECIPIENTS, conf_status="C")], [])
