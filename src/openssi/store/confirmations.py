"""What is recorded beside an accepted version: whether its country has confirmed it, and where the two disagree.

The version itself never changes; its record is replaced in one step. A version without a record is released.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from openssi.store.folders import read_json, write_json
from openssi.vocabulary.confirmation import Confirmation, Dissent

RELEASED = Confirmation(is_awaited=False, how="", on="")
"""Of a version that nobody asked its country about: a round by files, or an earlier one."""


@dataclass(frozen=True, slots=True)
class Confirmations:
    """The records of the versions of a workspace."""

    root: Path

    def path(self, submission_id: str, vintage: int) -> Path:
        """Return where the record of a version lies."""
        return self.root / "confirmations" / f"{submission_id}.v{vintage}.json"

    def of(self, submission_id: str, vintage: int) -> Confirmation:
        """Return where a version stands with its country."""
        path = self.path(submission_id, vintage)
        return _from_record(read_json(path)) if path.exists() else RELEASED

    def keep(self, submission_id: str, vintage: int, confirmation: Confirmation) -> None:
        """Record where a version stands."""
        record = asdict(confirmation)
        record["dissents"] = [{**asdict(each), "value": str(each.value)} for each in confirmation.dissents]
        write_json(self.path(submission_id, vintage), record)

    def carry(self, submission_id: str, before: int, after: int) -> None:
        """Record of a version that is about to be written what is recorded of the one that it corrects."""
        if self.path(submission_id, before).exists():
            self.keep(submission_id, after, self.of(submission_id, before))


def _from_record(record: Mapping[str, Any]) -> Confirmation:
    dissents = tuple(Dissent(**{**each, "value": Decimal(each["value"])}) for each in record["dissents"])
    return Confirmation(is_awaited=record["is_awaited"], how=record["how"], on=record["on"], dissents=dissents)
