"""What the page of national totals shows, ready for its template."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from openssi.collect.workbook_keys import CellKey
from openssi.definitions import Definitions
from openssi.indicators.union import BY_RATES
from openssi.vocabulary.observation import Place
from openssi.vocabulary.rule import Finding
from openssi_web.pages.totals.method import MethodMaker, MethodShown
from openssi_web.pages.totals.parts import CellAddress, GroupRow, PartRow, PartsMaker, anchor
from openssi_web.pages.totals.saving import Attempt
from openssi_web.pages.totals.sexes import SexMaker, SexShown
from openssi_web.pages.totals.state import (
    LOOK_AT,
    State,
    comparison,
    gravest,
    state_of,
)
from openssi_web.pages.totals.words import TotalsWords
from openssi_web.rounds.forms.totals import Sight, TotalNow, TotalsNow
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.requests.permission import role_to_change
from openssi_web.rounds.submissions.form_cells import inventory_of


@dataclass(frozen=True, slots=True)
class FindingShown:
    """What a rule found in a total.

    Attributes:
        first: Its first words: how grave it is, or that it was answered.
    """

    rule: str
    severity: str
    state: str
    first: str
    message: str
    remedy: str
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalShown:
    """A total with its parts, bounds, and sexes."""

    id: str
    item: str
    code: str
    name: str
    definition: str
    state: State
    state_words: str
    proposed: str
    reported: str
    is_open: bool
    parts: tuple[PartRow, ...]
    hidden_parts: str
    terms: tuple[PartRow, ...]
    partial: str
    share: str
    groups: tuple[GroupRow, ...]
    bases: tuple[str, ...]
    overlap: str
    sexes: tuple[SexShown, ...]
    said: tuple[FindingShown, ...]
    finding_words: str

    @property
    def is_left(self) -> bool:
        """Whether there is something to do."""
        return self.state in LOOK_AT

    @property
    def heads(self) -> tuple[str, ...]:
        """Names of the sexes, as heads of columns."""
        return tuple(each.sex for each in self.sexes)


@dataclass(frozen=True)
class TotalsMaker:
    """Makes what the page shows.

    Attributes:
        address: Where a cell stands in the form.
        findings: What the rules find in the totals, by cell.
        request: Begins the keys of the requests that are made from the page.
        opened: The total that was asked for or just saved.
        attempt: What somebody tried to save and could not.
    """

    totals: TotalsNow
    sight: Sight
    definitions: Definitions
    words: TotalsWords
    address: CellAddress
    findings: Mapping[CellKey, Sequence[Finding]]
    request: str
    opened: str = ""
    attempt: Attempt | None = None
    _seen: dict[str, bool] = field(default_factory=dict)

    def shown(self) -> tuple[TotalShown, ...]:
        """Return the totals in the order of the questionnaire."""
        return tuple(self._total(each) for each in self.totals.totals)

    def method(self) -> MethodShown:
        """Return the method and the overlap rates, to be answered on the page."""
        allowed = self._may_change(self.totals.method.key)
        return MethodMaker(self.totals, self.sight, self.words, self.attempt, f"{self.request}-m").shown(
            can_change=allowed
        )

    def why_not(self) -> str:
        """Return why a person changes nothing here, empty where the person may."""
        found = self._role(self.totals.method.key)
        if not isinstance(found, Refused):
            return ""
        problem = found.problems[0]
        is_of_others = problem.code == "ROUND_CELL_OF_OTHERS"
        return self.words.of("read_only") if is_of_others else problem.text.in_language(self.words.language)

    def sees_all(self) -> bool:
        """Whether the person sees every proposal."""
        return all(map(self._sees, self.totals.totals))

    def _role(self, key: CellKey) -> object:
        return role_to_change(self.sight.grants, self.sight.draft, self.totals.form, {key: Place(item=key.item)})

    def _may_change(self, key: CellKey) -> bool:
        return not isinstance(self._role(key), Refused)

    def _sees(self, total: TotalNow) -> bool:
        item = total.declared.id
        if item not in self._seen:
            self._seen[item] = self.sight.sees_proposal(total)
        return self._seen[item]

    def _total(self, total: TotalNow) -> TotalShown:
        item, words = total.item, self.words
        is_seen = self._sees(total)
        maker = PartsMaker(words, inventory_of(self.sight.draft.inventory), self.sight, self.address)
        compared = [comparison(each, self.totals.power, is_seen=is_seen) for each in total.sexes]
        states = [
            state_of(each, found, is_calculated=total.is_calculated)
            for each, found in zip(total.sexes, compared, strict=True)
        ]
        of_sex = self._of_sex(total)
        sexes = tuple(
            of_sex.shown(total, each, found, state)
            for each, found, state in zip(total.sexes, compared, states, strict=True)
        )
        findings = self._findings(total) if is_seen else ()
        open_findings = [each for each in findings if each.state == "open" and each.severity != "I"]
        state = gravest(states)
        return TotalShown(
            id=anchor(item.id),
            item=item.id,
            code=item.code,
            name=item.label.in_language(words.language),
            definition=item.definition.in_language(words.language),
            state=state,
            state_words=words.of("state.unreported" if state == "none" and not is_seen else f"state.{state}"),
            proposed=words.persons(compared[0].proposed),
            reported=words.persons(compared[0].reported),
            is_open=state in LOOK_AT or bool(open_findings) or self.opened == item.id or any(s.attempt for s in sexes),
            parts=maker.rows(total),
            hidden_parts=maker.hidden(total),
            terms=maker.terms(total) if is_seen else (),
            partial=self._partial(total) if is_seen else "",
            share=self._share(total) if is_seen else "",
            groups=maker.groups(total) if is_seen else (),
            bases=tuple(self._bases(total)) if is_seen else (),
            overlap=self._overlap(total) if is_seen else "",
            sexes=sexes,
            said=tuple(map(self._finding, findings)),
            finding_words=words.of("state.rules", count=len(open_findings)) if open_findings else "",
        )

    def _of_sex(self, total: TotalNow) -> SexMaker:
        return SexMaker(
            words=self.words,
            statuses=self.definitions.codelists["CL_OBS_STATUS"],
            last_year=self.totals.last_year,
            request=self.request,
            attempt=self.attempt,
            is_seen=self._sees(total),
            is_confidential=self.sight.has_hidden,
            may_change=not total.is_calculated and self._may_change(total.sexes[0].cell.key),
        )

    def _findings(self, total: TotalNow) -> tuple[Finding, ...]:
        """What the rules find in a total; it may name figures that the total is made of."""
        return tuple(found for each in total.sexes for found in self.findings.get(each.cell.key, ()))

    def _finding(self, each: Finding) -> FindingShown:
        words, language = self.words, self.words.language
        name = each.severity if each.state == "open" else each.state
        return FindingShown(
            each.rule,
            each.severity,
            each.state,
            words.texts.get(f"form_script.finding.{name}", language),
            each.message.in_language(language),
            each.remedy.in_language(language),
            each.explanation,
        )

    def _partial(self, total: TotalNow) -> str:
        proposal = next((each.proposal for each in total.sexes if each.proposal and each.proposal.is_partial), None)
        if proposal is None:
            return ""
        known = sum(not each.is_missing for each in proposal.added)
        return self.words.of("parts.partial", known=known, count=len(proposal.added))

    def _share(self, total: TotalNow) -> str:
        known = next((each.known_share for each in total.sexes if each.known_share is not None), None)
        if known is None:
            return ""
        return self.words.of("parts.share", year=self.totals.last_year, share=self.words.percent(1 - known))

    def _bases(self, total: TotalNow) -> Iterator[str]:
        """What the unions rest on, each once."""
        unions = [each.proposal.union for each in total.sexes if each.proposal is not None]
        for basis in dict.fromkeys(each for union in unions if union is not None for each in sorted(union.basis)):
            yield self.words.of(f"basis.{basis}")
        if any(each.proposal and each.proposal.union is None and each.proposal.law for each in total.sexes):
            yield self.words.of("basis.law")

    def _overlap(self, total: TotalNow) -> str:
        groups = [group for each in total.sexes if each.proposal is not None for group in each.proposal.groups]
        taken = {pair: rate for each in groups for pair, rate in each.overlaps.items()}
        if not taken:
            return ""
        is_used = any(each.union is not None and each.union.basis & BY_RATES for each in groups)
        return self.words.of("overlap.used" if is_used else "overlap.known", pairs=self.words.overlaps(taken))

    def left(self, shown: Sequence[TotalShown]) -> str:
        """Return how many totals are left to look at, empty where none are."""
        count = sum(each.is_left for each in shown)
        return self.words.of("overview.left", count=count) if count else ""
