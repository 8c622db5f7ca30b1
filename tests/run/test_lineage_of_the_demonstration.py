"""Every figure of the demonstration has its inputs, and the ways back and forward are inverse to each other."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from openssi.definitions import load
from openssi.engine import Connection
from openssi.run.lineage.ends_up import WayForward
from openssi.run.lineage.explain import Explainer, FigureKey
from openssi.run.site import ReleaseSite
from openssi.vocabulary.lineage import LineageNode

SAMPLE = 12


@pytest.fixture(scope="module")
def release(demonstration: Path) -> Iterator[Connection]:
    site = ReleaseSite(demonstration, load())
    yield site.latest().connection()
    site.close()


def leaves(node: LineageNode) -> Iterator[LineageNode]:
    for child in node.children:
        yield from leaves(child)
    if not node.children:
        yield node


def every(node: LineageNode) -> Iterator[str]:
    yield node.id
    for child in node.children:
        yield from every(child)


def key_of(row: dict[str, object]) -> FigureKey:
    return FigureKey(
        indicator=str(row["indicator"]),
        year=int(str(row["time_period"])),
        sex=str(row["sex"]),
        breakdown=str(row["breakdown"]),
        scheme=str(row.get("scheme", "")),
        benefit=str(row.get("benefit", "")).replace("_Z", ""),
    )


def test_every_figure_of_a_country_or_scheme_rests_on_answers_context_or_published_values(release: Connection) -> None:
    explainer = Explainer(release, load(), "en")
    rows = release.rows("FROM country_values") + release.rows("FROM scheme_values")
    chosen = random.Random(4).sample(rows, min(150, len(rows)))  # noqa: S311 - a sample of rows
    for row in chosen:
        key = key_of(row)
        node = explainer.unit(key, row["ref_area"]) if "scheme" in row else explainer.country(key, row["ref_area"])
        assert node.children, row["value_id"]
        assert {each.kind for each in leaves(node)} <= {"cell", "context", "series_value", "submission"}, row[
            "value_id"
        ]


def test_every_aggregate_rests_on_countries_whose_parts_add_up_to_it(release: Connection) -> None:
    explainer = Explainer(release, load(), "en")
    rows = release.rows("FROM aggregates WHERE publication <> 'suppressed'")
    for row in random.Random(4).sample(rows, 40):  # noqa: S311 - a sample of rows
        node = explainer.aggregate(key_of(row), row["grouping"], row["group_code"])
        added = [each.contribution for each in node.children]
        assert sum(each for each in added if each is not None) == pytest.approx(node.value), row["aggregate_id"]


def test_the_two_ways_are_inverse_to_each_other(release: Connection) -> None:
    area, year = "QMA", 2023
    explainer, way = Explainer(release, load(), "en"), WayForward(release, load(), "en")
    sample = "ORDER BY hash(value_id) LIMIT 100"
    values = release.rows(f"FROM country_values WHERE ref_area = $1 AND time_period = $2 {sample}", [area, year])
    units = release.rows(f"FROM scheme_values WHERE ref_area = $1 AND time_period = $2 {sample}", [area, year])
    back = {row["value_id"]: set(every(explainer.country(key_of(row), area))) for row in values}
    back |= {row["value_id"]: set(every(explainer.unit(key_of(row), area))) for row in units}
    rows = release.rows(
        "SELECT obs_id FROM observations WHERE ref_area = $1 AND time_period = $2 AND value IS NOT NULL "
        "AND obs_id IN (SELECT input_id FROM lineage) ORDER BY obs_id",
        [area, year],
    )
    cells = [row["obs_id"] for row in random.Random(4).sample(rows, min(SAMPLE, len(rows)))]  # noqa: S311
    for cell in cells:
        forward = way.of(cell).ids & back.keys()
        assert forward == {value for value, behind in back.items() if cell in behind}, cell
    assert any(way.of(cell).ids & back.keys() for cell in cells)


def test_a_cell_that_no_figure_is_made_of_ends_up_nowhere(release: Connection) -> None:
    (row,) = release.rows(
        "SELECT obs_id FROM observations WHERE obs_id NOT IN (SELECT input_id FROM lineage) "
        "AND obs_id NOT IN (SELECT weight_id FROM aggregate_inputs WHERE weight_id IS NOT NULL) ORDER BY 1 LIMIT 1"
    )
    found = WayForward(release, load(), "en").of(row["obs_id"])
    assert (found.ids, found.aggregates) == (frozenset(), ())
