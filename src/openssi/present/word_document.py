"""A Word document of headings, texts and tables, which a reader of any language opens and a screen reader reads aloud.

Only this module knows python-docx; it belongs to the extra `reports` and need not be there.
"""

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING, Any

from openssi.present.numbers import SPACE
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import Language

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph

FONT = "Arial"
"""On every machine, or beside its twin: Liberation Sans."""

_LOCALES: dict[Language, str] = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES"}
_INK, _LINE = "16232E", "7F8D9A"
_SIZES = {"Normal": 10, "Title": 20, "Heading 1": 15, "Heading 2": 12, "Heading 3": 10.5, "Caption": 9}
_BROKEN = "\n"
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML holds no place for."""


def word_is_installed() -> bool:
    """Whether Word documents can be written."""
    return find_spec("docx") is not None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table.

    Attributes:
        note: Number of a source, in brackets behind the text; 0 for none.
    """

    text: str
    note: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """What a document says of itself.

    Attributes:
        head: Stands at the top of each page.
        foot: Stands at the bottom of each page, before its number.
        page: The words around the number: `Page`, `of`.
        day: The day that it is of.
    """

    title: str
    subject: str
    head: str
    foot: str
    page: tuple[str, str]
    day: dt.date
    language: Language


class WordDocument:
    """A document that is being written from its top to its bottom."""

    def __init__(self, frame: Frame) -> None:
        """Begin a document.

        Raises:
            FixTheFile: if python-docx is not installed.
        """
        if not word_is_installed():
            raise FixTheFile.because("REPORTS_NOT_INSTALLED", Place())
        import docx

        self._document: Document = docx.Document()
        _set_page(self._document)
        _set_styles(self._document, frame.language)
        _set_properties(self._document, frame)
        self._frame_pages(frame)
        self._document.add_paragraph(frame.title, style="Title")

    def heading(self, text: str, level: int) -> None:
        """Write a heading of level 1 to 3."""
        self._document.add_heading(_legible(text), level)

    def text(self, text: str, label: str = "") -> None:
        """Write a text, each of its lines as a paragraph, behind a label in bold where one is given."""
        for number, line in enumerate(_legible(text).split(_BROKEN)):
            paragraph = self._document.add_paragraph()
            if label and not number:
                paragraph.add_run(f"{label} ").bold = True
            paragraph.add_run(line)

    def items(self, texts: Sequence[str], *, numbered: bool = False) -> None:
        """Write a list, which begins with 1 where it is numbered."""
        for number, text in enumerate(texts, 1):
            if numbered:
                self.numbered(number, text)
            else:
                self._document.add_paragraph(_legible(text), style="List Bullet")

    def numbered(self, number: int, text: str) -> None:
        """Write one item with its number."""
        from docx.shared import Cm

        paragraph = self._document.add_paragraph(f"{number}.\t{_legible(text)}")
        paragraph.paragraph_format.left_indent = Cm(0.8)
        paragraph.paragraph_format.first_line_indent = Cm(-0.8)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0.8))

    def table(
        self,
        caption: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        widths: Sequence[float],
        numeric: Collection[int] = (),
    ) -> None:
        """Write a table under its caption; its head is repeated on each page, and no row is broken between two.

        Args:
            caption: What it contains.
            heads: Heads of the columns.
            rows: Its cells.
            widths: Widths of the columns in centimetres.
            numeric: Columns of numbers, which stand right.
        """
        from docx.shared import Cm

        self._document.add_paragraph(_legible(caption), style="Caption")
        table: Any = self._document.add_table(rows=0, cols=len(heads))
        table.autofit = False
        _border(table, caption)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for number, row in enumerate([[Cell(each) for each in heads], *rows]):
            written = table.add_row()
            _keep_whole(written, is_head=number == 0)
            for column, cell in enumerate(row):
                _fill(written.cells[column], cell, widths[column], is_head=number == 0, is_number=column in numeric)
        self._document.add_paragraph()

    def written(self) -> bytes:
        """Return the document as a file."""
        file = BytesIO()
        self._document.save(file)
        return file.getvalue()

    def _frame_pages(self, frame: Frame) -> None:
        section = self._document.sections[0]
        section.header.paragraphs[0].text = frame.head
        foot = section.footer.paragraphs[0]
        foot.text = f"{frame.foot} · {frame.page[0]} "
        _field(foot, "PAGE")
        foot.add_run(f" {frame.page[1]} ")
        _field(foot, "NUMPAGES")


def _legible(text: str) -> str:
    return _UNFIT.sub("", text)


# What python-docx has no words for


def _element(name: str, **attributes: str) -> Any:  # noqa: ANN401 - an element of lxml
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _set_page(document: "Document") -> None:
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)


def _set_styles(document: "Document", language: Language) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, size in _SIZES.items():
        style: Any = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = RGBColor.from_string(_INK)
        fonts = style.element.rPr.rFonts
        for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{key}"), None)
        fonts.set(qn("w:cs"), FONT)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    document.styles["Caption"].paragraph_format.keep_with_next = True
    locale = _LOCALES[language]
    (defaults,) = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")
    for known in defaults.findall(qn("w:lang")):
        defaults.remove(known)
    defaults.append(_element("w:lang", val=locale, eastAsia=locale, bidi="ar-SA"))
    for known in document.settings.element.findall(qn("w:themeFontLang")):
        known.set(qn("w:val"), locale)


def _set_properties(document: "Document", frame: Frame) -> None:
    told = document.core_properties
    told.title, told.subject, told.language = frame.title, frame.subject, _LOCALES[frame.language]
    told.author, told.last_modified_by, told.comments, told.keywords = "OpenSSI", "", "", ""
    told.created = told.modified = dt.datetime.combine(frame.day, dt.time(), dt.UTC)


def _border(table: Any, caption: str) -> None:  # noqa: ANN401 - a table of python-docx
    """Lines between the rows, none between the columns; the caption is read aloud."""
    lines = _element("w:tblBorders")
    for edge, size in (("top", "8"), ("bottom", "8"), ("insideH", "4")):
        lines.append(_element(f"w:{edge}", val="single", sz=size, space="0", color=_LINE))
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no other way
    # The order of these is that of the schema: borders, layout, look, caption.
    properties.xpath("w:tblLayout | w:tblLook")[0].addprevious(lines)
    properties.append(_element("w:tblCaption", val=caption))


def _keep_whole(row: "_Row", *, is_head: bool) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no other way
    properties.append(_element("w:cantSplit"))
    if is_head:
        properties.append(_element("w:tblHeader"))


def _fill(cell: "_Cell", said: Cell, width: float, *, is_head: bool, is_number: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    cell.width = Cm(width)
    for number, line in enumerate(_legible(said.text).split(_BROKEN)):
        paragraph = cell.paragraphs[0] if not number else cell.add_paragraph()
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        if is_number:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.keep_with_next = is_head
        paragraph.add_run(line).bold = is_head
    if said.note:
        # In brackets: a raised figure behind a number would read as a power.
        cell.paragraphs[-1].add_run(f"{SPACE}[{said.note}]").font.size = Pt(8)


def _field(paragraph: "Paragraph", instruction: str) -> None:
    """Write a field that the program which opens the document works out: the number of the page."""
    run = paragraph.add_run()._r  # noqa: SLF001 - python-docx has no other way
    run.append(_element("w:fldChar", fldCharType="begin"))
    code = _element("w:instrText")
    code.text = instruction
    run.append(code)
    run.append(_element("w:fldChar", fldCharType="separate"))
    shown = _element("w:t")
    shown.text = "1"
    run.append(shown)
    run.append(_element("w:fldChar", fldCharType="end"))
