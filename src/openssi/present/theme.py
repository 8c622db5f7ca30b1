"""The look of the drawings: colours of the light theme, type, and the numbers of each language."""

from typing import Any

from openssi.vocabulary.text import Language

PAPER = "#ffffff"
WASH = "#f4f6f7"
INK = "#16232e"
INK2 = "#46566a"
RULE = "#d9e0e5"
RULE2 = "#7f8d9a"
BAR = "#237895"
"""A shade off the fourth class, which keeps its colour where bars change with the theme."""

MAIN_BAR = "#0c4165"
"""A shade off the fifth class, for the bar that stands out: darker than the others on paper, lighter on dark."""

QUIET = "#7696a7"
WOMEN = "#7a2f75"
MEN = "#35a08c"
CLASS_COLOURS = ("#d5ebdd", "#97cdc5", "#58abb6", "#237896", "#0c4164")
TEXT_ON_CLASS = (INK, INK, INK, PAPER, PAPER)
GAP_COLOURS = ("#8a4510", "#cf8f4f", "#f1dcc0", "#f2f3f2", "#c4dfe4", "#5c9fb5", "#0d4f70")
TEXT_ON_GAP = (PAPER, INK, INK, INK, INK, INK, PAPER)
PALETTES = {"sequential": (CLASS_COLOURS, TEXT_ON_CLASS), "diverging": (GAP_COLOURS, TEXT_ON_GAP)}
"""Colours of the classes of a map from the least to the greatest, and the text on each."""

ON_LIGHT = "#16232d"
ON_DARK = "#fffffe"
"""Text on a colour that both themes have: a shade off INK and PAPER, which change with the theme."""

CATEGORY_COLOURS = ("#08527a", "#d07931", "#6dbcb4", "#ae5a90", "#edc253")
OTHER_CATEGORY = "#617080"
TEXT_ON_CATEGORY = (ON_DARK, ON_LIGHT, ON_LIGHT, ON_DARK, ON_LIGHT)
TEXT_ON_OTHER = ON_DARK
"""Colours of categories in their order, that of all further ones, and the text on each."""

_TOKENS = {
    PAPER: "--paper",
    WASH: "--wash",
    INK: "--ink",
    INK2: "--ink2",
    RULE: "--rule",
    RULE2: "--rule2",
    **{colour: f"--d{number}" for number, colour in enumerate(GAP_COLOURS, 1)},
    **{colour: f"--c{number}" for number, colour in enumerate(CLASS_COLOURS, 1)},
    **{colour: f"--k{number}" for number, colour in enumerate(CATEGORY_COLOURS, 1)},
    OTHER_CATEGORY: "--k6",
    ON_LIGHT: "--on-light",
    ON_DARK: "--on-dark",
    BAR: "--bar",
    MAIN_BAR: "--bar-main",
    QUIET: "--quiet",
    WOMEN: "--women",
    MEN: "--men",
}


def token_of(colour: str) -> str:
    """Return the token of the site for a colour of the light theme, the colour itself where it has none."""
    token = _TOKENS.get(colour)
    return f"var({token})" if token else colour


# Without the inner quotes the digit makes the name a wrong one, and all text vanishes from a PNG without an error.
FONT = "'Source Sans 3', 'Segoe UI', 'Liberation Sans', Arial, sans-serif"

WIDE = 720
NARROW = 358

_NUMBERS: dict[str, dict[str, Any]] = {
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""], "minus": "\u2212"},
    "fr": {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", ""], "minus": "\u2212"},
    "es": {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", ""], "minus": "\u2212"},
}


def configuration(language: Language) -> dict[str, Any]:
    """Return the configuration of a Vega-Lite drawing."""
    return {
        "font": FONT,
        "background": PAPER,
        "padding": 4,
        "view": {"stroke": None},
        "locale": {"number": _NUMBERS[language]},
    }
