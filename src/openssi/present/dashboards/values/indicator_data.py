"""What the page of one indicator is made of, for the figures of a dashboard that follow its filters."""

from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.page_data import PageData, read_page_data
from openssi.present.page_model import Selection


def selection_of(data: ReleaseData, state: PageState, indicator: str = "") -> Selection:
    """Return what a state asks of the page of an indicator, its own where none is named."""
    named, sex, breakdown = data.key(indicator or state.indicator, state.sex, state.breakdown)
    return Selection(
        indicator=named,
        year=state.year,
        sex=sex,
        breakdown=breakdown,
        grouping=state.grouping,
        group=state.group,
        language=data.language,
    )


def indicator_data(data: ReleaseData, state: PageState, indicator: str = "") -> PageData:
    """Return what the page of an indicator is made of, read once for all figures of a page."""
    selection = selection_of(data, state, indicator)
    found = data.kept.get(("page", selection))
    if not isinstance(found, PageData):
        found = read_page_data(data.connection, data.definitions, data.release, selection)
        data.kept["page", selection] = data.kept[selection] = found
    return found
