"""The findings of a submission as a person sees them: what blocks first, together by rule, with a way to each cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from openssi.validate import in_order
from openssi.vocabulary.rule import Finding, Rule
from openssi_web.accounts.access import Grants
from openssi_web.pages.workspace.words import CellNames
from openssi_web.rounds.answers.findings import cell_of
from openssi_web.rounds.answers.live_findings import LiveFindings
from openssi_web.rounds.confidentiality.confidential import concealment_for
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.requests.permission import sees_findings
from openssi_web.rounds.workspace import definitions

FIRST = 20
"""So many findings are shown at first."""

SEVERITIES = ("E", "W", "I")


@dataclass(frozen=True, slots=True)
class FindingShown:
    """A finding.

    Attributes:
        href: Lands on its cell; empty where the form has no page with it.
        said: The answer to it, in words.
    """

    label: str
    subject: str
    href: str
    message: str
    remedy: str
    rule: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class RuleShown:
    """The findings of one rule.

    Attributes:
        remedy: What to do, where it is the same for all of them.
    """

    rule: str
    title: str
    remedy: str
    findings: tuple[FindingShown, ...]


@dataclass(frozen=True, slots=True)
class SeverityShown:
    """The findings that block, that ask, or that note."""

    severity: str
    heading: str
    words: str
    rules: tuple[RuleShown, ...]


def seen_findings(draft: SubmissionDraft, grants: Grants, found: LiveFindings) -> tuple[Finding, ...]:
    """Return the findings that a person sees, in the order in which they are read."""
    by_cell = concealment_for(grants, draft).findings(found.by_cell)
    cells = (findings for key, findings in by_cell.items() if sees_findings(grants, draft, key))
    return in_order(each for findings in cells for each in findings)


def findings_values(found: Sequence[Finding], names: CellNames, *, show_all: bool) -> dict[str, Any]:
    """Return what the template shows of findings.

    What was not answered is said by the progress of the tables, and not once more for each empty cell.

    Args:
        found: Findings that the person sees, in their order.
        names: Words and addresses of cells.
        show_all: Whether all are shown, or the first only.
    """
    rules, words = {each.id: each for each in definitions().rules}, names.words
    unanswered = [each for each in found if each.state == "open"]
    shown = unanswered if show_all else unanswered[:FIRST]
    answered = [each for each in found if each.state != "open"]
    count = len(unanswered)
    return {
        "severities": tuple(_by_severity(shown, unanswered, rules, names)),
        "more": words.of("findings.first", shown=len(shown), count=count) if len(shown) < count else "",
        "all_findings": words.of("findings.all", count=count) if len(shown) < count else "",
        "fewer_findings": words.of("findings.fewer", shown=FIRST) if show_all and count > FIRST else "",
        "explained": tuple(_shown(each, names) for each in answered),
        "explained_head": words.of("findings.explained", count=len(answered)),
    }


def _by_severity(
    shown: Sequence[Finding], of_all: Sequence[Finding], rules: Mapping[str, Rule], names: CellNames
) -> Iterator[SeverityShown]:
    for severity in SEVERITIES:
        here = [each for each in shown if each.severity == severity]
        if here:
            count = sum(each.severity == severity for each in of_all)
            heading, words = names.words.of(f"findings.{severity}", count=count), f"findings.words.{severity}"
            yield SeverityShown(severity, heading, names.words.of(words), tuple(_by_rule(here, rules, names)))


def _by_rule(found: Sequence[Finding], rules: Mapping[str, Rule], names: CellNames) -> Iterator[RuleShown]:
    language = names.words.language
    for rule in dict.fromkeys(each.rule for each in found):
        own = [each for each in found if each.rule == rule]
        remedies = {each.remedy.in_language(language) for each in own}
        remedy = next(islice(remedies, 1)) if len(remedies) == 1 else ""
        known = rules.get(rule)
        title = known.title.in_language(language) if known is not None else rule
        yield RuleShown(rule, title, remedy, tuple(_shown(each, names) for each in own))


def _shown(finding: Finding, names: CellNames) -> FindingShown:
    key, language = cell_of(finding), names.words.language
    return FindingShown(
        names.label(key),
        names.subject(key.scheme, key.benefit),
        names.href(key),
        finding.message.in_language(language),
        finding.remedy.in_language(language),
        finding.rule,
        _said(finding, names),
    )


def _said(finding: Finding, names: CellNames) -> str:
    text, words = finding.explanation, names.words
    if not text:
        return ""
    if finding.state == "waived":
        return words.of("findings.waived", text=text)
    if finding.explained_in is not None:
        return words.of("findings.said_in", year=finding.explained_in, text=text)
    return words.of("findings.said", text=text)
