"""What the rules, the decisions on them and the answers of earlier years make of a submission."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from openssi.definitions import Definitions
from openssi.expressions import ObservationCells
from openssi.run.decisions import today, tolerances_of, waived
from openssi.store import Workspace
from openssi.store.decisions import DecisionLog
from openssi.validate import Validator
from openssi.validate.carried import carried_over
from openssi.validate.evaluation import in_order
from openssi.validate.stages import explained_cells, file_cells, revised_cells
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import Observation, Place
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.submission import Fingerprint

ByYear = Mapping[int, Sequence[Observation]]

_REASONS = "CL_EXPL"
_REVISIONS = "CL_REVREASON"


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the country says of a finding.

    Attributes:
        text: The sentence.
        reason: Code of CL_EXPL, or empty.
    """

    text: str
    reason: str = ""


@dataclass(frozen=True)
class Validation:
    """The rules of some definitions, with the decisions of a workspace on them."""

    workspace: Workspace
    definitions: Definitions

    @cached_property
    def validator(self) -> Validator:
        """The rules, compiled once."""
        return _validator_of(self.definitions)

    @cached_property
    def _decisions(self) -> DecisionLog:
        return DecisionLog(self.workspace.root)

    def of_file(self, fingerprint: Fingerprint, expected: Fingerprint, *, confirmed: bool) -> tuple[Finding, ...]:
        """Return what is said of a workbook before its answers are looked at."""
        questionnaire = self.definitions.questionnaire
        places = file_cells(fingerprint, expected, confirmed=confirmed, questionnaire=questionnaire)
        return self.validator.findings_at("file", places)

    def of_answers(self, area: str, year: int, by_year: ByYear, earlier: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return what the rules find in the answers of a country, as far as nothing was said of it before.

        Args:
            area: The country.
            year: The year that is checked.
            by_year: Answers and context data of the year and those before.
            earlier: Findings of the years before, with their explanations.
        """
        return self.of_cells(area, self._country(by_year, year), by_year.get(year, ()), earlier)

    def of_cells(
        self, area: str, country: ObservationCells, answers: Sequence[Observation], earlier: Iterable[Finding]
    ) -> tuple[Finding, ...]:
        """Return what `of_answers` returns, for cells of the country that are there already."""
        day = today()
        tolerances = tolerances_of(self._decisions.tolerances(), area, day)
        findings = self.validator.findings_in(country, answers, tolerances)
        return self._waived(carried_over(findings, earlier), day)

    def of_revision(
        self, year: int, by_year: ByYear, accepted: Iterable[Observation], reason: str
    ) -> tuple[Finding, ...]:
        """Return what is said of numbers that are not those accepted before.

        Raises:
            FixTheFile: if the reason is not one of CL_REVREASON.
        """
        reason = self._code(_REVISIONS, reason)
        places = revised_cells(self._country(by_year, year), by_year.get(year, ()), accepted, reason)
        return self._waived(self.validator.findings_at("revision", places), today())

    def of_explanations(self, year: int, by_year: ByYear, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Return what is said of cells whose findings were explained."""
        answers = by_year.get(year, ())
        places = explained_cells(self._country(by_year, year), answers, findings, self.definitions.rules)
        return self._waived(self.validator.findings_at("explanation", places), today())

    def explained(self, findings: Iterable[Finding], said: Mapping[str, Explanation]) -> tuple[Finding, ...]:
        """Return findings with what was said of their rules.

        Raises:
            FixTheFile: if no finding is of a rule that was explained, or a reason is not one of CL_EXPL.
        """
        found = tuple(findings)
        for rule in sorted(said.keys() - {each.rule for each in found} - {each.id for each in found}):
            known = ", ".join(sorted({each.rule for each in found if each.severity == "W"})) or "-"
            raise FixTheFile.because("EXPLANATION_WITHOUT_FINDING", Place(item="--explain"), rule=rule, known=known)
        given = {rule: replace(each, reason=self._code(_REASONS, each.reason)) for rule, each in said.items()}
        return tuple(_explained(each, given.get(each.id) or given.get(each.rule)) for each in found)

    def _waived(self, findings: Iterable[Finding], day: dt.date) -> tuple[Finding, ...]:
        return in_order(waived(findings, self._decisions.waivers(), day))

    def _country(self, by_year: ByYear, year: int) -> ObservationCells:
        return ObservationCells(by_year, year, self.definitions.questionnaire)

    def _code(self, codelist: str, given: str) -> str:
        """Return a reason in the letters of its code list."""
        codes = self.definitions.codelists[codelist]
        code = given.upper()
        if code and code not in codes:
            raise FixTheFile.because(
                "REASON_UNKNOWN", Place(item=given), reason=given, codelist=codelist, known=", ".join(codes.ids)
            )
        return code


@lru_cache(maxsize=4)
def _validator_of(definitions: Definitions) -> Validator:
    """Return the rules of definitions, which every workspace of a process shares."""
    return Validator(definitions.rules, definitions.questionnaire, definitions.codelists)


def _explained(finding: Finding, said: Explanation | None) -> Finding:
    if finding.severity != "W" or said is None or finding.state == "waived":
        return finding
    return replace(finding, state="explained", explanation=said.text, explanation_reason=said.reason, explained_in=None)


def problem_of(finding: Finding) -> Problem:
    """Return a finding as what stands in the way."""
    code = "FINDING_BLOCKS" if finding.severity == "E" else "FINDING_NEEDS_ANSWER"
    values = {"rule": finding.rule, "message": finding.message, "remedy": finding.remedy}
    return Problem(code, finding.place, values)
