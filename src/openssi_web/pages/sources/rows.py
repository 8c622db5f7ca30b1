"""Sources, compared cells and searches as the page of sources shows them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openssi_web.pages.files.shown import file_address
from openssi_web.pages.sources.words import SourceWords
from openssi_web.rounds.attachments.files import is_withdrawn
from openssi_web.rounds.compilation.compiled import Compilation, CompiledCell, SourceNow, Stated, difference
from openssi_web.rounds.compilation.models import SearchRecord, SourceChoice


@dataclass(frozen=True, slots=True)
class StatedShown:
    """What a source states of a cell.

    Attributes:
        label: The cell.
        role: `used`, `second`, `replaced`.
    """

    label: str
    subject: str
    href: str
    value: str
    page: str
    role: str
    role_words: str


@dataclass(frozen=True, slots=True)
class SourceShown:
    """A source with its file and what it states."""

    number: int
    title: str
    publisher: str
    address: str
    part: str
    accessed: str
    language: str
    note: str
    recorded: str
    file: str
    file_href: str
    sha256: str
    states: str
    cells: tuple[StatedShown, ...]
    attach_of: str


@dataclass(frozen=True, slots=True)
class OptionShown:
    """One of the sources of a cell.

    Attributes:
        number: Of what it states.
    """

    number: int
    source: int
    title: str
    page: str
    value: str
    difference: str
    percent: str
    is_used: bool


@dataclass(frozen=True, slots=True)
class ComparedShown:
    """A cell with its sources side by side."""

    key: str
    label: str
    subject: str
    href: str
    version: int
    options: tuple[OptionShown, ...]
    verdict: str
    lacks_reason: bool
    reason: str
    choose_of: str
    may_choose: bool


@dataclass(frozen=True, slots=True)
class SearchShown:
    """A search."""

    what: str
    scheme: str
    place: str
    is_address: bool
    day: str
    sought: str
    result: str
    result_words: str
    by: str


def sources_shown(found: Compilation, words: SourceWords) -> tuple[SourceShown, ...]:
    """Return the sources, each with the cells of which it states something."""
    stated: dict[int, list[tuple[CompiledCell, Stated]]] = {}
    for cell in found.cells.values():
        for each in cell.stated:
            stated.setdefault(each.source.row.pk, []).append((cell, each))
    return tuple(_source(each, stated.get(each.row.pk, []), words) for each in found.sources)


def _source(each: SourceNow, stated: list[tuple[CompiledCell, Stated]], words: SourceWords) -> SourceShown:
    row, file = each.row, each.file
    return SourceShown(
        number=row.pk,
        title=row.title,
        publisher=row.publisher,
        address=row.address,
        part=row.part,
        accessed=words.of("source.accessed", day=words.day(row.accessed)),
        language=row.language,
        note=words.kept.text(row.note),
        recorded=words.of("source.recorded", by=words.by(row.entry), when=words.when(row.entry)),
        file=file.name if file is not None else "",
        file_href=file_address(words.language, words.draft, file)
        if file is not None and not is_withdrawn(file)
        else "",
        sha256=file.sha256 if file is not None else "",
        states=words.of("source.states", count=len(stated)),
        cells=tuple(_stated(cell, one, words) for cell, one in stated),
        attach_of=words.of("source.attach_of", title=row.title),
    )


def _stated(cell: CompiledCell, each: Stated, words: SourceWords) -> StatedShown:
    role = "used" if each.is_used else "second" if cell.used is not None else "replaced"
    return StatedShown(
        label=words.label(cell.key),
        subject=words.subject(cell.key),
        href=words.in_table(cell.key),
        value=words.stated(each.row),
        page=words.kept.text(each.row.page),
        role=role,
        role_words=words.of(f"source.{role}"),
    )


def compared_shown(found: Compilation, words: SourceWords) -> tuple[ComparedShown, ...]:
    """Return the cells with two sources or more, those that lack a reason first."""
    cells = [each for each in found.cells.values() if each.used is not None and each.others]
    return tuple(_compared(each, words) for each in sorted(cells, key=lambda each: not each.lacks_reason))


def _compared(cell: CompiledCell, words: SourceWords) -> ComparedShown:
    verdict = words.of("compared.lacks" if cell.differs else "compared.within", percent=words.tolerance)
    said = cell.choice if cell.choice is not None and cell.choice.reason else None
    return ComparedShown(
        key=str(cell.key),
        label=words.label(cell.key),
        subject=words.subject(cell.key),
        href=words.in_table(cell.key),
        version=cell.answer.version if cell.answer is not None else 0,
        options=tuple(_options(cell, words)),
        verdict=verdict if cell.lacks_reason or not cell.differs else "",
        lacks_reason=cell.lacks_reason,
        reason=words.of(
            "compared.reason", reason=words.kept.text(said.reason), by=words.by(said.entry), when=words.when(said.entry)
        )
        if said is not None
        else "",
        choose_of=words.of("compared.choose_of", cell=words.full(cell.key)),
        may_choose=True,
    )


def _reason(said: SourceChoice, words: SourceWords) -> str:
    reason = words.kept.text(said.reason)
    return words.of("compared.reason", reason=reason, by=words.by(said.entry), when=words.when(said.entry))


def _options(cell: CompiledCell, words: SourceWords) -> Iterator[OptionShown]:
    used = cell.used
    for each in cell.stated:
        absolute, percent = _differences(used, each, words)
        yield OptionShown(
            number=each.row.pk,
            source=each.source.row.pk,
            title=each.source.row.title,
            page=words.kept.text(each.row.page),
            value=words.stated(each.row),
            difference=absolute,
            percent=percent,
            is_used=each.is_used,
        )


def _differences(used: Stated | None, each: Stated, words: SourceWords) -> tuple[str, str]:
    """Return how a source differs from the one that is used, in units and in per cent."""
    if used is None or each.is_used:
        return "", ""
    found = difference(used.row, each.row)
    if found is None:
        return words.of("compared.same" if used.row.text == each.row.text else "compared.other"), ""
    units, percent = found
    if words.kept.hides(used.row.key):
        return "", ""
    if not units:
        return words.of("compared.same"), ""
    return words.difference(used.row, units), words.percent(percent) if percent is not None else ""


def searches_shown(found: Iterable[SearchRecord], words: SourceWords) -> tuple[SearchShown, ...]:
    """Return what was searched for, the latest first."""
    return tuple(_search(each, words) for each in reversed(tuple(found)))


def _search(each: SearchRecord, words: SourceWords) -> SearchShown:
    return SearchShown(
        what=", ".join(each.items),
        scheme=words.scheme(each.scheme),
        place=each.place,
        is_address=each.place.startswith(("https://", "http://")) and " " not in each.place,
        day=words.day(each.day),
        sought=words.kept.text(each.sought),
        result=each.result,
        result_words=words.of(f"result.{each.result}"),
        by=words.by(each.entry),
    )
