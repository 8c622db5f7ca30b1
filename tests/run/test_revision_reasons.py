"""Why a figure differs from what was published: from records alone, never guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from openssi.engine import connect, table_of
from openssi.run.releases.revision_reasons import BEFORE, COMPARED, VersionReason, make_reasons
from openssi.vocabulary.dataflow import DATAFLOWS
from openssi.vocabulary.release import Release
from store.test_releases import draft

Rows = Mapping[str, Sequence[Mapping[str, object]]]

CELL, OTHER_CELL, POPULATION = "QMA.2023.H_COV._Z", "QMB.2023.H_COV._Z", "QMA.2023.X_POP._Z"
TOTAL, VALUE, MEAN, WORLD = "total.QMA", "C07.QMA.2023", "C07.QMB.2023", "C07.WORLD.2023"


def cell(obs_id: str, number: int, vintage: int = 1, **more: object) -> dict[str, object]:
    submission = f"{obs_id[:3]}-2023"
    given = {"obs_id": obs_id, "ref_area": obs_id[:3], "value": Decimal(number), "obs_status": "A", "conf_status": "F"}
    return {**given, "channel": "workbook", "submission": submission, "vintage": vintage, **more}


def made_of(output: str, *inputs: str) -> list[dict[str, object]]:
    return [{"output_id": output, "input_id": each, "role": "numerator"} for each in inputs]


def value(value_id: str, number: float) -> dict[str, object]:
    return {"value_id": value_id, "indicator": "C07", "ref_area": value_id[4:7], "value": number}


def entering(value_id: str) -> dict[str, object]:
    key = {"indicator": "C07", "sex": "_T", "breakdown": "_T", "time_period": 2023}
    return {**key, "ref_area": value_id[4:7], "value_id": value_id, "weight_id": ""}


WHOLE: Rows = {
    "observations": [
        cell(CELL, 50),
        cell(OTHER_CELL, 10),
        cell(POPULATION, 100, channel="context", submission="", vintage=0),
    ],
    "national_totals": [{"total_id": TOTAL, "value": Decimal(50)}],
    "country_values": [value(VALUE, 50.0), value(MEAN, 10.0)],
    "lineage": [*made_of(TOTAL, CELL), *made_of(VALUE, TOTAL, POPULATION), *made_of(MEAN, OTHER_CELL)],
    "aggregate_inputs": [entering(VALUE), entering(MEAN)],
    "aggregates": [
        {"aggregate_id": WORLD, "indicator": "C07", "sex": "_T", "breakdown": "_T", "time_period": 2023,
         "grouping": "WORLD", "group_code": "001", "imputed_share": 0.0}
    ],
    "members": [
        {"grouping": "WORLD", "group_code": "001", "area": each, "valid_from": 1900} for each in ("QMA", "QMB")
    ],
    "indicators": [{"indicator": "C07", "breakdown": "_T", "formula": "100 * H.COV / X.POP"}],
}  # fmt: skip


def changed(**tables: Sequence[Mapping[str, object]]) -> Rows:
    return {**WHOLE, **tables}


def reasons(
    now: Rows, versions: Sequence[VersionReason] = (), *, before: Rows = WHOLE, **method: str
) -> dict[str, str]:
    """Return why figures changed: code by figure; figures whose reason is not known are left out."""
    tables = {name: table_of(DATAFLOWS[name], now.get(name, ())) for name in COMPARED}
    earlier = {f"{BEFORE}{name}": table_of(DATAFLOWS[name], before.get(name, ())) for name in COMPARED}
    made: Release = draft("2026.2")
    with connect(**tables, **earlier) as connection:
        make_reasons(connection, versions, replace(made, method={**made.method, **method}), made)
        rows = connection.rows("FROM revision_reasons ORDER BY figure")
    return {row["figure"]: row["reason"] for row in rows}


def revised(number: int, vintage: int = 2, **more: object) -> list[dict[str, object]]:
    return [cell(CELL, number, vintage, **more), *WHOLE["observations"][1:]]  # type: ignore[list-item]


NEW_FIGURES = {
    "national_totals": [{"total_id": TOTAL, "value": Decimal(60)}],
    "country_values": [value(VALUE, 60.0), value(MEAN, 10.0)],
}


def test_where_nothing_changed_nothing_has_a_reason() -> None:
    assert reasons(WHOLE) == {}


@pytest.mark.parametrize("reason", ["LATE", "ERROR", "METHOD", "CLASSIF"])
def test_a_cell_has_the_reason_recorded_with_its_version_and_figures_inherit_it(reason: str) -> None:
    now = changed(observations=revised(60), **NEW_FIGURES)
    found = reasons(now, [VersionReason("QMA-2023", 1, ""), VersionReason("QMA-2023", 2, reason)])
    assert {found[each] for each in (CELL, TOTAL, VALUE, WORLD)} == {reason}
    assert OTHER_CELL not in found
    assert MEAN not in found


def test_a_version_whose_reason_nobody_recorded_leaves_it_unknown() -> None:
    now = changed(observations=revised(60), **NEW_FIGURES)
    assert reasons(now, [VersionReason("QMA-2023", 2, "")]) == {}


def test_versions_accepted_for_different_reasons_have_several() -> None:
    now = changed(observations=revised(60, vintage=3), **NEW_FIGURES)
    versions = [VersionReason("QMA-2023", 2, "LATE"), VersionReason("QMA-2023", 3, "ERROR")]
    assert reasons(now, versions)[CELL] == "SEVERAL"


def test_a_correction_that_was_applied_since_is_one_of_the_compiler() -> None:
    now = changed(
        observations=revised(60), corrections=[{"obs_id": CELL, "status": "applied", "vintage": 2}], **NEW_FIGURES
    )
    found = reasons(now, [VersionReason("QMA-2023", 2, "")])
    assert {found[each] for each in (CELL, TOTAL, VALUE, WORLD)} == {"COMPILER"}


def test_a_correction_that_was_published_before_explains_nothing_new() -> None:
    applied = [{"obs_id": CELL, "status": "applied", "vintage": 1}]
    now = changed(observations=revised(60), corrections=applied, **NEW_FIGURES)
    assert reasons(now, [VersionReason("QMA-2023", 2, "LATE")], before=changed(corrections=applied))[CELL] == "LATE"


def test_a_cell_that_was_withheld_changes_its_confidentiality() -> None:
    held = {"value": None, "obs_status": "Q", "conf_status": "C"}
    now = changed(observations=revised(0, 1, **held))
    assert reasons(now)[CELL] == "CONF"
    assert reasons(WHOLE, before=now)[CELL] == "CONF"


def test_context_data_change_with_their_source() -> None:
    population = cell(POPULATION, 120, channel="context", submission="", vintage=0)
    now = changed(
        observations=[*WHOLE["observations"][:2], population], country_values=[value(VALUE, 41.7), value(MEAN, 10.0)]
    )
    found = reasons(now)
    assert {found[each] for each in (POPULATION, VALUE, WORLD)} == {"SOURCE"}
    assert TOTAL not in found


def test_a_new_submission_changes_groups_by_new_answers() -> None:
    before = changed(
        observations=[each for each in WHOLE["observations"] if each["obs_id"] != OTHER_CELL],
        country_values=[value(VALUE, 50.0)],
    )
    found = reasons(WHOLE, [VersionReason("QMB-2023", 1, "")], before=before)
    assert found[WORLD] == "NEWDATA"
    assert CELL not in found


def test_another_formula_is_a_change_of_method_and_words_are_none() -> None:
    otherwise = [{**WHOLE["indicators"][0], "formula": "100 * H.COV / X.LF"}]
    now = changed(indicators=otherwise, country_values=[value(VALUE, 70.0), value(MEAN, 10.0)])
    found = reasons(now)
    assert (found[VALUE], found[WORLD]) == ("METHOD", "METHOD")
    reworded = [{**WHOLE["indicators"][0], "definition_en": "Persons."}]
    assert reasons(changed(indicators=reworded)) == {}


def test_other_rules_of_aggregation_change_groups_and_no_country() -> None:
    now = changed(country_values=[value(VALUE, 70.0), value(MEAN, 10.0)])
    found = reasons(now, max_age="3")
    assert found == {WORLD: "METHOD"}


def test_other_choices_change_countries_and_what_is_made_of_them() -> None:
    now = changed(country_values=[value(VALUE, 70.0), value(MEAN, 10.0)])
    found = reasons(now, child_age="0-17")
    assert (found[VALUE], found[WORLD]) == ("METHOD", "METHOD")
    assert MEAN not in found


def test_another_membership_is_a_change_of_classification() -> None:
    moved = [*WHOLE["members"], {"grouping": "WORLD", "group_code": "001", "area": "QMC", "valid_from": 2020}]
    assert reasons(changed(members=moved))[WORLD] == "CLASSIF"


def test_a_figure_with_two_causes_has_several_reasons() -> None:
    population = cell(POPULATION, 120, channel="context", submission="", vintage=0)
    observations = [cell(CELL, 60, 2), WHOLE["observations"][1], population]
    found = reasons(changed(observations=observations, **NEW_FIGURES), [VersionReason("QMA-2023", 2, "ERROR")])
    assert (found[CELL], found[TOTAL], found[VALUE]) == ("ERROR", "ERROR", "SEVERAL")


def test_a_figure_with_a_known_and_an_unknown_cause_has_no_reason() -> None:
    population = cell(POPULATION, 120, channel="context", submission="", vintage=0)
    observations = [cell(CELL, 60, 2), WHOLE["observations"][1], population]
    found = reasons(changed(observations=observations, **NEW_FIGURES), [VersionReason("QMA-2023", 2, "")])
    assert found == {POPULATION: "SOURCE"}


def test_a_part_that_was_taken_away_makes_its_total_change() -> None:
    now = changed(
        observations=[cell("QMA.2023.S_REC._Z", 1, 2), *WHOLE["observations"][1:]],
        lineage=[*made_of(VALUE, TOTAL, POPULATION), *made_of(MEAN, OTHER_CELL)],
        **NEW_FIGURES,
    )
    found = reasons(now, [VersionReason("QMA-2023", 2, "ERROR")])
    assert {found[each] for each in (CELL, TOTAL, VALUE, WORLD)} == {"ERROR"}
