"""The words and numbers of drawings of surveys."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from openssi.definitions import Texts
from openssi.present.numbers import EN_DASH, format_exact, format_number, percent, percent_number, percent_sign, rounded
from openssi.vocabulary.estimate import ALL, Estimate
from openssi.vocabulary.incidence import FIFTHS, QUINTILE
from openssi.vocabulary.labels import Labels
from openssi.vocabulary.symbols import MISSING
from openssi.vocabulary.text import Language

CLASSES = ("social_assistance", "social_insurance", "labour_market")


@dataclass(frozen=True, slots=True)
class SurveyWords:
    """What is said of figures of surveys in one language.

    Attributes:
        texts: Of the interface.
        language: It.
        labels: What the design of the survey calls values and programmes.
    """

    texts: Texts
    language: Language
    labels: Labels = field(default_factory=Labels)

    def say(self, key: str, **values: object) -> str:
        """Return a text."""
        return self.texts.get(f"survey_incidence.{key}", self.language, **values)

    def head(self, column: str, level: float = 95.0) -> str:
        """Return the head of a column of a table.

        Args:
            column: Which one.
            level: Of intervals, in per cent.
        """
        return self.say(f"heads.{column}", level=_plain(level, self.language))

    def programme(self, name: str) -> str:
        """Return the name of a programme: groups have names of their own, others are called as the design does."""
        grouped = name in {ALL, *CLASSES}
        return self.say(f"programme.{name}") if grouped else self.labels.programme(name, self.language)

    def programme_within(self, name: str) -> str:
        """Return the name of a programme as it stands within a sentence; one of the design keeps its capitals."""
        said = self.programme(name)
        return f"{said[0].lower()}{said[1:]}" if name in {ALL, *CLASSES} else said

    def domain(self, estimate: Estimate) -> str:
        """Return the name of a domain, fifths in words."""
        if estimate.domain_var == ALL:
            return self.say("everybody")
        columns, values = estimate.domain_var.split(","), [estimate.domain]
        if len(columns) > 1 and len(found := estimate.domain.split(",")) == len(columns):
            values = found
        return ", ".join(self.value(column, each) for column, each in zip(columns, values, strict=False))

    def value(self, column: str, value: str) -> str:
        """Return what a value of a column is called."""
        if column == QUINTILE and value in FIFTHS:
            return self.say(f"fifth.{value}")
        return self.labels.value(column.strip(), value, self.language)

    def figure(self, estimate: Estimate) -> str:
        """Return a figure: a fraction in per cent, an index or ratio with three decimals, money as its error tells."""
        return MISSING if estimate.estimate is None else self._number(estimate.estimate, estimate, signed=True)

    def error(self, estimate: Estimate) -> str:
        """Return a standard error in the unit of its figure, percentage points for a fraction."""
        return MISSING if estimate.se is None else self._number(estimate.se, estimate, signed=False)

    def interval(self, estimate: Estimate) -> str:
        """Return the limits of a figure."""
        if estimate.lower is None or estimate.upper is None:
            return MISSING
        low, high = (self._number(each, estimate, signed=False) for each in (estimate.lower, estimate.upper))
        return f"{low}{EN_DASH}{high}" if estimate.lower >= 0 else self.say("from_to", low=low, high=high)

    def told(self, estimate: Estimate) -> tuple[str, str, str]:
        """Return figure, error and limits."""
        return self.figure(estimate), self.error(estimate), self.interval(estimate)

    def change(self, estimate: Estimate, *, relative: bool) -> tuple[str, str, str]:
        """Return a difference with its sign, error and limits: of shares in points, a relative one in per cent.

        Args:
            estimate: The difference.
            relative: Whether it is a share of the figure that it is compared with.
        """
        if estimate.estimate is None:
            return MISSING, MISSING, MISSING
        figure, error = self._signed(estimate.estimate, estimate, relative=relative), MISSING
        if relative:
            figure = f"{figure}{percent_sign(self.language)}"
        elif estimate.unit == "fraction":
            figure = self.say("change.points", number=figure)
        if estimate.se is not None:
            error = self._signed(estimate.se, estimate, relative=relative).removeprefix("+")
        if estimate.lower is None or estimate.upper is None:
            return figure, error, MISSING
        low, high = (self._signed(each, estimate, relative=relative) for each in (estimate.lower, estimate.upper))
        return figure, error, self.say("from_to", low=low, high=high)

    def _signed(self, value: float, estimate: Estimate, *, relative: bool) -> str:
        is_share = relative or estimate.unit == "fraction"
        number = percent_number(100 * value, self.language) if is_share else self._number(value, estimate, signed=False)
        return f"+{number}" if value > 0 and set(number) & set("123456789") else number

    def _number(self, value: float, estimate: Estimate, *, signed: bool) -> str:
        if estimate.unit == "fraction":
            return percent(100 * value, self.language) if signed else percent_number(100 * value, self.language)
        decimals = 3 if estimate.unit in {"index", "ratio"} else _decimals(estimate)
        return format_number(rounded(value, decimals), self.language, decimals)


def _plain(value: float, language: Language) -> str:
    return format_exact(Decimal(repr(float(value))), language)


def _decimals(estimate: Estimate) -> int:
    """Return how many decimals an amount, its error and its limits have: the error says how far its digits tell."""
    told = estimate.se or (estimate.estimate or 0) / 10
    return next((decimals for decimals, least in enumerate((10, 1)) if abs(told) >= least), 2)


def of_measure(estimates: Sequence[Estimate], measure: str, domain_var: str) -> list[Estimate]:
    """Return the estimates of one measure over the domains of one column, in their order."""
    return [each for each in estimates if each.measure == measure and each.domain_var == domain_var]
