"""Change between two dates: the same countries at both, later values, and nothing that is not published."""

from openssi.present.dashboards.coverage.change_panel import Input, panels_of

WORLD = ("WORLD", "001")
NORTH = ("REGION", "NOR")
DATES = (2015, 2020)


def entered(area: str, year: int, value: float | None, value_year: int | None, weight: float = 10.0) -> Input:
    return Input(area=area, year=year, value=value, value_year=value_year, weight=weight)


def both(area: str, before: float, after: float, weight: float = 10.0) -> list[Input]:
    return [entered(area, 2015, before, 2014, weight), entered(area, 2020, after, 2019, weight)]


THREE = [*both("QMA", 10, 20), *both("QMB", 20, 40), *both("QMC", 30, 60, weight=20)]
MEMBERS = {WORLD: {"QMA", "QMB", "QMC", "QMD", "QME"}}


def test_a_panel_is_the_mean_of_its_countries_by_the_weights_of_each_date() -> None:
    panel = panels_of(THREE, MEMBERS, DATES, least_share=0.4).shown[WORLD]
    assert panel.before == (10 * 10 + 20 * 10 + 30 * 20) / 40
    assert panel.after == (20 * 10 + 40 * 10 + 60 * 20) / 40
    assert panel.change == panel.after - panel.before
    assert (panel.years_before, panel.years_after, panel.share) == ((2014, 2014), (2019, 2019), 1.0)


def test_a_country_with_a_value_at_one_date_only_is_at_neither() -> None:
    inputs = [*THREE, entered("QMD", 2020, 100, 2020), entered("QMD", 2015, None, None)]
    panel = panels_of(inputs, MEMBERS, DATES, least_share=0.4).shown[WORLD]
    assert panel.countries == ("QMA", "QMB", "QMC")
    assert panel.after == 45


def test_a_value_that_stands_in_for_both_dates_is_no_change() -> None:
    inputs = [*THREE, entered("QMD", 2015, 50, 2015), entered("QMD", 2020, 50, 2015)]
    assert panels_of(inputs, MEMBERS, DATES, least_share=0.4).shown[WORLD].countries == ("QMA", "QMB", "QMC")


def test_an_imputed_value_is_in_no_panel_but_its_weight_counts_in_the_whole() -> None:
    inputs = [*THREE, entered("QMD", 2015, None, None, 40), entered("QMD", 2020, None, None, 40)]
    panel = panels_of(inputs, MEMBERS, DATES, least_share=0.4).shown[WORLD]
    assert (panel.countries, panel.share) == (("QMA", "QMB", "QMC"), 0.5)


def test_a_region_of_two_countries_is_not_drawn_and_said_to_be_so() -> None:
    panels = panels_of(THREE, {**MEMBERS, NORTH: {"QMA", "QMB"}}, DATES, least_share=0.4)
    assert NORTH not in panels.shown
    assert panels.too_few == (NORTH,)


def test_a_panel_that_holds_too_little_of_the_weight_is_not_shown() -> None:
    inputs = [*THREE, entered("QMD", 2020, None, None, 61)]
    panels = panels_of(inputs, MEMBERS, DATES, least_share=0.4)
    assert (dict(panels.shown), panels.too_little) == ({}, (WORLD,))


def test_a_group_whose_own_figure_is_suppressed_is_not_shown_by_its_panel() -> None:
    panels = panels_of(THREE, MEMBERS, DATES, least_share=0.4, hidden=[WORLD])
    assert (dict(panels.shown), panels.too_little) == ({}, (WORLD,))


def test_a_country_outside_of_a_group_does_not_enter_it() -> None:
    inputs = [*THREE, *both("QMD", 0, 0), *both("QME", 90, 99)]
    members = {NORTH: {"QMA", "QMB", "QMC"}}
    assert panels_of(inputs, members, DATES, least_share=0.4).shown[NORTH].after == 45
