"""Findings counted by rule, country, severity or scheme."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from openssi.vocabulary.observation import NOT_APPLICABLE
from openssi.vocabulary.rule import Finding, Severity
from openssi.vocabulary.validation_report import SEVERITIES

TallyBy = Literal["rule", "country", "severity", "scheme"]

KEYS: Mapping[TallyBy, Callable[[Finding], str]] = MappingProxyType(
    {
        "rule": lambda finding: finding.rule,
        "country": lambda finding: finding.ref_area,
        "severity": lambda finding: finding.severity,
        # What is about no scheme is about the country as a whole.
        "scheme": lambda finding: finding.ref_area if finding.scheme in {NOT_APPLICABLE, ""} else finding.scheme,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How often something was found, and what became of it.

    Attributes:
        key: The rule, country, severity or scheme.
        severity: The severest kind among the findings.
        findings: Their number.
        cells: Number of different cells that they are about.
        open: How many of them are neither explained nor waived.
        explained: How many the country explained.
        waived: How many were waived.
        by_severity: Their number by severity.
        by_country: Their number by country, most first.
        open_by_country: The number of open ones by country.
    """

    key: str
    severity: Severity
    findings: int
    cells: int
    open: int
    explained: int
    waived: int
    by_severity: Mapping[Severity, int]
    by_country: Mapping[str, int]
    open_by_country: Mapping[str, int]

    @property
    def countries(self) -> int:
        """Number of countries in which something was found."""
        return len(self.by_country)


def tally(findings: Iterable[Finding], by: TallyBy) -> tuple[Tally, ...]:
    """Return findings counted by one thing: what has most stands first, severities in their own order."""
    groups: dict[str, list[Finding]] = {}
    for each in findings:
        groups.setdefault(KEYS[by](each), []).append(each)
    counted = [tally_of(key, group) for key, group in groups.items()]
    if by == "severity":
        return tuple(sorted(counted, key=lambda each: SEVERITIES.index(each.severity)))
    return tuple(sorted(counted, key=lambda each: (-each.findings, each.key)))


def tally_of(key: str, findings: Iterable[Finding]) -> Tally:
    """Return the count of some findings, of which there is at least one."""
    group = list(findings)
    severities = Counter(each.severity for each in group)
    states = Counter(each.state for each in group)
    countries = Counter(each.ref_area for each in group)
    most_first = sorted(countries.items(), key=lambda pair: (-pair[1], pair[0]))
    return Tally(
        key=key,
        severity=next(each for each in SEVERITIES if severities[each]),
        findings=len(group),
        cells=len({each.obs_id for each in group}),
        open=states["open"],
        explained=states["explained"],
        waived=states["waived"],
        by_severity=MappingProxyType({each: severities[each] for each in SEVERITIES}),
        by_country=MappingProxyType(dict(most_first)),
        open_by_country=MappingProxyType(Counter(each.ref_area for each in group if each.state == "open")),
    )
