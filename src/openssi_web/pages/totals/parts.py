"""The parts of a total as the page shows them: what was added, what was left out and why, what is missing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from openssi.collect.workbook_keys import CellKey
from openssi.indicators.proposal import GroupProposal, PartValue
from openssi.indicators.union import Union
from openssi.vocabulary.indicator import LifeCycleGroup
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation
from openssi.vocabulary.scheme import Inventory
from openssi_web.pages.totals.words import TotalsWords
from openssi_web.rounds.forms.totals import SexNow, Sight, TotalNow, place_of

CellAddress = Callable[[CellKey], str]
"""Address of the table of the form in which a cell stands."""


@dataclass(frozen=True, slots=True)
class PartFigure:
    """Persons of a part, of one sex: a number, a missing one, or nothing because it does not count there."""

    text: str
    is_missing: bool
    href: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """A scheme or benefit in a total."""

    label: str
    href: str
    figures: tuple[PartFigure, ...]
    source: str
    says: str
    kind: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Bounds and proposal of a life-cycle group, of one sex."""

    group: str
    sex: str
    cap: str
    lower: str
    upper: str
    proposed: str
    how: str
    is_sum: bool


@dataclass(frozen=True)
class PartsMaker:
    """Makes the rows of the parts of totals."""

    words: TotalsWords
    inventory: Inventory
    sight: Sight
    address: CellAddress

    def rows(self, total: TotalNow) -> tuple[PartRow, ...]:
        """Return the parts that a person sees: those added, then those left out."""
        seen = [each for each in total.parts if self.sight.sees_part(each)]
        ordered = sorted(seen, key=lambda each: each.is_left_out)
        return tuple(self._row(total, each) for each in ordered)

    def hidden(self, total: TotalNow) -> str:
        """Return how many parts a person does not see, empty where all are seen."""
        count = sum(not self.sight.sees_part(each) for each in total.parts)
        if not count:
            return ""
        if not self.sight.has_hidden:
            return self.words.of("parts.of_others", count=count)
        return self.words.texts.get("confidentiality.totals.parts", self.words.language, count=count)

    def _row(self, total: TotalNow, part: PartValue) -> PartRow:
        here = [self._of_sex(each, part) for each in total.sexes]
        figures = tuple(
            self._figure(each, sex.cell.key.sex) if each is not None else PartFigure("", is_missing=False, href="")
            for each, sex in zip(here, total.sexes, strict=True)
        )
        known = next((each.observation for each in here if each is not None and each.observation is not None), None)
        is_missing = any(each is not None and each.is_missing for each in here)
        return PartRow(
            label=self.name(part),
            href=self.address(self._cell(part, total.sexes[0].cell.key.sex)),
            figures=figures,
            source=known.source if known is not None else "",
            says=self._says(total, part, is_missing=is_missing),
            kind="left-out" if part.is_left_out else "missing" if is_missing else "added",
        )

    def _of_sex(self, each: SexNow, part: PartValue) -> PartValue | None:
        parts = each.proposal.parts if each.proposal is not None else ()
        return next((other for other in parts if place_of(other) == place_of(part)), None)

    def _figure(self, part: PartValue, sex: str) -> PartFigure:
        if part.persons is None and not part.is_left_out:
            return PartFigure(self.words.of("parts.missing"), is_missing=True, href=self.address(self._cell(part, sex)))
        return PartFigure(self.words.persons(part.persons), is_missing=False, href="")

    def _says(self, total: TotalNow, part: PartValue, *, is_missing: bool) -> str:
        reason = part.part.declared.leave_out
        if reason is not None:
            return self.words.of("parts.left_out", reason=reason.in_language(self.words.language))
        if len(total.caps) > 1:
            group = self.words.of(f"group.{part.part.declared.group}")
            added = self.words.of("parts.added_in", group=group)
        else:
            added = self.words.of("parts.added")
        return self.words.of("parts.missing_says") if is_missing else added

    def _cell(self, part: PartValue, sex: str) -> CellKey:
        """The cell of its persons: the one that was answered, else the first that the form asks of it."""
        if part.observation is not None and part.observation.is_answered:
            return CellKey.of(part.observation)
        form = self.sight.totals.form
        asked = [each for each in self._candidates(part, sex) if form.item(each) is not None]
        return asked[0] if asked else CellKey("S.ID", part.scheme)

    def _candidates(self, part: PartValue, sex: str) -> Iterator[CellKey]:
        items = self.sight.totals.form.questionnaire.items
        for reference in part.part.persons.items:
            item = items[reference.item]
            if item.is_numeric and item.level == part.part.declared.level:
                func = next((str(getattr(each, "id", "")) for each in reference.index), NOT_APPLICABLE)
                yield CellKey(item.id, part.scheme, part.benefit, sex=sex, func=func)

    def name(self, part: PartValue) -> str:
        """Return scheme and benefit of a part: `Old-age pension (QMA01-01), National pension insurance`."""
        scheme = next((each for each in self.inventory.schemes if each.id == part.scheme), None)
        of_scheme = scheme.name if scheme is not None else part.scheme
        if part.benefit == NOT_APPLICABLE:
            return f"{of_scheme} ({part.scheme})"
        benefits = scheme.benefits if scheme is not None else ()
        of_benefit = next((each.name for each in benefits if each.id == part.benefit), "")
        return f"{of_benefit} ({part.benefit}), {of_scheme}" if of_benefit else f"{part.benefit}, {of_scheme}"

    # Formulas

    def terms(self, total: TotalNow) -> tuple[PartRow, ...]:
        """Return the figures that a total is made of by a formula."""
        return tuple(self._term(total, item) for item in total.names) if not total.parts else ()

    def _term(self, total: TotalNow, item: str) -> PartRow:
        here = [self._term_of_sex(each, item) for each in total.sexes]
        figures = tuple(
            PartFigure(self.words.persons(each.scaled_value if each is not None else None), is_missing=False, href="")
            for each in here
        )
        known = next((each for each in here if each is not None), None)
        href = f"#{anchor(item)}" if item.startswith("H.") else self.address(CellKey(item))
        return PartRow(self.words.item(item), href, figures, known.source if known is not None else "", "", "added")

    def _term_of_sex(self, each: SexNow, item: str) -> Observation | None:
        terms = each.proposal.terms if each.proposal is not None else ()
        return next((term for term in terms if term.item == item), None)

    # Bounds

    def groups(self, total: TotalNow) -> tuple[GroupRow, ...]:
        """Return bounds and proposal of each life-cycle group and sex, then of all groups together."""
        rows = [row for group in self._named(total) for row in self._group(total, group)]
        if len({row.group for row in rows}) < 2:
            return tuple(rows)
        sums = (self._sum(each) for each in total.sexes)
        return (*rows, *(each for each in sums if each is not None))

    def _named(self, total: TotalNow) -> dict[LifeCycleGroup, str]:
        groups = [group for group, _ in total.groups_of()]
        if len(groups) == 1 and len(total.caps) == 1:
            return {groups[0]: self.words.cap(total, groups[0]) or self.words.of("groups.all")}
        names = {each: (self.words.of(f"group.{each}"), self.words.cap(total, each)) for each in groups}
        whole = {each: f"{name} ({cap})" if cap else name for each, (name, cap) in names.items()}
        return {each: f"{name[:1].upper()}{name[1:]}" for each, name in whole.items()}

    def _group(self, total: TotalNow, group: LifeCycleGroup) -> Iterator[GroupRow]:
        for each in total.sexes:
            found: Mapping[str, GroupProposal] = (
                {one.group: one for one in each.proposal.groups} if each.proposal is not None else {}
            )
            one = found.get(group)
            if one is not None and one.union is not None:
                yield self._bounds(self._named(total)[group], each, one.union, self.words.persons(one.cap))

    def _sum(self, each: SexNow) -> GroupRow | None:
        union = each.proposal.union if each.proposal is not None else None
        return None if union is None else self._bounds(self.words.of("groups.all"), each, union, "", is_sum=True)

    def _bounds(self, group: str, each: SexNow, union: Union, cap: str, *, is_sum: bool = False) -> GroupRow:
        how = "" if is_sum else ", ".join(self.words.of(f"note.{basis}") for basis in sorted(union.basis))
        lower, upper, proposed = map(self.words.persons, (union.lower, union.upper, union.proposed))
        sex = self.words.of(f"sex.{each.cell.key.sex}")
        return GroupRow(group, sex, cap, lower, upper, proposed, how, is_sum)


def anchor(item: str) -> str:
    """Return the id of a total in the page."""
    return f"t-{item.replace('.', '-')}"
