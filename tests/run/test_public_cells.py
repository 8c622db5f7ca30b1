"""What never enters a release: closed cells and the personal data of focal points (rule R121)."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from openssi.definitions import Definitions, load
from openssi.engine import read_parquet, table_of
from openssi.run.computation import Computation
from openssi.run.public_cells import FOCAL_POINT, PublicCells, is_personal
from openssi.store import Workspace, findings_table, observations_table
from openssi.vocabulary.dataflow import AREAS, GROUPS, MEMBERS
from openssi.vocabulary.observation import Observation, Place
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.submission import Fingerprint, Submission
from openssi.vocabulary.text import MultilingualText

OpenSSI = Callable[..., tuple[int, str, str]]
TODAY = "2024-07-01"
SECRETS = ("Zorba Quill", "zorba@qma.example", "+999 555 0199", "12345.67")


def told(item: str, text: str = "", value: str = "", conf_status: str = "F") -> Observation:
    number = Decimal(value) if value else None
    return Observation(
        ref_area="QMA", item=item, time_period=2023, text_value=text or None, value=number, conf_status=conf_status
    )


ANSWERS = (
    told("I.INST_NAME", "National Pension Fund"),
    told("I.INST_TYPE", "SSI"),
    told("I.FOCAL_NAME", SECRETS[0]),
    told("I.FOCAL_EMAIL", SECRETS[1]),
    told("I.FOCAL_PHONE", SECRETS[2]),
    told("I.NICKNAME", "unknown to this version"),
    told("H.COV_OLD", value="20"),
    told("H.COV_CHILD", value=SECRETS[3], conf_status="C"),
)


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    return load()


def finding(answer: Observation) -> Finding:
    said = MultilingualText(*(f"{answer.value or answer.text_value} ?",) * 3)
    return Finding(
        rule="R001",
        severity="W",
        ref_area="QMA",
        time_period=2023,
        obs_id=answer.id,
        item=answer.item,
        scheme="_Z",
        benefit="_Z",
        sex="_T",
        message=said,
        remedy=said,
        value=answer.value,
        place=Place(item=answer.item),
        state="explained",
        explanation=f"It is {answer.value or answer.text_value}.",
    )


FINDINGS = tuple(map(finding, ANSWERS))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    area = {"area": "QMA", "m49": "", "iso2": "", "name_en": "A", "name_fr": "A", "name_es": "A", "fictional": True}
    areas = table_of(AREAS, [{**area, "tile_column": 1, "tile_row": 1}])
    reference = {"areas": areas, "groups": table_of(GROUPS, []), "members": table_of(MEMBERS, [])}
    made = Workspace.create(tmp_path / "world", "demonstration", reference)
    fingerprint = Fingerprint("QMA", 2023, "2026.2", "en", "v0")
    read = Submission(fingerprint=fingerprint, file="a.xlsx", sha256="00", state="read", read_at="")
    made.submissions.save(read, ANSWERS, None)
    made.submissions.accept(read, ANSWERS, FINDINGS, "2026-01-01T00:00:00+00:00")
    return made


def cells(definitions: Definitions) -> PublicCells:
    return PublicCells(observations_table(ANSWERS), definitions.questionnaire, TODAY)


def test_free_answers_are_public_and_focal_points_are_not(definitions: Definitions) -> None:
    found = cells(definitions).observations().to_pylist()
    assert [each["item"] for each in found] == ["I.INST_NAME", "I.INST_TYPE", "H.COV_OLD", "H.COV_CHILD"]
    withheld = found[-1]
    assert (withheld["value"], withheld["obs_status"], withheld["conf_status"]) == (None, "Q", "C")


def test_what_is_not_public_is_closed(definitions: Definitions) -> None:
    rows = cells(definitions).observations().to_pylist()
    public = {row["obs_id"] for row in rows if row["conf_status"] == "F"}
    assert cells(definitions).closed == {each.id for each in ANSWERS} - public


def test_findings_that_quote_a_closed_cell_are_left_out(definitions: Definitions) -> None:
    kept = ["I.INST_NAME", "I.INST_TYPE", "H.COV_OLD"]
    assert cells(definitions).findings(findings_table(FINDINGS)).column("item").to_pylist() == kept
    assert [each.item for each in cells(definitions).public(FINDINGS)] == kept


def test_a_workspace_without_answers_has_nothing_public_and_nothing_closed(definitions: Definitions) -> None:
    empty = PublicCells(None, definitions.questionnaire, TODAY)
    assert (empty.observations().num_rows, empty.findings(None).num_rows, empty.closed) == (0, 0, frozenset())


def test_free_text_of_institutions_is_taken_for_personal(definitions: Definitions) -> None:
    questionnaire = definitions.questionnaire
    of_institutions = {each.id for each in questionnaire.items.values() if each.level == "institution"}
    assert {each for each in of_institutions if is_personal(each, questionnaire)} == FOCAL_POINT
    tables = [
        replace(table, items=tuple(replace(item, type="text") for item in table.items))
        for table in questionnaire.tables
        if table.level == "institution"
    ]
    assert is_personal("I.SCHEMES", replace(questionnaire, tables=tuple(tables)))
    assert not is_personal("I.INST_NAME", replace(questionnaire, tables=tuple(tables)))


def test_no_file_of_a_release_holds_what_is_closed(
    workspace: Workspace, definitions: Definitions, openssi: OpenSSI, tmp_path: Path
) -> None:
    release = Computation(workspace, definitions).release()
    folder = workspace.releases.folder(release.id)
    output = tmp_path / "csv"
    at = ("--workspace", workspace.root, "--output", output)
    assert openssi("publish", "data", "--format", "csv", *at)[0] == 0
    told_of = (folder / "manifest.json").read_text(encoding="utf-8")
    told_of += "".join(path.read_text(encoding="utf-8-sig") for path in output.iterdir())
    told_of += "".join(str(row) for row in released(workspace, release.id, "observations"))
    told_of += "".join(str(row) for row in released(workspace, release.id, "findings"))
    assert "National Pension Fund" in told_of
    assert [secret for secret in SECRETS if secret in told_of] == []


def released(workspace: Workspace, release: str, table: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = read_parquet(workspace.releases.folder(release) / f"{table}.parquet").to_pylist()
    return rows


def test_what_is_under_embargo_is_held_back_until_its_day(definitions: Definitions) -> None:
    covered = told("H.COV_OLD", value="20")
    waiting = replace(told("H.COV_CHILD", value="30"), conf_status="E")
    elsewhere = told("N.CURRENCY", "QAA")
    answers = observations_table(
        [covered, waiting, elsewhere, replace(told("Q.EMBARGO", "2024-07-02"), breakdown="H1")]
    )

    def closed(day: str) -> frozenset[str]:
        return PublicCells(answers, definitions.questionnaire, day).closed

    assert closed("2024-07-01") == {covered.id, waiting.id}
    assert closed("2024-07-02") == frozenset()
