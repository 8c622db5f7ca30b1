"""The crosswalk to other classifications, for machines and for people."""

from collections.abc import Callable, Iterator, Mapping
from html import escape
from pathlib import Path
from types import MappingProxyType

from openssi.definitions import Definitions
from openssi.publish.catalogues.catalogue_frame import STYLE
from openssi.publish.catalogues.codebook_files import write_csv_folder
from openssi.publish.catalogues.codebook_tables import CodebookTable
from openssi.publish.publication import written_aside
from openssi.vocabulary.crosswalk import AS_BENEFITS, HEADINGS, CrosswalkRow, Framework
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import LANGUAGES, Language, MultilingualText

_HEADS = (
    "framework", "of", *(f"of_{each}" for each in LANGUAGES), "form", "means_test", "category",
    *(f"category_{each}" for each in LANGUAGES), "share", "valid_from", "valid_to", *(f"note_{each}" for each in LANGUAGES),
    "source",
)  # fmt: skip
_SHOWN = ("of", "condition", "category", "share", "years", "note", "source")
_NOTHING = MultilingualText("", "", "")


class CrosswalkWords:
    """What the codes of a crosswalk are called."""

    def __init__(self, definitions: Definitions) -> None:
        self._definitions = definitions

    def part(self, of: str) -> MultilingualText:
        """Return the name of a function, a benefit type or a heading."""
        if of in HEADINGS:
            return self._text(f"crosswalk.part.{of}")
        return self._named(of, "CL_FUNC", "CL_BT")

    def category(self, framework: Framework, code: str) -> MultilingualText:
        """Return the name of a category, or of a reason why there is none."""
        if code == AS_BENEFITS:
            return self._text("crosswalk.as_benefits")
        return self._named(code, framework.codelist, "CL_VIEW_REST")

    def condition(self, row: CrosswalkRow, language: Language) -> str:
        """Return the form and the means test that a row is for."""
        form = self._named(row.form, "CL_FORMPAY").in_language(language) if row.form else ""
        test = self._text(f"crosswalk.means_test.{row.means_test}").in_language(language) if row.means_test else ""
        return ", ".join(filter(None, (form, test)))

    def _text(self, key: str) -> MultilingualText:
        texts = self._definitions.texts
        return MultilingualText(*(texts.get(f"views.{key}", language) for language in LANGUAGES))

    def _named(self, code: str, *codelists: str) -> MultilingualText:
        lists = (self._definitions.codelists[each] for each in codelists)
        return next((codelist[code].name for codelist in lists if code in codelist), _NOTHING)


def _write_csv(definitions: Definitions, folder: Path, _: Language) -> tuple[Path, ...]:
    """Write one table of all frameworks; its headings are technical and the same in every language."""
    words = CrosswalkWords(definitions)
    rows = tuple(
        _line(framework, row, words) for framework in definitions.frameworks.values() for row in framework.rows
    )
    return write_csv_folder((CodebookTable("crosswalk", _HEADS, rows),), folder)


def _line(framework: Framework, row: CrosswalkRow, words: CrosswalkWords) -> tuple[str, ...]:
    return (
        framework.id,
        row.of,
        *_languages(words.part(row.of)),
        row.form,
        row.means_test,
        row.category,
        *_languages(words.category(framework, row.category)),
        f"{row.share:f}",
        str(row.valid_from),
        str(row.valid_to or ""),
        *_languages(row.note or _NOTHING),
        row.source,
    )


def _languages(text: MultilingualText) -> tuple[str, ...]:
    return tuple(text.in_language(language) for language in LANGUAGES)


def _write_html(definitions: Definitions, folder: Path, language: Language) -> tuple[Path, ...]:
    """Write the page in one language."""
    path = folder / f"openssi-crosswalk-{definitions.questionnaire.version}-{language}.html"
    with written_aside(path) as aside:
        aside.write_text("".join(_page(definitions, language)), encoding="utf-8")
    return (path,)


def _page(definitions: Definitions, language: Language) -> Iterator[str]:
    def say(key: str) -> str:
        return escape(definitions.texts.get(f"views.crosswalk.{key}", language))

    independent = escape(definitions.texts.get("publish.notice.independent", language))
    yield f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{say('title')}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{say('title')}</h1>\n"
    yield f'<p class="lead">{say("lead")}</p>\n<p class="lead">{independent}</p>\n<nav><h2>{say("contents")}</h2>\n<ol>\n'
    for each in definitions.frameworks.values():
        yield f'<li><a href="#{each.id}">{escape(each.name.in_language(language))}</a></li>\n'
    yield "</ol></nav>\n"
    heads = "".join(f'<th scope="col">{say(f"heads.{name}")}</th>' for name in _SHOWN)
    for each in definitions.frameworks.values():
        yield f'<section aria-labelledby="{each.id}">\n<h2 id="{each.id}">{escape(each.name.in_language(language))}</h2>\n'
        yield f"<p>{escape(each.note.in_language(language))}</p>\n<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n"
        yield from (_html_row(each, row, CrosswalkWords(definitions), language, say("always")) for row in each.rows)
        yield "</tbody>\n</table>\n</section>\n"
    yield "</main>\n</body>\n</html>\n"


def _html_row(framework: Framework, row: CrosswalkRow, words: CrosswalkWords, language: Language, always: str) -> str:
    def named(code: str, text: MultilingualText) -> str:
        return f'<span class="code">{escape(code)}</span>{escape(text.in_language(language))}'

    started = row.valid_from > EVER
    years = f"{row.valid_from if started else ''}–{row.valid_to or ''}" if started or row.valid_to else always
    note = escape((row.note or _NOTHING).in_language(language))
    cells = (words.condition(row, language), named(row.category, words.category(framework, row.category)))
    condition, category = escape(cells[0]), cells[1]
    rest = "".join(
        f"<td>{each}</td>" for each in (condition, category, f"{row.share:f}", years, note, escape(row.source))
    )
    return f'<tr><th scope="row">{named(row.of, words.part(row.of))}</th>{rest}</tr>\n'


EVER = 1900
"""A row from this year on has no beginning."""

CROSSWALK_FORMATS: Mapping[str, Callable[[Definitions, Path, Language], tuple[Path, ...]]] = MappingProxyType(
    {"csv": _write_csv, "html": _write_html}
)


def publish_crosswalk(definitions: Definitions, format_id: str, folder: Path, language: Language) -> tuple[Path, ...]:
    """Write the crosswalk and return the files.

    Args:
        definitions: Where it comes from.
        format_id: `csv` (one row per assignment, all languages) or `html` (one page in one language).
        folder: Where the files are written.
        language: Language of the page.

    Raises:
        FixTheFile: if there is no such format.
    """
    if format_id not in CROSSWALK_FORMATS:
        raise FixTheFile.because("FORMAT_UNKNOWN", Place(), format=format_id, known=", ".join(CROSSWALK_FORMATS))
    folder.mkdir(parents=True, exist_ok=True)
    return CROSSWALK_FORMATS[format_id](definitions, folder, language)
