"""The main job on real data, where they are there."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from openssi.store import Workspace

OpenSSI = Callable[..., tuple[int, str, str]]
pytestmark = pytest.mark.shared_data


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENSSI_LANG", "en")


@pytest.fixture
def real(openssi: OpenSSI, shared_data: Path, tmp_path: Path) -> Path:
    root = tmp_path / "real"
    assert openssi("load", "context", shared_data, "--workspace", root)[0] == 0
    code, out, _ = openssi("load", "unsd", shared_data / "unsd_goal1_download_2024.xlsx", "--workspace", root)
    assert code == 0
    assert out.startswith("6285 values")
    return root


def test_real_data_are_loaded_aggregated_compared_released_and_explained(
    openssi: OpenSSI, real: Path, shared_data: Path
) -> None:
    at = ("--workspace", real)
    published = shared_data / "sdg131_sdgregions_2020_published_qery.csv"
    compared = ("aggregate", "--year", 2020, "--compare", published, "--format", "csv", "--method", "subregion")
    code, out, _ = openssi(*compared, *at)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert list(rows[0]) == [
        "series", "m49", "sex", "published", "ours", "difference", "observed_share", "countries", "method",
    ]  # fmt: skip
    assert abs(float(rows[0]["difference"])) <= 0.2
    assert sum(abs(float(row["difference"])) <= 0.6 for row in rows) >= 6
    assert openssi("release", *at)[0] == 0
    code, out, _ = openssi("explain", "ALB", "SDG_1_3_1_OLD_AGE", 2011, *at)
    assert code == 0
    assert "unsd_goal1_download_2024.xlsx, Sheet1, row " in out


def test_a_published_aggregate_needs_a_year_where_the_file_names_none(
    openssi: OpenSSI, real: Path, shared_data: Path
) -> None:
    published = shared_data / "sdg131_sdgregions_2020_published_qery.csv"
    code, _, err = openssi("aggregate", "--compare", published, "--workspace", real)
    assert code == 2
    assert "--year" in err


def test_the_countries_of_a_workspace_follow_the_definitions(
    openssi: OpenSSI, shared_data: Path, tmp_path: Path
) -> None:
    root = tmp_path / "real"
    openssi("load", "context", shared_data, "--workspace", root)
    reference = Workspace.open(root).reference
    whole = {name: reference.table(name) for name in ("areas", "groups", "members")}
    reference.write({**whole, "areas": whole["areas"].slice(0, 5)}, {})
    openssi("load", "context", shared_data, "--workspace", root)
    assert reference.table("areas") == whole["areas"]
