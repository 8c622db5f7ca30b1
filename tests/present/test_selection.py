import pytest

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.present.selection import default_selection, parse_selection
from openssi.vocabulary.errors import FixTheFile


def test_the_latest_year_with_a_published_world_figure_is_shown_first(
    connection: Connection, definitions: Definitions
) -> None:
    chosen = default_selection(connection, definitions, "fr")
    assert (chosen.indicator, chosen.year, chosen.sex) == ("SDG_1_3_1_TOTAL", 2020, "_T")
    assert (chosen.grouping, chosen.group, chosen.language) == ("WORLD", "001", "fr")


def test_an_empty_release_still_has_a_page(empty_connection: Connection, definitions: Definitions) -> None:
    assert default_selection(empty_connection, definitions, "en").indicator == "SDG_1_3_1_TOTAL"


def test_an_address_holds_the_whole_selection(connection: Connection, definitions: Definitions) -> None:
    address = {"indicator": "sdg_1_3_1_total", "year": "2019", "sex": "F", "grouping": "REGION", "group": "SOU"}
    chosen = parse_selection(connection, definitions, "en", address)
    assert (chosen.year, chosen.sex, chosen.grouping, chosen.group) == (2019, "F", "REGION", "SOU")


@pytest.mark.parametrize(
    ("address", "code", "remedy"),
    [
        ({"indicator": "SDG_9"}, "INDICATOR_UNKNOWN", "SDG_1_3_1_TOTAL"),
        ({"year": "1066"}, "VALUE_NOT_ALLOWED", "latest, 2021, 2020"),
        ({"year": "twenty"}, "VALUE_NOT_ALLOWED", "latest"),
        ({"year": "²"}, "VALUE_NOT_ALLOWED", "latest"),
        ({"sex": "X"}, "VALUE_NOT_ALLOWED", "_T, F, M"),
        ({"breakdown": "Q7"}, "VALUE_NOT_ALLOWED", "Q1, _T"),
        ({"grouping": "PLANET"}, "VALUE_NOT_ALLOWED", "INCOME, REGION"),
        ({"group": "XXX"}, "VALUE_NOT_ALLOWED", "001"),
    ],
)
def test_what_exists_nowhere_is_refused_with_what_is_possible(
    connection: Connection, definitions: Definitions, address: dict[str, str], code: str, remedy: str
) -> None:
    with pytest.raises(FixTheFile) as refused:
        parse_selection(connection, definitions, "en", address)
    problem = refused.value.problems[0]
    assert problem.code == code
    assert remedy in problem.message("en")


def test_a_sex_left_over_from_another_indicator_gives_way(connection: Connection, definitions: Definitions) -> None:
    address = {"indicator": "SDG_1_3_1_MATERNITY", "sex": "M", "breakdown": "Q1"}
    chosen = parse_selection(connection, definitions, "en", address)
    assert (chosen.sex, chosen.breakdown) == ("F", "_T")


def test_a_group_left_over_from_another_grouping_gives_way(connection: Connection, definitions: Definitions) -> None:
    chosen = parse_selection(connection, definitions, "en", {"grouping": "INCOME", "group": "NOR"})
    assert (chosen.grouping, chosen.group) == ("INCOME", "LIC")


def test_a_group_alone_finds_its_grouping(connection: Connection, definitions: Definitions) -> None:
    assert parse_selection(connection, definitions, "en", {"group": "sou"}).grouping == "REGION"
