"""How the cells of a workbook look: colours and sizes after the design of the inquiry, in the light theme."""

from collections.abc import Mapping
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

INK = "#16232e"
INK2 = "#46566a"
INK3 = "#617080"
RULE = "#d9e0e5"
RULE2 = "#7f8d9a"
WASH = "#f4f6f7"
ACCENT = "#0b5a7a"
SOFT = "#865400"
SOFT_WASH = "#fff4dc"

NUMBER = "#,##0"
DECIMALS = "#,##0.0#########"

Properties = Mapping[str, Any]

_BASE: Properties = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "top"}
_LINE: Properties = {"bottom": 1, "bottom_color": RULE}
_FIELD: Properties = {"border": 1, "border_color": RULE2, "locked": False}
_WRAP: Properties = {"text_wrap": True}
_CALCULATED: Properties = {"bg_color": WASH, "bold": True, **_LINE}
_TITLE: Properties = {"bold": True, "font_size": 18}

STYLES: Mapping[str, Properties] = {
    "plain": {},
    "technical": {"font_color": INK3, "font_size": 8},
    "title": _TITLE,
    "lead": {"font_color": INK2},
    "notice": {"font_color": SOFT, "bold": True},
    "notice_wrapped": {"bg_color": SOFT_WASH, "font_color": SOFT, "bold": True, **_WRAP},
    "head": {"bold": True, "font_color": INK2, "bottom": 2, "bottom_color": INK, **_WRAP},
    "head_indented": {
        "bold": True,
        "font_color": INK2,
        "bottom": 2,
        "bottom_color": INK,
        "align": "left",
        "indent": 1,
        **_WRAP,
    },
    "head_number": {"bold": True, "font_color": INK2, "bottom": 2, "bottom_color": INK, "align": "right", **_WRAP},
    "subject": {"bold": True, "font_size": 14, "font_color": "#ffffff", "bg_color": ACCENT, "valign": "vcenter"},
    "table": {"bold": True, "font_size": 13, "bottom": 2, "bottom_color": INK, "valign": "bottom"},
    "group": {"bold": True, "font_color": ACCENT, "bottom": 1, "bottom_color": RULE2, "valign": "bottom"},
    "code": {"font_color": INK3, "font_size": 9, **_LINE},
    "label": {**_WRAP, **_LINE},
    "label_part": {"font_color": INK2, "indent": 1, **_WRAP, **_LINE},
    "label_calculated": {**_WRAP, **_CALCULATED},
    "history": {"font_color": INK3, "align": "right", "num_format": NUMBER, **_LINE},
    "history_calculated": {"font_color": INK3, "align": "right", "num_format": NUMBER, "bg_color": WASH, **_LINE},
    "history_year": {"font_color": INK3, "align": "right", "num_format": "0", **_LINE},
    "history_text": {"font_color": INK3, "font_size": 9, **_LINE},
    "history_words": {"font_color": INK3, "indent": 1, **_WRAP, **_LINE},
    "number": {"num_format": NUMBER, "align": "right", **_FIELD},
    "number_given": {"num_format": NUMBER, "align": "right", "font_color": ACCENT, **_FIELD},
    "year": {"num_format": "0", "align": "right", **_FIELD},
    "year_given": {"num_format": "0", "align": "right", "font_color": ACCENT, **_FIELD},
    # A text that begins like a formula stays a text, also after it was edited.
    "text": {"num_format": "@", "align": "left", "indent": 1, "quote_prefix": True, **_WRAP, **_FIELD},
    "choice": {"align": "left", "indent": 1, **_WRAP, **_FIELD},
    "text_given": {
        "num_format": "@",
        "align": "left",
        "indent": 1,
        "font_color": ACCENT,
        "quote_prefix": True,
        **_WRAP,
        **_FIELD,
    },
    "choice_given": {"align": "left", "indent": 1, "font_color": ACCENT, **_WRAP, **_FIELD},
    "fixed": {"bg_color": WASH, "font_color": INK2, "align": "left", "indent": 1, **_LINE},
    "calculated": {"num_format": NUMBER, "align": "right", **_CALCULATED},
    "blank_calculated": _CALCULATED,
    "typed_subtotal": {"num_format": NUMBER, "align": "right", **_CALCULATED, **_FIELD},
    "decimals": {"num_format": DECIMALS},
    "check_wrong": {"font_color": "#8c1d18", "bold": True},
    "check_holds": {"font_color": "#1b5e35"},
    "list_head": {"bold": True, "font_size": 12, "top": 1, "top_color": INK},
    "section": {"bold": True, "font_size": 13, "font_color": INK, "valign": "bottom"},
    "wrapped": _WRAP,
    "link": {"font_color": ACCENT, "underline": 1, **_LINE},
    "link_wrapped": {"font_color": ACCENT, "underline": 1, **_WRAP, **_LINE},
    "cell": _LINE,
    "cell_number": {"align": "right", "num_format": NUMBER, **_LINE},
}


class Styles:
    """The formats of one workbook, each made when it is first used."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[str, Format] = {}

    def __getitem__(self, name: str) -> Format:
        if name not in self._made:
            only_differences = name in {"decimals", "check_wrong", "check_holds"}
            properties = STYLES[name] if only_differences else {**_BASE, **STYLES[name]}
            self._made[name] = self._workbook.add_format(dict(properties))
        return self._made[name]
