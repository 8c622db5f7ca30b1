"""All rules on one submission, compiled once beside compiled each time."""

from collections.abc import Mapping, Sequence

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from openssi.definitions import load
from openssi.training import demonstration_answers, demonstration_frame
from openssi.validate import Validator
from openssi.vocabulary.observation import Observation

AREA, YEAR = "QMA", 2023


@pytest.fixture(scope="module")
def answers() -> Mapping[int, Sequence[Observation]]:
    """Return the answers of the invented country with the largest form, some 3,000 cells a year, and its context."""
    definitions = load()
    found: dict[int, list[Observation]] = {}
    for each in demonstration_frame(definitions).context:
        if each.ref_area == AREA:
            found.setdefault(each.time_period, []).append(each)
    for filled in demonstration_answers(definitions, AREA):
        found.setdefault(filled.year, []).extend(filled.answers)
    return found


@pytest.mark.benchmark(group="all rules on one submission")
def test_compiled_once(benchmark: BenchmarkFixture, answers: Mapping[int, Sequence[Observation]]) -> None:
    parts = load()
    validator = Validator(parts.rules, parts.questionnaire, parts.codelists)
    validator.findings(answers, YEAR)
    benchmark(validator.findings, answers, YEAR)


@pytest.mark.benchmark(group="all rules on one submission")
def test_compiled_each_time(benchmark: BenchmarkFixture, answers: Mapping[int, Sequence[Observation]]) -> None:
    parts = load()
    benchmark(lambda: Validator(parts.rules, parts.questionnaire, parts.codelists).findings(answers, YEAR))
