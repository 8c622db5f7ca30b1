"""The national totals of a submission as it is now: what is reported, what the schemes give, and who sees it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from openssi.collect.workbook_keys import CellKey
from openssi.indicators.compiled import CompiledTotal, compiled_totals
from openssi.indicators.proposal import PAIR_MARK, PartValue, Proposal
from openssi.indicators.totals import CountryTotals
from openssi.run.inquiry import Inquiry
from openssi.vocabulary.indicator import LifeCycleGroup, NationalTotal
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Observation
from openssi.vocabulary.rule import Finding
from openssi_web.accounts.access import Grants
from openssi_web.rounds.answers.content import EMPTY, Content
from openssi_web.rounds.answers.findings import answers_by_year, country_now
from openssi_web.rounds.answers.live_findings import live_findings
from openssi_web.rounds.answers.observations import Answers, conventions_of, current_answers
from openssi_web.rounds.confidentiality.confidential import NOTHING, Concealment
from openssi_web.rounds.requests.permission import cells_of, sees
from openssi_web.rounds.submissions.form_cells import FormCells, inventory_of
from openssi_web.rounds.submissions.models import SubmissionDraft

SEXES = (TOTAL, "F", "M")
METHOD = CellKey("H.DEDUP")
OVERLAP = "H.OVERLAP"


@dataclass(frozen=True, slots=True)
class CellNow:
    """A cell as it is now."""

    key: CellKey
    content: Content
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SexNow:
    """A total of one sex.

    Attributes:
        cell: The cell in which the country reports it.
        sex: The sex for which it is proposed: women for maternity, whose cell names no sex.
        proposal: What the schemes give, none where nothing is declared for this sex.
        earlier: The same cell in the last accepted year.
        known_share: Where persons of some parts are missing: what the others had of all parts the year before.
    """

    cell: CellNow
    sex: str
    proposal: Proposal | None
    earlier: Observation | None
    known_share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TotalNow:
    """A national total in each of its sexes.

    Attributes:
        is_calculated: Whether the form itself makes it.
        caps: What caps each life-cycle group, as expressions.
        names: The items that its caps and its formula name.
    """

    declared: NationalTotal
    item: Item
    sexes: tuple[SexNow, ...]
    is_calculated: bool
    caps: Mapping[LifeCycleGroup, str]
    names: tuple[str, ...]

    @property
    def parts(self) -> tuple[PartValue, ...]:
        """Its parts, of whichever sex, each once."""
        found: dict[tuple[int, str, str], PartValue] = {}
        for part in (part for each in self.sexes if each.proposal is not None for part in each.proposal.parts):
            found.setdefault(place_of(part), part)
        return tuple(found[place] for place in sorted(found))

    def groups_of(self) -> Iterator[tuple[LifeCycleGroup, set[str]]]:
        """Iterate over life-cycle groups with the schemes of the parts that are added in them."""
        groups: dict[LifeCycleGroup, set[str]] = {}
        for part in self.parts:
            if not part.is_left_out:
                groups.setdefault(part.part.declared.group, set()).add(part.scheme)
        yield from groups.items()


def place_of(part: PartValue) -> tuple[int, str, str]:
    """Return what tells a part from the others of its total, whatever the sex."""
    return (part.part.number, part.scheme, part.benefit)


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalsNow:
    """The national totals of a submission.

    Attributes:
        method: The cell that says how each person was counted once.
        overlaps: The cells of overlap rates, of pairs of schemes that have parts in the same group, with the totals.
        power: Power of ten in which the country enters persons.
        last_year: The year before.
    """

    totals: tuple[TotalNow, ...]
    method: CellNow
    overlaps: tuple[tuple[CellNow, tuple[str, ...]], ...]
    power: int
    last_year: int
    form: FormCells

    def of_cell(self, key: CellKey) -> tuple[TotalNow, SexNow] | None:
        """Return the total whose cell has a key, none where there is none."""
        return next(((total, each) for total in self.totals for each in total.sexes if each.cell.key == key), None)


def totals_of(inquiry: Inquiry, draft: SubmissionDraft) -> TotalsNow:
    """Return the national totals of a submission as it is now, in the order of the questionnaire."""
    return _Reading(inquiry, draft).totals()


def findings_on_totals(inquiry: Inquiry, draft: SubmissionDraft) -> Mapping[CellKey, tuple[Finding, ...]]:
    """Return what the rules find in the totals as they are now, by cell; that one is empty is said by its state."""
    found = live_findings(inquiry, draft, current_answers(draft).entry).by_cell
    return {key: each for key, each in found.items() if key.item.startswith("H.")}


@dataclass(frozen=True)
class _Reading:
    """What the totals of a submission are read from."""

    inquiry: Inquiry
    draft: SubmissionDraft

    @cached_property
    def answers(self) -> Answers:
        """What every cell says, read once for all of them."""
        return current_answers(self.draft)

    def totals(self) -> TotalsNow:
        """Return the totals."""
        draft, year = self.draft, self.draft.round.year
        by_year = answers_by_year(self.inquiry, draft)
        country = CountryTotals(draft.ref_area, year, by_year[year], self.inquiry.definitions.questionnaire)
        compiled = compiled_totals(self.inquiry.definitions)
        for each in compiled:
            country.make(each)
        earlier = {CellKey.of(each): each for each in by_year.get(year - 1, ()) if each.item.startswith("H.")}
        form = cells_of(draft)
        found = tuple(self._total(each, country, earlier, form) for each in _in_order(compiled, form))
        shown = tuple(each for each in found if each.sexes)
        return TotalsNow(
            totals=shown,
            method=self._cell(METHOD),
            overlaps=tuple(self._overlaps(shown, form)),
            power=self._power(),
            last_year=year - 1,
            form=form,
        )

    def _power(self) -> int:
        """The power of ten of persons: the same for every total."""
        item = self.inquiry.definitions.questionnaire.items["H.COV_ANY"]
        conventions = conventions_of(self.answers.contents, self.draft.round.year)
        return conventions.power(item, CellKey(item.id))

    def _cell(self, key: CellKey) -> CellNow:
        return CellNow(key, self.answers.contents.get(key, EMPTY), self.answers.versions.get(key, 0))

    def _total(
        self,
        total: CompiledTotal,
        country: CountryTotals,
        earlier: Mapping[CellKey, Observation],
        form: FormCells,
    ) -> TotalNow:
        item = form.questionnaire.items[total.declared.id]
        keys = [key for key in (CellKey(item.id, sex=sex) for sex in SEXES) if form.item(key) is not None]
        sexes = tuple(
            SexNow(
                cell=self._cell(key),
                sex=sex,
                proposal=country.proposals.get((item.id, sex)),
                earlier=earlier.get(key),
                known_share=self._known_share(country.proposals.get((item.id, sex)), sex),
            )
            for key in keys
            for sex in [key.sex if "SEX" in item.breakdowns else total.declared.sexes[0]]
        )
        formulas = [*total.caps.values(), *([total.formula] if total.formula else [])]
        names = dict.fromkeys(each.item for formula in formulas for each in formula.items)
        caps = total.declared.group_caps
        return TotalNow(total.declared, item, sexes, item.requirement == "calculated", caps, tuple(names))

    def _known_share(self, proposal: Proposal | None, sex: str) -> Decimal | None:
        """Return what the known parts had of the persons of all parts the year before, none where that is not known."""
        if proposal is None or not proposal.is_partial:
            return None
        last = country_now(self.inquiry, self.draft).cells.for_sex(sex).earlier(1)
        scopes = {(each.scheme_id, each.benefit_id): each for each in (*last.schemes(), *last.benefits())}
        before = {
            place_of(each): each.part.persons.value(scopes[each.scheme, each.benefit])
            for each in proposal.added
            if (each.scheme, each.benefit) in scopes
        }
        had = {place: persons for place, persons in before.items() if persons is not None}
        total = sum(had.values(), Decimal(0))
        if not total or len(had) < len(proposal.added):
            return None
        return sum((had[place_of(each)] for each in proposal.added if not each.is_missing), Decimal(0)) / total

    def _overlaps(self, totals: Iterable[TotalNow], form: FormCells) -> Iterator[tuple[CellNow, tuple[str, ...]]]:
        """The pairs of schemes that may have the same persons, in the order of the inventory."""
        order = [each.id for each in inventory_of(self.draft.inventory).schemes]
        groups = [(each.declared.id, schemes) for each in totals for _, schemes in each.groups_of()]
        for pair in combinations(order, 2):
            key = CellKey(OVERLAP, breakdown=PAIR_MARK.join(pair))
            named = tuple(dict.fromkeys(total for total, schemes in groups if schemes.issuperset(pair)))
            if named and form.item(key) is not None:
                yield self._cell(key), named


def _in_order(compiled: Iterable[CompiledTotal], form: FormCells) -> list[CompiledTotal]:
    order = {item: number for number, item in enumerate(form.questionnaire.items)}
    return sorted(compiled, key=lambda each: order[each.declared.id])


# Who sees what


@dataclass(frozen=True)
class Sight:
    """What a person sees of the totals of a submission.

    A respondent sees what the country reports and the parts of the own schemes. A proposal or a bound that is made of
    figures of other schemes would give them away, and is not shown.
    """

    grants: Grants
    draft: SubmissionDraft
    totals: TotalsNow
    concealment: Concealment = NOTHING

    def sees_scheme(self, scheme: str) -> bool:
        """Whether the person sees the answers of a scheme."""
        return sees(self.grants, self.draft, CellKey("S.NAME_EN", scheme))

    def sees_part(self, part: PartValue) -> bool:
        """Whether the person sees the persons of a part."""
        is_hidden = part.observation is not None and self.concealment.hides(CellKey.of(part.observation))
        return self.sees_scheme(part.scheme) and not is_hidden

    @property
    def has_hidden(self) -> bool:
        """Whether figures are kept from the person because they are confidential."""
        return bool(self.concealment)

    def sees_proposal(self, total: TotalNow) -> bool:
        """Whether the person sees everything that a proposal is made of."""
        by_item = {each.declared.id: each for each in self.totals.totals}
        made_of = [by_item[each] for each in total.names if each in by_item]
        hidden = {key.item for key in self.concealment.cells if key.scheme == NOT_APPLICABLE}
        is_free = hidden.isdisjoint(total.names)
        return is_free and all(map(self.sees_part, total.parts)) and all(map(self.sees_proposal, made_of))


def concealed_totals(totals: TotalsNow, concealment: Concealment) -> TotalsNow:
    """Return totals as somebody sees them from whom some figures are kept."""
    if not concealment:
        return totals

    def as_seen(each: SexNow) -> SexNow:
        content = concealment.content(each.cell.key, each.cell.content)
        earlier = None if each.earlier is None else concealment.observation(each.earlier)
        return replace(each, cell=replace(each.cell, content=content), earlier=earlier)

    return replace(totals, totals=tuple(replace(each, sexes=tuple(map(as_seen, each.sexes))) for each in totals.totals))


def entered_as(persons: Decimal, power: int) -> str:
    """Return persons as somebody would type them into a cell whose numbers are multiplied by a power of ten.

    Three decimals behind a mark could be read as thousands; a fourth one leaves no doubt.
    """
    number = f"{persons.scaleb(-power):f}"
    return f"{number}0" if len(number.partition(".")[2]) == 3 else number
