"""The commands of the inventory and of the law, in a workspace of one invented country."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from openssi.engine import table_of
from openssi.store import Workspace
from openssi.vocabulary.dataflow import AREAS, GROUPS, MEMBERS
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.submission import Fingerprint, Submission

OpenSSI = Callable[..., tuple[int, str, str]]


def told(item: str, text: str = "", value: str = "", **key: str) -> Observation:
    number = Decimal(value) if value else None
    return Observation(ref_area="QMA", item=item, time_period=2022, text_value=text or None, value=number, **key)  # type: ignore[arg-type]


ANSWERS = (
    told("S.NAME_EN", "Workers’ fund", scheme="QMA01"),
    told("S.NAME_EN", "=Clerks’ fund", scheme="QMA02"),
    told("L.AGE_M", value="63", ref_detail="2022-07-01", source="s. 14"),
    told("L.REF_SCHEME", "QMA01", func="OLD", ref_detail="2020-01-01"),
    told("L.REF_SCHEME", "QMA08", func="MAT", ref_detail="2020-01-01"),
)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OPENSSI_LANG", "en")
    root = tmp_path / "world"
    area = {"area": "QMA", "m49": "", "iso2": "", "name_en": "A", "name_fr": "A", "name_es": "A", "fictional": True}
    areas = table_of(AREAS, [{**area, "tile_column": 1, "tile_row": 1}])
    reference = {"areas": areas, "groups": table_of(GROUPS, []), "members": table_of(MEMBERS, [])}
    submissions = Workspace.create(root, "demonstration", reference).submissions
    read = Submission(
        fingerprint=Fingerprint("QMA", 2022, "2026.2", "en", "v0"), file="", sha256="", state="read", read_at=""
    )
    submissions.save(read, ANSWERS, None)
    submissions.accept(read, ANSWERS, (), "2026-01-01T00:00:00+00:00")
    monkeypatch.setenv("OPENSSI_WORKSPACE", str(root))
    return root


@pytest.mark.usefixtures("world")
def test_a_recorded_merger_changes_the_inventory_of_the_years_after_it(openssi: OpenSSI) -> None:
    merger = ("--from", "QMA01,QMA02", "--into", "QMA03", "--date", "2023-01-01", "--note", "One fund")
    assert openssi("inventory", "record", "QMA", "merge", *merger)[0] == 0
    assert openssi("inventory", "record", "QMA", "end", "--from", "QMA01", "--date", "2022-06-30")[0] != 0
    lines = openssi("inventory", "show", "QMA", "--year", "2024", "--format", "csv")[1].splitlines()
    assert [line.partition(",")[0] for line in lines[1:]] == ["QMA03"]
    assert "One fund" in openssi("inventory", "history", "QMA", "QMA03")[1]


@pytest.mark.usefixtures("world")
def test_a_name_that_looks_like_a_formula_leaves_as_text(openssi: OpenSSI) -> None:
    _, out, _ = openssi("inventory", "show", "QMA", "--year", "2022", "--format", "csv")
    assert "Clerks’ fund" in out
    assert ",=Clerks" not in out


@pytest.mark.usefixtures("world")
def test_the_law_is_shown_as_of_a_day(openssi: OpenSSI) -> None:
    assert "s. 14" in openssi("law", "show", "QMA", "--as-of", "2022-07-01")[1]
    assert "s. 14" not in openssi("law", "show", "QMA", "--as-of", "2022-06-30")[1]
    code, _, err = openssi("law", "show", "QMA", "--as-of", "tomorrow")
    assert code != 0
    assert "tomorrow" in err


@pytest.mark.usefixtures("world")
def test_a_reference_scheme_that_the_inventory_does_not_know_is_a_problem(openssi: OpenSSI) -> None:
    code, out, err = openssi("law", "show", "QMA", "--as-of", "2022-12-31", "--reference", "--format", "csv")
    assert code != 0
    assert "QMA08" in err
    assert "QMA01" in out
    assert "REFERENCE_SCHEME_UNKNOWN" in err


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("inventory", "show", "QMJ"), "INVENTORY_EMPTY"),
        (("law", "history", "QMA", "L.NOTHING"), "ITEM_UNKNOWN"),
        (("law", "show", "QMA", "--as-of", "yesterday"), "DATE_UNFIT"),
        (("inventory", "record", "QMA", "end", "--from", "QMA01", "--date", "31.12.2023"), "DATE_UNFIT"),
    ],
)
def test_a_command_that_cannot_be_followed_says_why(
    openssi: Callable[..., tuple[int, str, str]], own_demonstration: Path, command: tuple[str, ...], code: str
) -> None:
    exit_code, _, err = openssi(*command, "--workspace", own_demonstration)
    assert (exit_code, code in err) == (2, True)
