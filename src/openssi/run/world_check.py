"""Today's rules over everything that was answered, in one pass."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pyarrow as pa

from openssi.definitions import Definitions
from openssi.engine import connect
from openssi.run.computation import Computation
from openssi.store import Workspace, observations_table
from openssi.validate.world import validate_world
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Finding, Rule


@dataclass(frozen=True)
class WorldCheck:
    """The rules in force over all submissions of a workspace, whatever was found when they were accepted."""

    workspace: Workspace
    definitions: Definitions

    def findings(self) -> Mapping[str, tuple[Finding, ...]]:
        """Return what is found, by submission; a finding says the title of its rule and what was answered to it.

        Rules that need more than the answers of all countries are left out (`openssi.validate.world`).
        """
        parts = self.definitions
        with connect(observations=self._observations()) as connection:
            found = validate_world(connection, "observations", parts.rules, parts.questionnaire, parts.codelists)
        rules = {each.id: each for each in parts.rules}
        said = {each.id: each for each in self.workspace.submissions.accepted_findings()}
        notes = {each.id: each.explanation or each.note for answers in self._drafts() for each in answers}
        by_submission: dict[str, list[Finding]] = {}
        for row in found.table.to_pylist():
            made = _finding(row, rules[row["rule"]])
            finding = said.get(made.id) or _explained(made, notes.get(made.obs_id, ""))
            by_submission.setdefault(f"{finding.ref_area}-{finding.time_period}", []).append(finding)
        return {submission: tuple(findings) for submission, findings in by_submission.items()}

    def _drafts(self) -> list[tuple[Observation, ...]]:
        submissions = self.workspace.submissions
        return [submissions.observations(each.id) for each in submissions.all() if each.state != "accepted"]

    def _observations(self) -> pa.Table:
        submissions = self.workspace.submissions
        accepted = submissions.accepted_table("observations")
        answers = [] if accepted is None else [accepted]
        answers += [observations_table(each) for each in self._drafts()]
        return pa.concat_tables([*answers, Computation(self.workspace, self.definitions).context()])


def _explained(finding: Finding, note: str) -> Finding:
    if finding.severity == "E" or not note:
        return finding
    return replace(finding, state="explained", explanation=note)


def _finding(row: Mapping[str, Any], rule: Rule) -> Finding:
    cell = Observation(**{name: row[name] for name in _KEY})
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        ref_area=cell.ref_area,
        time_period=cell.time_period,
        obs_id=cell.id,
        item=cell.item,
        scheme=cell.scheme,
        benefit=cell.benefit,
        sex=cell.sex,
        message=rule.title,
        remedy=rule.title,
        value=_decimal(row["value"]),
        expected_low=_decimal(row["expected_low"]),
        expected_high=_decimal(row["expected_high"]),
    )


_KEY = ("ref_area", "item", "time_period", "scheme", "benefit", "sex", "age", "func", "breakdown")


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))
