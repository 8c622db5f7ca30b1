"""The world view as one page: a matrix of rules and countries, and the counts by rule, country, kind and scheme."""

from collections.abc import Iterator, Sequence
from html import escape

from openssi.definitions import Definitions
from openssi.publish.findings.report_style import page, table
from openssi.publish.findings.report_tally import Tally, TallyBy
from openssi.publish.findings.report_words import ReportWords
from openssi.publish.findings.report_world import WorldFindings, numeric_columns, world_heads, world_rows
from openssi.vocabulary.text import Language

_TABLES: tuple[TallyBy, ...] = ("rule", "country", "severity", "scheme")
_LANDSCAPE = "@page{size:A4 landscape;margin:12mm}@media print{.matrix{font-size:8pt}}"
_CLASSES = 3
_WIDEST = 18
"""Countries beside one another, on a screen without scrolling and on paper without a cut."""


def world_page(world: WorldFindings, by: TallyBy, definitions: Definitions, language: Language) -> str:
    """Return the page in one language, the table asked for first."""
    words = ReportWords(definitions, language, world.unit_names)
    return "".join(page(words.say("world_title"), language, _body(world, by, words), style=_LANDSCAPE))


def _body(world: WorldFindings, by: TallyBy, words: ReportWords) -> Iterator[str]:
    yield f"<h1>{escape(words.say('world_title'))}</h1>\n"
    yield f'<p class="headline">{escape(world.lead(words))}</p>\n'
    if world.fictional:
        yield f'<p class="notice">{escape(words.notices(fictional=True)[0])}</p>\n'
    if world.checked_at:
        yield f'<p class="quiet">{escape(words.say("facts.moment"))} {escape(words.moment(world.checked_at))}</p>\n'
    if world.findings:
        yield from _matrix(world, words)
        for each in (by, *(other for other in _TABLES if other != by)):
            title = words.say(f"world.by.{each}")
            yield f"<section>\n<h2>{escape(title)}</h2>\n"
            rows = world_rows(world, each, words)
            yield from table(title, world_heads(each, words), rows, frozenset(numeric_columns(each)))
            yield "</section>\n"
        yield f'<p class="quiet">{escape(words.say("world.counting"))}</p>\n'
    yield f"<footer><p>{escape(words.notices(fictional=False)[0])}</p></footer>\n"


def _matrix(world: WorldFindings, words: ReportWords) -> Iterator[str]:
    title = words.say("world.matrix")
    yield f'<section>\n<h2>{escape(title)}</h2>\n<p class="quiet">{escape(words.say("world.matrix_note"))}</p>\n'
    found = {finding.ref_area for finding in world.findings}
    blocks = list(_blocks([area for area in world.areas if area in found]))
    for number, areas in enumerate(blocks, start=1):
        name = f"{title} ({number}/{len(blocks)})" if len(blocks) > 1 else title
        yield from _block(world, areas, name, words)
    clean = [area for area in world.areas if area not in found]
    if clean:
        named = ", ".join(f"{world.area(area, words.language)} ({area})" for area in clean)
        yield f'<p class="quiet">{escape(words.say("world.clean", countries=named))}</p>\n'
    yield "</section>\n"


def _blocks(areas: Sequence[str]) -> Iterator[Sequence[str]]:
    """Iterate over the countries in blocks of about the same size that fit the width of a page."""
    size = -(-len(areas) // -(-len(areas) // _WIDEST))
    for start in range(0, len(areas), size):
        yield areas[start : start + size]


def _block(world: WorldFindings, areas: Sequence[str], name: str, words: ReportWords) -> Iterator[str]:
    """Iterate over the parts of the matrix of some countries, with the rules that found something in one of them."""
    rows = world.rows("rule")
    most = max(max(row.by_country.values()) for row in rows)
    yield f'<div class="box" tabindex="0" role="region" aria-label="{escape(name)}">\n<table class="matrix">\n'
    yield f'<caption><span class="unseen">{escape(name)}</span></caption>\n'
    yield f'<thead><tr><th scope="col">{escape(words.say("heads.rule"))}</th>'
    yield f'<th scope="col" class="n">{escape(words.say("heads.world_total"))}</th>'
    for area in areas:
        yield f'<th scope="col" class="n"><abbr title="{escape(world.area(area, words.language))}">{escape(area)}</abbr></th>'
    yield "</tr></thead>\n<tbody>\n"
    for row in rows:
        if not any(area in row.by_country for area in areas):
            continue
        kind = words.say(f"severity.{row.severity}")
        named = f"{row.key} {words.rule_title(row.key)}".strip()
        yield f'<tr><th scope="row">{escape(named)} <small class="quiet">({escape(kind)})</small></th>'
        yield f'<td class="n">{words.number(row.findings)}</td>'
        yield from (_cell(row, area, most, words) for area in areas)
        yield "</tr>\n"
    yield "</tbody>\n</table>\n</div>\n"


def _cell(row: Tally, area: str, most: int, words: ReportWords) -> str:
    """Return a cell, its wash one of three equal classes up to the largest number of the matrix."""
    count = row.by_country.get(area, 0)
    if not count:
        return "<td></td>"
    wash = max(1, -(-_CLASSES * count // most))
    number = words.number(count)
    shown = f"<b>{number}*</b>" if row.open_by_country.get(area) else number
    return f'<td class="n k{wash}">{shown}</td>'
