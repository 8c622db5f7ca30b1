"""An immutable publication of the database."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from openssi.vocabulary.confirmation import Waiting

ReleaseLevel = Literal["public", "registered", "restricted", "confidential"]
LEVELS: tuple[ReleaseLevel, ...] = get_args(ReleaseLevel)
"""Who may read a release (INQUIRY, section 2.9); what it holds is free for publication at every level."""

LATEST = "latest"
"""Stands for the latest release in an address; no release has this id."""


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """One file of a release with its checksum and size."""

    name: str
    sha256: str
    bytes: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineRevision:
    """A headline indicator that changed by so much that the policy on revisions asks for a notice.

    Attributes:
        figure: Id of the value.
        before: What the earlier release said.
        after: What this one says.
        reason: Code of CL_REVREASON, empty where it is not known.
    """

    figure: str
    indicator: str
    ref_area: str
    time_period: int
    before: float
    after: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What the manifest of a release says.

    Attributes:
        id: `2026.1`.
        kind: `demonstration` (invented countries) or `real`.
        method: Parameters of the aggregates: maximum age, method, thresholds.
        sources: The files the figures come from, with their checksums.
        waivers: Findings that were waived or explained, with the reason.
        waiting: Accepted versions that were left out because their country has not confirmed them.
        level: Who may read it.
        embargo: Moment before which only the compiler reads it, ISO 8601 with time zone, empty for none.
        previous: Release that its observations were compared with, empty for the first.
        headlines: Headline indicators that changed by more than the policy on revisions lets pass in silence.
    """

    id: str
    created: str
    kind: str
    software_version: str
    definitions_version: str
    questionnaire_version: str
    method: dict[str, str]
    sources: tuple[dict[str, str], ...]
    waivers: tuple[dict[str, str], ...]
    files: tuple[ReleaseFile, ...]
    waiting: tuple[Waiting, ...] = ()
    level: ReleaseLevel = "public"
    embargo: str = ""
    previous: str = ""
    headlines: tuple[HeadlineRevision, ...] = ()

    @property
    def is_fictional(self) -> bool:
        """Whether its countries are invented."""
        return self.kind == "demonstration"

    @property
    def published_at(self) -> datetime:
        """The moment from which its readers may read it: when it was made, or the end of its embargo if later."""
        made = datetime.fromisoformat(self.created)
        return max(made, datetime.fromisoformat(self.embargo)) if self.embargo else made

    def is_published(self, moment: datetime) -> bool:
        """Whether its readers may read it at a moment."""
        return self.published_at <= moment

    @property
    def bytes(self) -> int:
        """Size of its files."""
        return sum(each.bytes for each in self.files)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks for a release.

    Attributes:
        levels: Levels that the reader may read once they are published.
        sees_embargoed: Whether also before the end of an embargo.
    """

    levels: frozenset[ReleaseLevel]
    sees_embargoed: bool = False

    def may_read(self, release: Release, moment: datetime) -> bool:
        """Whether the reader may read a release at a moment."""
        return release.level in self.levels and (self.sees_embargoed or release.is_published(moment))


EVERYBODY = Reader(frozenset({"public"}))
REGISTERED = Reader(frozenset({"public", "registered"}))
KEEPER = Reader(frozenset(LEVELS), sees_embargoed=True)
"""Who has the files: the command line and notebooks on the machine where they lie."""
