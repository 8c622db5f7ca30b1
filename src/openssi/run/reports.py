"""Reports of what the rules found: the check of a submission is kept, and compared with the one before."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from openssi import __version__
from openssi.definitions import Definitions
from openssi.run.inquiry import Inquiry
from openssi.run.world_check import WorldCheck
from openssi.store import Workspace
from openssi.store.checks import Checks, findings_of
from openssi.store.workspace import now
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.submission import Submission
from openssi.vocabulary.text import MultilingualText
from openssi.vocabulary.validation_report import Check, CheckStage

if TYPE_CHECKING:
    from openssi.publish.findings.report_model import FindingsReport
    from openssi.publish.findings.report_world import WorldFindings

Progress = Callable[[int, int, str], None]

_NAMES = {"S.NAME_EN": 1, "S.NAME_NAT": 2, "B.NAME_EN": 1, "B.NAME_NAT": 2}
"""Items that name a scheme or a benefit; the name in its own language is taken where it is given."""


def record_check(
    workspace: Workspace,
    submission: Submission,
    findings: Sequence[Finding],
    definitions: Definitions,
    stage: CheckStage = "validate",
    evaluated: Mapping[str, int] | None = None,
) -> Check:
    """Keep what was found in a submission, and return the check.

    Where nothing changed since the last check, that one is returned and nothing is written.

    Args:
        workspace: Where it is kept.
        submission: As it was read, or as it was accepted.
        findings: What the rules found, with the answers of the country.
        definitions: Whose rules found it.
        stage: `accept` where the submission was accepted with these findings.
        evaluated: How often each rule was evaluated, where it is known.
    """
    known = _check(submission, findings, stage)
    facts = replace(known, software=__version__, definitions=definitions.version, evaluated=dict(evaluated or {}))
    return Checks(workspace.root).keep(facts)


def _check(submission: Submission, findings: Sequence[Finding], stage: CheckStage) -> Check:
    accepted = stage == "accept"
    return Check(
        submission=submission.id,
        stage=stage,
        checked_at=submission.accepted_at if accepted else now(),
        vintage=submission.vintage if accepted else 0,
        file=submission.file,
        sha256=submission.sha256,
        read_at=submission.read_at,
        questionnaire=submission.fingerprint.questionnaire_version,
        findings=tuple(findings),
    )


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports of one workspace."""

    inquiry: Inquiry

    def of_submission(self, area: str, year: int) -> "FindingsReport":
        """Check a submission as it stands, keep the check, and return its report.

        Raises:
            FixTheFile: if nothing was read for this country and year.
        """
        from openssi.publish.findings.report_model import FindingsReport

        workspace = self.inquiry.workspace
        submission = self.inquiry.submission(area, year)
        check = self._kept(submission)
        return FindingsReport(
            check=check,
            changes=Checks(workspace.root).difference(check),
            area_name=self._area_names().get(area, MultilingualText(area, area, area)),
            fictional=workspace.kind == "demonstration",
            unit_names=_unit_names(workspace.submissions.observations(submission.id)),
        )

    def _kept(self, submission: Submission) -> Check:
        """Return the check of a submission as it stands, and keep it where it is not kept yet.

        Of a vintage that was accepted before checks were kept, nobody knows with which definitions it was checked.
        """
        checks = Checks(self.inquiry.workspace.root)
        if submission.state == "accepted":
            kept = checks.of_vintage(submission.id, submission.vintage)
            return kept or checks.keep(_check(submission, self._findings(submission), "accept"))
        findings = self._findings(submission)
        return record_check(self.inquiry.workspace, submission, findings, self.inquiry.definitions)

    def of_world(self, progress: Progress, *, anew: bool = False) -> "WorldFindings":
        """Return what the rules find in all submissions: those accepted with their answers, the others as read.

        Args:
            progress: Told of each submission.
            anew: The rules in force now, in one pass over all answers, in place of what was found at acceptance.
        """
        from openssi.publish.findings.report_world import WorldFindings

        workspace = self.inquiry.workspace
        known = WorldCheck(workspace, self.inquiry.definitions).findings() if anew else None
        submissions = workspace.submissions.all()
        checks: list[Check] = []
        names: dict[str, str] = {}
        for number, each in enumerate(submissions, start=1):
            findings = self._findings(each) if known is None else known.get(each.id, ())
            checks.append(_check(each, findings, "accept" if each.state == "accepted" else "validate"))
            if findings:
                names.update(_unit_names(workspace.submissions.observations(each.id)))
            progress(number, len(submissions), each.id)
        return WorldFindings(
            checks=tuple(checks),
            area_names=self._area_names(),
            fictional=workspace.kind == "demonstration",
            software=__version__,
            unit_names=names,
        )

    def _findings(self, submission: Submission) -> tuple[Finding, ...]:
        """Return what was found at acceptance, or is found now in a submission that was only read."""
        if submission.state != "accepted":
            return self.inquiry.validate(submission)
        accepted = self.inquiry.workspace.submissions.accepted(submission.id)
        return findings_of(accepted.table("findings"))

    def _area_names(self) -> dict[str, MultilingualText]:
        rows = self.inquiry.workspace.reference.table("areas").to_pylist()
        return {row["area"]: MultilingualText(row["name_en"], row["name_fr"], row["name_es"]) for row in rows}


def _unit_names(observations: Iterable[Observation]) -> dict[str, str]:
    """Return the names of schemes and benefits as a country gave them, by id."""
    named = [each for each in observations if each.item in _NAMES and each.text_value]
    ordered = sorted(named, key=lambda each: _NAMES[each.item])
    units = ((each.benefit if each.item.startswith("B.") else each.scheme, each.text_value or "") for each in ordered)
    return dict(units)
