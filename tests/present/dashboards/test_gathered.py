"""Figures without data: one beside a figure with data stays in its place, the others are told once by their reason."""

from openssi.present.dashboards.figures.figure import DashboardFigure, FigureTable
from openssi.present.dashboards.gathered import gathered
from openssi.vocabulary.dashboard import FigureWidth

WITHOUT = "Release 2024.1 has no values of this."


def figure(id_: str, width: FigureWidth = "full", empty: str = "") -> DashboardFigure:
    table = FigureTable(columns=(), rows=())
    return DashboardFigure(
        id=id_, title=id_, subtitle="", description="", notes=(), source="", table=table, width=width, empty=empty
    )


def told(*figures: DashboardFigure) -> tuple[list[str], dict[str, list[str]]]:
    found = gathered(figures)
    return [each.id for each in found.shown], {reason: [each.id for each in those] for reason, those in found.missing}


def test_a_figure_without_data_stays_beside_one_with_data() -> None:
    assert told(figure("a", "two_thirds"), figure("b", "third", WITHOUT)) == (["a", "b"], {})


def test_rows_without_data_are_told_once_for_each_reason() -> None:
    shown, missing = told(
        figure("a", empty=WITHOUT),
        figure("b"),
        figure("c", "two_thirds", WITHOUT),
        figure("d", "third", "Nobody answered."),
        figure("e", "half", WITHOUT),
    )
    assert shown == ["b"]
    assert missing == {WITHOUT: ["a", "c", "e"], "Nobody answered.": ["d"]}


def test_a_figure_that_does_not_fit_begins_a_row_of_its_own() -> None:
    shown, missing = told(figure("a", "two_thirds"), figure("b", "half", WITHOUT), figure("c", "half", WITHOUT))
    assert (shown, missing) == (["a"], {WITHOUT: ["b", "c"]})


def test_a_page_with_data_everywhere_is_left_as_it_is() -> None:
    assert told(figure("a"), figure("b", "half"), figure("c", "half")) == (["a", "b", "c"], {})
