"""Numbers, years and dates as a reader of each language writes them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.dates import format_date

from openssi.present.page_model import ValueState
from openssi.vocabulary.symbols import MISSING, NEGLIGIBLE, NOT_APPLICABLE
from openssi.vocabulary.text import FIRST_GROUPED, THOUSANDS, Language

SPACE = "\u00a0"
MINUS = "\u2212"
EN_DASH = "\u2013"
WORD_JOINER = "\u2060"
"""Keeps what stands before and after it on one line."""

_STATES: dict[str, ValueState] = {"E": "estimated", "I": "imputed", "P": "provisional", "B": "break"}

_LOCALES = {"en": "en_GB", "fr": "fr", "es": "es"}

# Weighted means of whole percentages differ from 0 and 100 in their last binary digits only.
_SAME = 1e-9


def rounded(value: float | Decimal, decimals: int) -> Decimal:
    """Round half away from zero, on the decimal digits that a reader sees."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def format_number(value: float | Decimal, language: Language, decimals: int = 0) -> str:
    """Return a number with the decimal sign, the thousands and the minus of the language."""
    number = rounded(value, decimals)
    grouped = abs(number) >= FIRST_GROUPED[language]
    text = f"{abs(number):,f}" if grouped else f"{abs(number):f}"
    if language != "en":
        text = text.replace(",", THOUSANDS[language]).replace(".", ",")
    return f"{MINUS}{text}" if number < 0 else text


def format_exact(value: Decimal, language: Language) -> str:
    """Return a number with all its decimals and no zeros behind the last one."""
    exponent = value.normalize().as_tuple().exponent
    return format_number(value, language, max(0, -exponent) if isinstance(exponent, int) else 0)


def percent_number(value: float, language: Language, decimals: int = 1) -> str:
    """Return the number of a percentage without its sign; 0 and 100 carry no decimals, but 0.04 and 99.97 do."""
    for whole in (0, 100):
        if abs(value - whole) < _SAME:
            return str(whole)
    return format_number(value, language, decimals)


def percent(value: float, language: Language, decimals: int = 1) -> str:
    """Return a percentage with its sign: `39.2%`, `39,2 %`."""
    return f"{percent_number(value, language, decimals)}{percent_sign(language)}"


def percent_sign(language: Language) -> str:
    """Return the sign as it follows a number, with the space that French and Spanish put before it."""
    return "%" if language == "en" else f"{SPACE}%"


def share(value: float, language: Language) -> str:
    """Return a share between 0 and 1 as a whole percentage that is 0 or 100 only where it is exactly so."""
    if 0 < value < 0.005:
        return f"<{SPACE}{percent(1, language, 0)}"
    if 0.995 <= value < 1 - _SAME:
        return f">{SPACE}{percent(99, language, 0)}"
    return percent(100 * value, language, 0)


def year_range(first: int, last: int, language: Language) -> str:
    """Return years as `2016–20` in English and `2016–2020` in French and Spanish, a single year as itself."""
    if first == last:
        return str(last)
    short = language == "en" and first // 100 == last // 100
    return f"{first}{EN_DASH}{last % 100:02d}" if short else f"{first}{EN_DASH}{last}"


def significant(value: float, digits: int = 2) -> Decimal:
    """Round to a number of significant digits, for sentences that say "about"."""
    if value == 0:
        return Decimal(0)
    return rounded(value, digits - 1 - Decimal(repr(float(value))).adjusted())


@lru_cache(maxsize=256)
def format_day(day: date, language: Language) -> str:
    """Return a date in words: `12 May 2021`; the first of a month is an ordinal in French, `1er mai 2021`."""
    text: str = format_date(day, "long", locale=_LOCALES[language])
    return text.replace("1", "1er", 1) if language == "fr" and day.day == 1 else text


def state_of(value: float | None, status: str) -> ValueState:
    """Return which mark a value carries, from its observation status; a true zero is told from everything else."""
    if value is None:
        return "not_applicable" if status == "M" else "missing"
    if value == 0:
        return "zero"
    return _STATES.get(status, "normal")


def value_text(value: float | None, status: str, language: Language) -> str:
    """Return what a table prints for a value: the number, or the symbol of why there is none."""
    if value is None:
        return NOT_APPLICABLE if status == "M" else MISSING
    return NEGLIGIBLE if status == "N" else percent_number(value, language)
