"""Whatever is asked of the addresses in the OpenAPI page: no server error, and answers of the kinds it describes.

500 cases in every run, 5,000 with the long corpora, half of them against what the description says.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from openssi_web import pages_cache, published, releases
from openssi_web.api.document import document
from openssi_web.api.parameters import dimension_names
from openssi_web.application import application

CASES = pytest.mark.parametrize("cases", [500, pytest.param(5000, marks=pytest.mark.long)])
NOT_IMPLEMENTED = 501


def no_server_error(_context: Any, response: Any, _case: Any) -> None:
    """What a standard has and this site has not is said with a status of its own, in the words of the standard."""
    assert response.status_code < 500 or (response.status_code == NOT_IMPLEMENTED and b"501" in response.content)


def read_to_the_end(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """The site as a server serves it, which closes an answer when it was sent."""
    answer = application(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


CHECKS = [no_server_error, content_type_conformance, response_schema_conformance]
KNOWN = {
    "release": ["2026.1", "latest"],
    "dataset": ["DF_INDICATORS", "DF_SDG_0131_SEX_SOC_RT", "DF_AGGREGATES"],
    "area": ["QMA", "QMB"],
    "column": ["SEX", "REF_AREA"],
    "family": ["coverage", "adequacy"],
    "indicator": ["SDG_1_3_1_OLD_AGE", "SDG_1_3_1_TOTAL"],
    "figure": ["tiles", "regions"],
    "kind": ["csv", "svg", "parquet", "xlsx"],
    "name": ["areas", "all", "SDG_0131_SEX_SOC_RT_A"],
    "flow": ["DF_INDICATORS", "OPENSSI,DF_AGGREGATES,1.0"],
    "key": ["all", "A.QMA...", "*"],
    "context": ["dataflow"],
    "agency": ["OPENSSI", "*"],
    "dataflow": ["DF_INDICATORS", "*"],
    "version": ["*", "1.0"],
    "segment": ["indicator", "ref_area"],
    "language": ["en", "fr"],
    "ending": ["csv", "csv.gz", "parquet", "json"],
    "lang": ["en", "fr", "es"],
    "REF_AREA": ["QMA", "QMA,QMB"],
    "SEX": ["F", "_T"],
    "startPeriod": ["2020", "2021-Q1"],
    "as_of": ["2026-12-31", ""],
    "asOf": ["2026-12-31"],
    "year": ["2022", ""],
    "sex": ["F", ""],
    "breakdown": [""],
    "grouping": [""],
    "group": [""],
    "width": ["720"],
    "id": ["SDG_0131_SEX_SOC_RT_A"],
    "type": ["code", "both"],
    "format": ["csv", "sdmx-csv-2.0", "parquet"],
}
"""What exists: half of the cases ask for it and come as far as the data, half for anything else."""


@pytest.fixture
def served(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(releases.WORKSPACE_VARIABLE, str(demonstration))
    yield
    pages_cache._page.cache_clear()
    published.clear()


def described() -> dict[str, Any]:
    """The description with values that exist."""
    found = {**document("en")}
    found["paths"] = {
        path: {"get": {**each["get"], "parameters": [_with_known(part) for part in each["get"]["parameters"]]}}
        for path, each in found["paths"].items()
    }
    return found


def _with_known(part: dict[str, Any]) -> dict[str, Any]:
    known = KNOWN.get(part["name"], [""] if part["name"] in dimension_names() else None)
    if known is None or "enum" in part["schema"]:
        return part
    return {**part, "schema": {"type": "string", "enum": known}}


@CASES
def test_no_case_is_a_server_error_and_every_answer_is_of_a_kind_that_is_described(
    served: None, monkeypatch: pytest.MonkeyPatch, cases: int
) -> None:
    schema = schemathesis.openapi.from_dict(described())
    schema.app = read_to_the_end
    operations = [each.ok() for each in schema.get_all_operations()]
    per_mode = -(-cases // (2 * len(operations) - 4))
    statuses: Counter[int] = Counter()

    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

            @seed(9)
            @settings(
                max_examples=per_mode,
                deadline=None,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
                verbosity=Verbosity.quiet,
            )
            @given(case=operation.as_strategy(generation_mode=mode))
            def ask(case: Any) -> None:
                answer = case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})
                statuses[answer.status_code] += 1

            ask()
    assert statuses.total() >= cases
    assert min(statuses[200], statuses[400], statuses[404]) > cases / 20, statuses
