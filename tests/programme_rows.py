"""Rows of inventories and of context, small enough to be counted by hand."""

from decimal import Decimal
from typing import Any

from openssi.present.dashboards.address_state import parse_state
from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.kinds import FIGURE_KINDS
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState

Row = dict[str, Any]

_KEY: Row = {"sex": "_T", "age": "_T", "func": "_Z", "breakdown": "_Z", "scheme": "_Z", "benefit": "_Z"}
_REST: Row = {"obs_status": "A", "conf_status": "F", "channel": "workbook", "vintage": 1, "unit_mult": 0}


def said(area: str, year: int, item: str, told: object, **key: Any) -> Row:
    """Return one answer: a number where it is one, else a text."""
    is_number = isinstance(told, int | float)
    where = {**_KEY, **key}
    named = ".".join([area, str(year), item, *(str(each) for each in where.values())])
    answer = {"value": Decimal(str(told)) if is_number else None, "text_value": None if is_number else told}
    return {"obs_id": named, "ref_area": area, "time_period": year, "item": item, **where, **_REST, **answer}


def scheme(name: str, year: int, **told: object) -> list[Row]:
    """Return the answers of a scheme (`QMA01`): `S.` and each item that is named."""
    answers = {"NAME_EN": f"Scheme {name}", **told}
    return [said(name[:3], year, f"S.{item}", each, scheme=name) for item, each in answers.items()]


def benefit(name: str, year: int, **told: object) -> list[Row]:
    """Return the answers of a benefit (`QMA01-01`): `B.` and each item that is named."""
    answers = {"NAME_EN": f"Benefit {name}", **told}
    key = {"scheme": name.partition("-")[0], "benefit": name}
    return [said(name[:3], year, f"B.{item}", each, **key) for item, each in answers.items()]


def page_state(data: ReleaseData, page: str, /, **address: str) -> PageState:
    """Return the state of an address of a page."""
    return parse_state(data, data.definitions.pages[page], {name: [each] for name, each in address.items()})


def figure_of(data: ReleaseData, page: str, figure: str, /, **address: str) -> DashboardFigure:
    """Return a figure of a page as it is declared."""
    declared = data.definitions.pages[page].figure(figure)
    assert declared is not None
    return FIGURE_KINDS[declared.kind](data, page_state(data, page, **address), declared)


def texts(figure: DashboardFigure, column: str) -> list[str]:
    """Return the texts of a column of the table behind a figure."""
    at = [each.id for each in figure.table.columns].index(column)
    return [row[at].text for row in figure.table.rows]


def drawn(figure: DashboardFigure) -> str:
    """Return the drawings of both widths; nothing in them is unknown."""
    assert figure.draws is not None
    both = "".join(figure.draws(width, None).svg() for width in (720, 358))
    assert ">nan" not in both
    assert ">None<" not in both
    return both
