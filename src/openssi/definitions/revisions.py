"""The policy on revisions."""

from dataclasses import dataclass
from pathlib import Path

from openssi.definitions.source import read_yaml


@dataclass(frozen=True, slots=True)
class RevisionPolicy:
    """Which changes are noted in a release.

    Attributes:
        points: Percentage points; a headline indicator that changes by more is noted.
        indicators: The headline indicators.
    """

    points: float
    indicators: tuple[str, ...]


def load_revision_policy(root: Path) -> RevisionPolicy:
    """Read `definitions/revisions.yaml`.

    Raises:
        FixTheFile: with the line, if a key is unknown or the points are no number.
    """
    source = read_yaml(root / "revisions.yaml").only("points", "indicators")
    try:
        points = float(source.text("points"))
    except ValueError:
        raise source["points"].fail("DEFINITION_NOT_A_NUMBER", key="points", text=source.text("points")) from None
    return RevisionPolicy(points, source.texts("indicators"))
