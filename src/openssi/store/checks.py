"""What the rules found in each check of a submission, kept for the next one to be compared with."""

import secrets
import shutil
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from openssi.engine import read_parquet, write_parquet
from openssi.store.folders import read_json, write_json
from openssi.store.observations import finding_from_row, findings_table
from openssi.vocabulary.dataflow import FINDINGS
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.validation_report import Check, CheckDifference

_RECORD = "check.json"
_FINDINGS = "findings.parquet"
_FACTS = tuple(each.name for each in fields(Check) if each.name != "findings")
_MOMENT = frozenset({"number", "checked_at", "software"})
"""What two checks may differ in and still say the same."""


@dataclass(frozen=True, slots=True)
class Checks:
    """The checks of a workspace: folders `checks/<submission>/<number>` that nothing changes once they are written.

    Attributes:
        root: The folder of the workspace.
    """

    root: Path

    def numbers(self, submission_id: str) -> list[int]:
        """Return the numbers of the checks of a submission that are kept, in their order."""
        names = (path.name for path in self._folder(submission_id).glob("*/"))
        return sorted(int(name) for name in names if name.isdecimal())

    def read(self, submission_id: str, number: int) -> Check:
        """Return a check that was kept.

        Raises:
            FixTheFile: if one of its files is damaged.
        """
        folder = self._folder(submission_id) / str(number)
        try:
            record = read_json(folder / _RECORD)
            facts = {name: record[name] for name in _FACTS}
            return Check(**facts, findings=findings_of(read_parquet(folder / _FINDINGS)))
        except (OSError, KeyError, pa.ArrowInvalid) as error:
            raise FixTheFile.because("WORKSPACE_DAMAGED", Place(file=str(folder))) from error

    def last(self, submission_id: str) -> Check | None:
        """Return the last check of a submission, none where none was kept."""
        numbers = self.numbers(submission_id)
        return self.read(submission_id, numbers[-1]) if numbers else None

    def of_vintage(self, submission_id: str, vintage: int) -> Check | None:
        """Return the check with which a vintage was accepted, none where it was not kept."""
        checks = (self.read(submission_id, number) for number in reversed(self.numbers(submission_id)))
        return next((each for each in checks if each.stage == "accept" and each.vintage == vintage), None)

    def before(self, check: Check) -> Check | None:
        """Return the check that came before one that is kept, none for the first."""
        earlier = [number for number in self.numbers(check.submission) if number < check.number]
        return self.read(check.submission, earlier[-1]) if earlier else None

    def difference(self, check: Check) -> CheckDifference:
        """Return what changed from the check before to one that is kept."""
        return CheckDifference.between(self.before(check), check)

    def keep(self, check: Check) -> Check:
        """Write a check under the next free number and return it with its number.

        A check that says the same as the last one of its submission is not written again: the last one is returned,
        with the time at which it was made.
        """
        last = self.last(check.submission)
        if last is not None and _says_the_same(last, check):
            return last
        number = (last.number if last is not None else 0) + 1
        while not self._write(replace(check, number=number)):
            number += 1
        return replace(check, number=number)

    def _write(self, check: Check) -> bool:
        """Write a check aside and give it its name; return whether it got it, or another process took it meanwhile."""
        target = self._folder(check.submission) / str(check.number)
        aside = target.with_name(f".{check.number}.{secrets.token_hex(6)}")
        aside.mkdir(parents=True)
        write_parquet(aside / _FINDINGS, findings_table(check.findings))
        write_json(aside / _RECORD, _facts(check))
        try:
            # A folder cannot take the place of one that holds files, so that no check is ever overwritten.
            aside.rename(target)
        except OSError:
            shutil.rmtree(aside, ignore_errors=True)
            if not target.exists():
                raise
            return False
        return True

    def _folder(self, submission_id: str) -> Path:
        return self.root / "checks" / submission_id


def _facts(check: Check) -> dict[str, Any]:
    return {name: getattr(check, name) for name in _FACTS} | {"evaluated": dict(check.evaluated)}


def _says_the_same(one: Check, other: Check) -> bool:
    facts = (_facts(each) for each in (one, other))
    same = [{name: fact for name, fact in each.items() if name not in _MOMENT} for each in facts]
    return same[0] == same[1] and _table(one) == _table(other)


def _table(check: Check) -> pa.Table:
    return findings_table(check.findings)


def findings_of(table: pa.Table) -> tuple[Finding, ...]:
    """Return the findings of a table that was kept; columns that its time did not know yet are empty."""
    nothing = {each.name: "" if each.type == "VARCHAR" else None for each in FINDINGS.columns}
    return tuple(finding_from_row({**nothing, **row}) for row in table.to_pylist())
