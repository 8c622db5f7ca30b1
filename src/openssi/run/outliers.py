"""Outliers of a submission, with what the workspace knows of the country's past and of other countries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from openssi.definitions import Definitions
from openssi.engine import connect
from openssi.run.inquiry import Inquiry
from openssi.store import Workspace
from openssi.validate.outlier_peers import PeerGroup, PeerTable, peer_groups, peer_table
from openssi.validate.outliers import OutlierFinder
from openssi.vocabulary.area import AreaGroup, Membership
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.outlier import Outlier
from openssi.vocabulary.text import MultilingualText

FREE = "F"
"""Status of what may be shown to others; what is confidential tells no other country what to expect."""

_SELECTED = (
    "SELECT ref_area, item, time_period, scheme, benefit, sex, age, func, breakdown, value, text_value, unit_mult,"
    " channel WHERE list_contains($1, item) AND (value IS NOT NULL OR text_value <> '') AND conf_status = $2"
)


@dataclass(frozen=True)
class OutlierSearch:
    """Looks for outliers in the submissions of a workspace."""

    workspace: Workspace
    definitions: Definitions

    @cached_property
    def inquiry(self) -> Inquiry:
        """The round that submissions and their past are read from."""
        return Inquiry(self.workspace, self.definitions)

    @cached_property
    def finder(self) -> OutlierFinder:
        """What looks for outliers."""
        parts = self.definitions
        return OutlierFinder(parts.outliers, parts.questionnaire, parts.codelists)

    def outliers(self, area: str, year: int) -> tuple[Outlier, ...]:
        """Return the outliers of a submission as it was last read, the most significant first.

        Raises:
            FixTheFile: if the country is unknown, or nothing was read for this year.
        """
        self.inquiry.area_name(area, "en")
        submission = self.inquiry.submission(area, year)
        answers = self.workspace.submissions.observations(submission.id)
        first = year - self.definitions.outliers.history_years
        earlier = self.workspace.submissions.accepted_observations(area, range(first, year))
        by_year: dict[int, list[Observation]] = {}
        for each in (*answers, *earlier, *self.inquiry.context(area, range(first, year + 1))):
            by_year.setdefault(each.time_period, []).append(each)
        asked = frozenset(each.item for each in answers if each.value is not None)
        return self.finder.outliers(by_year, year, self.peers(area, year, asked))

    def peers(self, area: str, year: int, items: Iterable[str]) -> PeerTable:
        """Return what other countries reported for the same year or the nearest.

        Args:
            area: The country that is compared with them.
            year: Its year.
            items: Items that are compared.
        """
        looked, groups = self.finder.looked, self._groups(area, year)
        areas = frozenset(one for group in groups for one in group.areas)
        years = self._nearest_years(areas, year)
        if not years:
            return PeerTable(groups)
        wanted = sorted({*items} & looked.quantities.keys()) + sorted(looked.like_items)
        found = {one: list[Observation]() for one in years}
        for row in self._told(years, wanted, sorted(looked.size_items)):
            if years.get(row["ref_area"]) == row["time_period"]:
                found[row["ref_area"]].append(Observation(**row))
        return peer_table(found, groups, looked)

    def _told(self, years: Mapping[str, int], items: Sequence[str], sizes: Sequence[str]) -> Sequence[dict[str, Any]]:
        """Return what countries answered to some items in their years, and the context data of their size."""
        with connect() as connection:
            for number, (area, at) in enumerate(years.items()):
                folder = self.workspace.submissions.accepted(f"{area}-{at}")
                connection.register_parquet(f"told_{number}", folder.path("observations.parquet"))
            every = " UNION ALL ".join(f"FROM told_{number}" for number in range(len(years)))
            rows = connection.rows(f"FROM ({every}) {_SELECTED}", [list(items), FREE])
            if self.workspace.context.exists:
                connection.register_parquet("context", self.workspace.context.path("observations.parquet"))
                rows += connection.rows(f"FROM context {_SELECTED}", [list(sizes), FREE])
        return rows

    def _nearest_years(self, areas: frozenset[str], year: int) -> Mapping[str, int]:
        """Return the nearest accepted year of each country, of two equally near ones the later."""
        found: dict[str, int] = {}
        for each in self.workspace.submissions.accepted_ids():
            area, _, text = each.rpartition("-")
            at = int(text)
            if area in areas and abs(at - year) <= self.definitions.outliers.peer_years:
                known = found.get(area)
                if known is None or abs(at - year) <= abs(known - year):
                    found[area] = at
        return found

    def _groups(self, area: str, year: int) -> tuple[PeerGroup, ...]:
        reference = self.workspace.reference
        members = (
            Membership(
                row["grouping"],
                row["group_code"],
                row["area"],
                row["valid_from"],
                row["valid_to"],
                row["source"],
                row["source_date"],
            )
            for row in reference.table("members").to_pylist()
        )
        groups = map(_group, reference.table("groups").to_pylist())
        return peer_groups(area, year, self.definitions.outliers.peer_groupings, members, groups)


def _group(row: Mapping[str, Any]) -> AreaGroup:
    name, short = (
        MultilingualText(*(row[f"{kind}_{each}"] for each in ("en", "fr", "es"))) for kind in ("name", "short")
    )
    return AreaGroup(grouping=row["grouping"], code=row["group_code"], name=name, short_name=short)
