"""What a validation report says: one check of a submission, what changed, and the names of what it is about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from openssi.definitions import Definitions
from openssi.publish.findings.report_tally import Tally, tally
from openssi.publish.findings.report_words import ReportWords
from openssi.vocabulary.observation import NOT_APPLICABLE
from openssi.vocabulary.rule import Finding, FindingState, Severity
from openssi.vocabulary.text import Language, MultilingualText
from openssi.vocabulary.validation_report import SEVERITIES, Change, Check, CheckDifference

STATES: tuple[FindingState, ...] = ("open", "explained", "waived")


@dataclass(frozen=True, kw_only=True)
class FindingsReport:
    """A check on its way out.

    Attributes:
        check: What was found, and when.
        changes: What changed since the check before.
        area_name: Name of the country.
        fictional: Whether the country is invented.
        unit_names: Names of schemes and benefits by their ids.
    """

    check: Check
    changes: CheckDifference
    area_name: MultilingualText
    fictional: bool
    unit_names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of the check."""
        return self.check.findings

    @cached_property
    def change_of(self) -> Mapping[str, Change]:
        """How each finding changed since the check before, by its id."""
        return self.changes.by_finding()

    @cached_property
    def by_rule(self) -> tuple[Tally, ...]:
        """Findings counted by rule, what fails most first."""
        return tally(self.findings, "rule")

    @cached_property
    def by_scheme(self) -> tuple[Tally, ...]:
        """Findings counted by scheme: the country as a whole first, then the schemes in the order of their ids."""
        counted = tally(self.findings, "scheme")
        return tuple(sorted(counted, key=lambda each: (each.key != self.check.ref_area, each.key)))

    def of_scheme(self, key: str, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of a scheme, or of the country as a whole, of one severity."""
        wanted = {NOT_APPLICABLE, ""} if key == self.check.ref_area else {key}
        return tuple(each for each in self.findings if each.scheme in wanted and each.severity == severity)

    def open(self, severity: Severity) -> int:
        """Return the number of open findings of one severity."""
        return sum(each.state == "open" and each.severity == severity for each in self.findings)

    def counts(self, severities: Iterable[Severity] = SEVERITIES) -> tuple[int, ...]:
        """Return the number of findings of some severities by state, in the order of STATES, and of all of them."""
        wanted = set(severities)
        found = [each.state for each in self.findings if each.severity in wanted]
        return (*(found.count(state) for state in STATES), len(found))

    def words(self, definitions: Definitions, language: Language) -> ReportWords:
        """Return what says the report in one language."""
        return ReportWords(definitions, language, self.unit_names)

    def headline(self, words: ReportWords) -> str:
        """Return the sentence that stands first: what is left to do."""
        if not self.findings:
            return words.say("headline.none")
        hard, soft = self.open("E"), self.open("W")
        if hard:
            return words.say("headline.blocked", count=hard)
        return words.say("headline.asks", count=soft) if soft else words.say("headline.settled")

    def title(self, words: ReportWords) -> str:
        """Return the title: country and year."""
        country = self.area_name.in_language(words.language)
        return words.say("title", country=country, year=self.check.time_period)

    def facts(self, words: ReportWords) -> tuple[tuple[str, str], ...]:
        """Return what was checked, when and with what, as labels and values; what is not known is left out."""
        check = self.check
        values = {
            "submission": check.submission,
            "check": words.say(f"stage.{check.stage}", number=check.number, vintage=check.vintage),
            "moment": words.moment(check.checked_at),
            "file": check.file,
            "definitions": check.definitions,
            "software": f"OpenSSI {check.software}" if check.software else "",
        }
        return tuple((words.say(f"facts.{name}"), value) for name, value in values.items() if value)

    def compared_with(self, words: ReportWords) -> str:
        """Return the sentence that says which check this one is compared with."""
        before = self.changes.before
        if before is None:
            return words.say("changes.first")
        return words.say("changes.since", number=before.number, moment=words.moment(before.checked_at))

    def change(self, finding: Finding, words: ReportWords) -> str:
        """Return in words how a finding changed since the check before."""
        return words.say(f"change.{self.change_of.get(finding.id, 'none')}")
