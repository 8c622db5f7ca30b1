"""Coverage, incidence and adequacy by SQL are those of the exact path."""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from openssi.definitions import default_root
from openssi.definitions.benefit_indicators import load_benefit_indicators
from openssi.engine import Connection
from openssi.microdata.at_scale.benefits import INDICATORS
from openssi.microdata.at_scale.programmes import TableProgrammes
from openssi.microdata.benefits.estimates import Asked, estimates, every_indicator
from openssi.microdata.benefits.surveyed import read_benefits
from openssi.microdata.description import SurveyDescription
from openssi.microdata.measures.measure import Conventions
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.estimate import Estimate
from openssi.vocabulary.incidence import ProgrammeEstimate
from survey_table import ROLES, persons, written

DECLARED = load_benefit_indicators(default_root())
ALL_KNOWN = every_indicator(DECLARED, list(INDICATORS))
OF_HOUSEHOLDS = replace(ROLES, household="household")
OUTSIDE = (ROLES.transfers[0], replace(ROLES.transfers[1], in_welfare=False, times=12.0))


def known(found: ProgrammeEstimate) -> tuple[object, ...]:
    each = found.estimate
    names = ("measure", "domain_var", "domain", "n", "unit", "reason", "method")
    of_programme = (found.programme, found.beneficiaries, found.is_direct, found.fifths)
    return (*of_programme, *(getattr(each, name) for name in names))


def close(ours: Estimate, theirs: Estimate, name: str, within: float) -> bool:
    here, there = getattr(ours, name), getattr(theirs, name)
    if here is None or there is None:
        return here is there
    return abs(here - there) <= within * max(abs(there), 1e-3 * abs(theirs.estimate or 0))


def same_behind(ours: Estimate, theirs: Estimate) -> None:
    mine, other = ours.contributors, theirs.contributors
    if mine is None or other is None:
        assert mine is other, (ours, theirs)
        return
    assert replace(mine, largest=(), amount=None) == replace(other, largest=(), amount=None), (ours, theirs)
    assert (mine.amount or 0.0) == pytest.approx(other.amount or 0.0, rel=1e-9), (ours, theirs)
    assert mine.largest == pytest.approx(other.largest, rel=1e-9), (ours, theirs)


@pytest.mark.parametrize(
    ("roles", "more"),
    [
        (
            replace(ROLES, psu=(), strata=""),
            {
                "by": ((), ("region", "quintile"), ("quintile", "sex")),
                "conventions": Conventions(bandwidth_n="sum_of_weights"),
            },
        ),
        (OF_HOUSEHOLDS, {"programmes": ("Pension", "Grant"), "by": ((), ("region",))}),
        (
            OF_HOUSEHOLDS,
            {
                "ranked_by": "pre",
                "beneficiaries": "direct",
                "conventions": Conventions(relative_to="mean"),
                "bottom": 0.25,
            },
        ),
        (
            replace(OF_HOUSEHOLDS, transfers=OUTSIDE),
            {"ranked_by": "pre", "conventions": Conventions(line=9_000.0), "by": (("sex",),)},
        ),
    ],
)
def test_every_indicator_and_the_rows_behind_it_are_those_of_the_exact_path(
    connection: Connection, tmp_path: Path, roles: SurveyDescription, more: dict[str, object]
) -> None:
    path = written(tmp_path, persons(400))
    asked = Asked(indicators=ALL_KNOWN, **{"programmes": ("Grant",), **more})  # type: ignore[arg-type]
    columns = [name for names in asked.by for name in names if name != "quintile"]
    survey = read_benefits(path, roles, columns)
    exact = list(estimates(survey.sample, survey.households, survey.transfers, asked))
    connection.register_parquet("persons", path)
    found = list(TableProgrammes(connection, "persons", roles, asked).estimates())
    assert [known(each) for each in found] == [known(each) for each in exact]
    for ours, theirs in zip(found, exact, strict=True):
        assert close(ours.estimate, theirs.estimate, "estimate", 1e-9), (ours, theirs)
        assert close(ours.estimate, theirs.estimate, "se", 1e-8), (ours, theirs)
        same_behind(ours.estimate, theirs.estimate)


def refused(connection: Connection, rows: dict[str, list[object]], roles: SurveyDescription, code: str) -> None:
    filled = {"income": [1.0, 2.0], "weight": [1.0, 1.0], "pension": [0.0, 1.0], "grant": [0.0, 1.0], **rows}
    connection.register("persons", pa.table(filled))
    with pytest.raises(FixTheFile, match=rf"\[{code}\]"):
        list(TableProgrammes(connection, "persons", roles, Asked(indicators=ALL_KNOWN)).estimates())


def test_amounts_and_sizes_that_cannot_be_used_are_refused(connection: Connection) -> None:
    plain = SurveyDescription(welfare="income", weight="weight", transfers=ROLES.transfers)
    of_household = replace(plain, household="h", transfers=(replace(ROLES.transfers[0], per="household"),))
    refused(connection, {"pension": [-1.0, 1.0]}, plain, "BENEFITS_TRANSFER_NEGATIVE")
    refused(connection, {"pension": [float("inf"), 1.0]}, plain, "SURVEY_TRANSFER_INFINITE")
    refused(connection, {"h": [1, 1]}, of_household, "BENEFITS_HOUSEHOLD_DIFFERS")
    refused(connection, {"n": [0.0, 1.0]}, replace(plain, size="n"), "BENEFITS_SIZE_NOT_POSITIVE")
    untold = replace(plain, transfers=(replace(ROLES.transfers[0], programme_class=None),))
    refused(connection, {}, untold, "BENEFITS_CLASS_MISSING")


def test_an_indicator_that_sql_does_not_know_is_answered_with_those_it_knows(connection: Connection) -> None:
    connection.register("persons", persons(50))
    asked = Asked(indicators=every_indicator(DECLARED, ["leakage"]))
    with pytest.raises(FixTheFile, match=r"leakage.*coverage.*\[AT_SCALE_INDICATOR\]"):
        TableProgrammes(connection, "persons", ROLES, asked)
