"""A total of one sex as the page shows it: drawing, figures, sentences, and what can be done with it."""

from collections.abc import Iterator
from dataclasses import dataclass

from openssi.present.range_bar import RangeBar, range_bar
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.confidentiality import MARK
from openssi_web.pages.totals.parts import anchor
from openssi_web.pages.totals.saving import Attempt
from openssi_web.pages.totals.state import Comparison, State, clears_status, whole_persons
from openssi_web.pages.totals.words import TotalsWords, own_note
from openssi_web.rounds.forms.totals import SexNow, TotalNow


@dataclass(frozen=True, slots=True, kw_only=True)
class SexShown:
    """A total of one sex: its drawing, its figures in words, and what can be done with it.

    Attributes:
        id: Begins the ids of its controls.
        figures: Name and value of each figure, in the order of the page.
        sentences: What there is to say of it.
        confirm: Words of the button that confirms the proposal, empty where it cannot be confirmed.
        proposed: The proposal as it is confirmed.
        caution: Which status the confirmation carries, and why.
        clears: Whether a number that is entered now does not keep the status of the cell.
        typed: What stands in the field of another number.
        reason: What stands in the field of its reason.
        request: Key of a request that is made from here.
    """

    id: str
    key: str
    version: int
    sex: str
    name: str
    bar: RangeBar | None
    description: str
    figures: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...]
    state: State
    confirm: str
    proposed: str
    caution: str
    can_change: bool
    clears: bool
    typed: str
    reason: str
    request: str
    attempt: Attempt | None
    take_mine: str = ""
    keep_theirs: str = ""


@dataclass(frozen=True, kw_only=True)
class SexMaker:
    """Makes what the page shows of each sex of a total.

    Attributes:
        statuses: CL_OBS_STATUS.
        is_seen: Whether the person sees the proposal of the total.
        may_change: Whether the person answers its cells.
        is_confidential: Whether figures are kept from the person because they are confidential.
    """

    words: TotalsWords
    statuses: CodeList
    last_year: int
    request: str
    attempt: Attempt | None
    is_seen: bool
    may_change: bool
    is_confidential: bool = False

    def shown(self, total: TotalNow, each: SexNow, found: Comparison, state: State) -> SexShown:
        """Return a total of one sex."""
        words, content, key = self.words, each.cell.content, each.cell.key
        proposal = each.proposal if self.is_seen else None
        attempt = self.attempt if self.attempt is not None and self.attempt.is_about(key) else None
        sex = words.of(f"sex.{key.sex}")
        clash = attempt.clash if attempt is not None else None
        figures = tuple(self._figures(each, found))
        number = content.number
        return SexShown(
            id=f"{anchor(key.item)}-{key.sex.strip('_')}",
            key=str(key),
            version=each.cell.version if clash is None else clash.version,
            sex=sex,
            name=words.of("act.confirm_out", item=total.item.label.in_language(words.language), sex=sex),
            bar=self._bar(each, found),
            description=" ".join(f"{name}: {value}." for name, value in figures),
            figures=figures,
            sentences=tuple(self._sentences(each, found, state)),
            state=state,
            confirm=words.of("act.confirm", number=words.persons(found.proposed))
            if self.may_change and found.proposed is not None and state != "confirmed"
            else "",
            proposed=str(whole_persons(proposal)) if proposal is not None else "",
            caution={"E": words.of("act.as_estimate"), "U": words.of("act.as_partial")}.get(
                proposal.status if proposal is not None else "", ""
            ),
            can_change=self.may_change,
            clears=clears_status(content),
            typed=attempt.typed if attempt is not None else "" if number is None else words.exact(number),
            reason=attempt.reason if attempt is not None else own_note(content),
            request=f"{self.request}-{key.item.replace('.', '-').replace('_', '-')}-{key.sex.strip('_')}",
            attempt=attempt,
            take_mine=words.of("conflict.mine", yours=clash.yours) if clash is not None else "",
            keep_theirs=words.of("conflict.theirs", theirs=clash.theirs) if clash is not None else "",
        )

    def _bar(self, each: SexNow, found: Comparison) -> RangeBar | None:
        earlier = each.earlier.scaled_value if each.earlier is not None else None
        if found.proposed is None:
            return None
        return range_bar(found.bounds, found.proposed, found.reported, earlier)

    def _figures(self, each: SexNow, found: Comparison) -> Iterator[tuple[str, str]]:
        words, content = self.words, each.cell.content
        if found.proposed is not None:
            yield words.of("figure.proposed"), words.persons(found.proposed)
        if found.bounds is not None:
            yield words.of("figure.bounds"), words.bounds(*found.bounds, is_partial=found.is_partial)
        told = words.texts.get("confidentiality.totals.reported", words.language)
        nothing = told if content.text == MARK else words.of("figure.nothing")
        reported = words.persons(found.reported) or nothing
        if content.obs_status:
            name = self.statuses[content.obs_status].name.in_language(words.language)
            reported = f"{reported}, {words.of('figure.status', code=content.obs_status, name=name)}"
        yield words.of("figure.reported"), reported
        if found.difference and found.proposed is not None:
            yield words.of("figure.difference"), words.difference(found.difference, found.proposed)
        if each.earlier is not None and each.earlier.scaled_value is not None:
            name = words.of("figure.earlier", year=self.last_year)
            yield name, words.persons(each.earlier.scaled_value)
        note = content.note if self.is_seen else own_note(content)
        if note:
            yield words.of("figure.note"), note

    def _sentences(self, each: SexNow, found: Comparison, state: State) -> Iterator[str]:
        words = self.words
        if not self.is_seen:
            key = "confidentiality.totals.hidden" if self.is_confidential else "totals.figure.hidden"
            yield words.texts.get(key, words.language)
        elif found.proposed is None:
            yield words.of("figure.no_proposal_sex" if each.proposal is None else "figure.no_proposal")
        if state == "confirmed":
            yield words.of("figure.is_confirmed")
        elif state == "stale":
            yield words.of("figure.is_stale")
        elif found.is_outside or found.is_inside:
            yield words.of("figure.outside" if found.is_outside else "figure.inside")
