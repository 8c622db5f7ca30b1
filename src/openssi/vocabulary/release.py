"""An immutable publication of the database."""

from dataclasses import dataclass

from openssi.vocabulary.confirmation import Waiting


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """One file of a release with its checksum and size."""

    name: str
    sha256: str
    bytes: int
    rows: int


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

    @property
    def is_fictional(self) -> bool:
        """Whether its countries are invented."""
        return self.kind == "demonstration"
