"""Two invented countries: what they run, and what they answered in the last round."""

from decimal import Decimal

from openssi.vocabulary.observation import Observation
from openssi.vocabulary.scheme import Benefit, Inventory, Scheme

YEAR = 2024


def inventory(area: str) -> Inventory:
    first, second = f"{area}01", f"{area}02"
    pensions = (
        Benefit(f"{first}-01", first, "Old-age pension", "OLD"),
        Benefit(f"{first}-02", first, "Orphans", "SUR"),
    )
    aid = (Benefit(f"{second}-01", second, "Family aid", "FAM"),)
    return Inventory(area, (Scheme(first, area, "Pension Fund", pensions), Scheme(second, area, "Family Aid", aid)))


def _told(area: str, item: str, text: str = "", number: str = "", **key: str) -> Observation:
    value = Decimal(number) if number else None
    return Observation(ref_area=area, item=item, time_period=YEAR - 1, text_value=text or None, value=value, **key)  # type: ignore[arg-type]


def last_round(area: str) -> tuple[Observation, ...]:
    scheme = {"scheme": f"{area}01"}
    benefit = {**scheme, "benefit": f"{area}01-01"}
    return (
        _told(area, "N.CURRENCY", "QMX"),
        _told(area, "N.UNIT_MULT", number="6"),
        _told(area, "N.PERS_MULT", number="0"),
        _told(area, "S.NAME_EN", "Pension Fund", **scheme),
        _told(area, "S.REC_TOTAL", number="900", **scheme),
        _told(area, "B.NAME_EN", "Old-age pension", **benefit),
        _told(area, "B.UNIT_REC", "PERSON", **benefit),
        _told(area, "B.REC", number="1000", **benefit),
    )
