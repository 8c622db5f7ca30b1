"""The countries of the group that a page shows."""

from openssi.present.dashboards.release_data import ReleaseData
from openssi.present.dashboards.state import PageState

_MEMBERS = """
    SELECT DISTINCT area FROM members
    WHERE grouping = $1 AND group_code = $2 AND $3 BETWEEN valid_from AND valid_to ORDER BY area
"""


def places_of(data: ReleaseData, state: PageState) -> tuple[str, ...]:
    """Return the codes of the countries of the chosen group in the year of the page."""
    kept = ("members", state.grouping, state.group, state.year)
    if kept not in data.kept:
        rows = data.connection.rows(_MEMBERS, [state.grouping, state.group, state.year])
        data.kept[kept] = tuple(row["area"] for row in rows)
    found: tuple[str, ...] = data.kept[kept]
    return found
