"""A cell is revised in the demonstration world: what changes in the next release, since when, and why."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import OpenSSI
from openssi.definitions import load
from openssi.run.computation import Computation
from openssi.run.releases.diff import DiffChoice, ReleaseDiff
from openssi.run.site import ReleaseSite
from openssi.store import Workspace
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.release import Release

CELL = "QMA.2023.H_COV_OLD._Z._Z._T._T._Z._Z"
FIGURE = "SDG_1_3_1_OLD_AGE.QMA.2023._T._T"
AS_IT_WAS = "SDG_1_3_1_OLD_AGE.QMB.2023._T._T"


def revise(workspace: Workspace, reason: str) -> Observation:
    """Accept the answers of a country once more, with a tenth fewer persons covered; return the cell as it was."""
    store = workspace.submissions
    submission = store.find("QMA-2023")
    assert submission is not None
    answers = store.accepted_observations("QMA", [2023])
    (cell,) = (each for each in answers if each.id == CELL)
    assert cell.value is not None
    changed = [replace(each, value=each.value * 9 / 10) if each.id == CELL else each for each in answers]  # type: ignore[operator]
    store.accept(submission, changed, (), "2030-01-01T00:00:00+00:00", revision=reason)
    return cell


@pytest.fixture(scope="module")
def revised(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ReleaseSite, Release]]:
    """The releases of a world in which a country corrected an error after the first one."""
    import shutil

    root = Path(shutil.copytree(demonstration, tmp_path_factory.mktemp("revised") / "world"))
    workspace = Workspace.open(root)
    revise(workspace, "ERROR")
    made = Computation(workspace, load()).release("revised")
    site = ReleaseSite(root, load())
    yield site, made
    site.close()


def first_of(site: ReleaseSite) -> str:
    return site.workspace.releases.ids()[0]


def differences(site: ReleaseSite, **choice: str) -> dict[str, dict[str, object]]:
    before, after = site.open(first_of(site)), site.open("revised")
    return {str(each["figure"]): each for each in ReleaseDiff(before, after, DiffChoice(**choice)).rows()}  # type: ignore[arg-type]


def test_the_cell_and_what_is_made_of_it_are_revised_for_its_reason(revised: tuple[ReleaseSite, Release]) -> None:
    found = differences(revised[0])
    assert (found[CELL]["change"], found[CELL]["reason"]) == ("revised", "ERROR")
    assert float(str(found[CELL]["value_after"])) == pytest.approx(0.9 * float(str(found[CELL]["value_before"])))
    assert (found[FIGURE]["change"], found[FIGURE]["reason"]) == ("revised", "ERROR")
    assert float(str(found[FIGURE]["value_after"])) == pytest.approx(0.9 * float(str(found[FIGURE]["value_before"])))
    world = [each for name, each in found.items() if name.startswith("SDG_1_3_1_OLD_AGE.WORLD.") and ".2023." in name]
    assert world
    assert {each["reason"] for each in world} == {"ERROR"}
    assert AS_IT_WAS not in found


def test_every_revision_has_the_only_reason_that_there_is_and_what_is_new_has_none(
    revised: tuple[ReleaseSite, Release],
) -> None:
    found = differences(revised[0]).values()
    assert {each["reason"] for each in found if each["change"] == "revised"} == {"ERROR"}
    others = [(each["change"], each["indicator"], each["reason"]) for each in found if each["change"] != "revised"]
    assert others == [("added", "QUALITY_REVISION", None)]


def test_the_summary_counts_what_the_rows_are(revised: tuple[ReleaseSite, Release]) -> None:
    site, _ = revised
    diff = ReleaseDiff(site.open(first_of(site)), site.open("revised"))
    counted = sum(sum(each.counts.values()) for each in diff.tallies())
    assert counted == sum(1 for _ in diff.rows()) > 0
    only = DiffChoice(dataflow="DF_INQUIRY", ref_area="QMA", indicator="H.COV_OLD")
    rows = list(ReleaseDiff(site.open(first_of(site)), site.open("revised"), only).rows())
    assert [each["figure"] for each in rows] == [CELL]


def test_what_did_not_change_keeps_its_moment(revised: tuple[ReleaseSite, Release]) -> None:
    site, made = revised
    held = site.open("revised")
    assert held.structures.dataflows
    rows = held.connection().rows(
        "SELECT FIGURE, LAST_UPDATE, REVISION_REASON FROM DF_INDICATORS WHERE FIGURE IN ($1, $2) ORDER BY FIGURE",
        [FIGURE, AS_IT_WAS],
    )
    first = site.open(first_of(site)).release
    assert rows == [
        {"FIGURE": FIGURE, "LAST_UPDATE": made.created, "REVISION_REASON": "ERROR"},
        {"FIGURE": AS_IT_WAS, "LAST_UPDATE": first.created, "REVISION_REASON": None},
    ]


def test_a_headline_figure_that_changed_by_more_than_a_point_is_noted(revised: tuple[ReleaseSite, Release]) -> None:
    _, made = revised
    noted = {each.figure: each for each in made.headlines}
    assert noted[FIGURE].reason == "ERROR"
    assert noted[FIGURE].before - noted[FIGURE].after > 1
    assert all(abs(each.after - each.before) > 1 for each in made.headlines)


def test_the_command_tells_the_same(revised: tuple[ReleaseSite, Release], openssi: OpenSSI) -> None:
    root = revised[0].workspace.root
    code, said, _ = openssi("--workspace", root, "diff", "--area", "QMA", "--format", "json")
    assert code == 0
    told = json.loads(said)
    assert {each["figure"] for each in told["differences"]} >= {CELL, FIGURE}
    code, said, _ = openssi("--workspace", root, "--lang", "fr", "diff", "--area", "QMA")
    assert "Correction d’une erreur" in said
    code, said, _ = openssi("--workspace", root, "diff", "--format", "csv", "--change", "revised", "--area", "QMA")
    assert said.splitlines()[0].startswith("dataflow,change,ref_area,indicator")
    assert len(said.splitlines()) == sum(each["change"] == "revised" for each in told["differences"]) + 1
    code, _, complaint = openssi("--workspace", root, "diff", "--dataflow", "DF_NOTHING")
    assert (code, "VALUE_NOT_ALLOWED" in complaint) == (2, True)


def test_the_commands_list_check_and_point(own_demonstration: Path, openssi: OpenSSI) -> None:
    said = openssi("--workspace", own_demonstration, "releases", "list")[1]
    (release,) = Workspace.open(own_demonstration).releases.ids()
    assert release in said
    assert openssi("--workspace", own_demonstration, "release", "--latest", release)[0] == 0
    assert openssi("--workspace", own_demonstration, "releases", "verify", release)[0] == 0
    code, _, complaint = openssi("--workspace", own_demonstration, "diff")
    assert (code, "RELEASES_WITHOUT_COMPARISON" in complaint) == (2, True)
    (own_demonstration / "releases" / release / "areas.parquet").unlink()
    code, _, complaint = openssi("--workspace", own_demonstration, "releases", "verify")
    assert (code, "areas.parquet" in complaint, "RELEASE_DAMAGED" in complaint) == (2, True, True)
    code, _, complaint = openssi("--workspace", own_demonstration, "release", "--level", "secret")
    assert (code, "RELEASE_LEVEL_UNKNOWN" in complaint) == (2, True)
