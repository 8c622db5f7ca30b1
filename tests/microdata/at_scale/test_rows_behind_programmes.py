"""How many rows stand behind figures of programmes by SQL: as many as on the exact path."""

from dataclasses import replace
from pathlib import Path

import pytest

from openssi.definitions import default_root
from openssi.definitions.benefit_indicators import load_benefit_indicators
from openssi.engine import connect
from openssi.microdata.at_scale.benefits import INDICATORS
from openssi.microdata.at_scale.programmes import TableProgrammes
from openssi.microdata.benefits.estimates import Asked, estimates, every_indicator
from openssi.microdata.benefits.surveyed import read_benefits
from openssi.microdata.description import SurveyDescription
from survey_table import ROLES, persons, written


@pytest.mark.parametrize(
    ("roles", "more"),
    [
        (ROLES, {"by": ((), ("quintile",), ("region", "quintile"))}),
        (replace(ROLES, household="household"), {"ranked_by": "pre", "beneficiaries": "direct", "by": ((), ("sex",))}),
    ],
)
def test_the_rows_behind_every_indicator_are_those_of_the_exact_path(
    tmp_path: Path, roles: SurveyDescription, more: dict[str, object]
) -> None:
    path = written(tmp_path, persons(500))
    wanted = every_indicator(load_benefit_indicators(default_root()), list(INDICATORS))
    asked = Asked(indicators=wanted, programmes=("Pension",), **more)  # type: ignore[arg-type]
    survey = read_benefits(path, roles, ["region", "sex"])
    exact = list(estimates(survey.sample, survey.households, survey.transfers, asked))
    with connect() as connection:
        connection.register_parquet("persons", path)
        found = list(TableProgrammes(connection, "persons", roles, asked).estimates())
    assert len(found) == len(exact) > 0
    for ours, theirs in zip(found, exact, strict=True):
        assert (ours.beneficiaries, ours.is_direct, ours.fifths) == (
            theirs.beneficiaries, theirs.is_direct, theirs.fifths,
        )  # fmt: skip
        mine, other = ours.estimate.contributors, theirs.estimate.contributors
        if mine is None or other is None:
            assert mine is other, (ours, theirs)
            continue
        assert replace(mine, largest=(), amount=None) == replace(other, largest=(), amount=None), (ours, theirs)
        assert (mine.amount or 0.0) == pytest.approx(other.amount or 0.0, rel=1e-9), (ours, theirs)
        assert mine.largest == pytest.approx(other.largest, rel=1e-9), (ours, theirs)
