"""Conventions of a survey: those of its design file, over which options of the command win."""

import math
from dataclasses import dataclass, replace
from typing import Annotated, TypedDict, TypeVar, get_args

import typer

from openssi.microdata.description import SurveyDescription
from openssi.microdata.measures.measure import Bandwidth, Centre, Conventions, Gini, Nonpositive, Poor
from openssi.microdata.nearest import unknown_name
from openssi.run.options import one_of
from openssi.run.surveys.output import words
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

Word = TypeVar("Word", bound=str)

LineOption = Annotated[str | None, typer.Option("--line", help=words("command.line"))]
PercentOption = Annotated[float | None, typer.Option("--percent", help=words("command.percent"))]
CentreOption = Annotated[str | None, typer.Option("--relative-to", help=words("command.relative_to"))]
PoorOption = Annotated[str | None, typer.Option("--poor", help=words("command.poor"))]
GiniOption = Annotated[str | None, typer.Option("--gini", help=words("command.gini"))]
BandwidthOption = Annotated[str | None, typer.Option("--bandwidth", help=words("command.bandwidth"))]
NonpositiveOption = Annotated[str | None, typer.Option("--nonpositive", help=words("command.nonpositive"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Conventions that options of a command name; None for those of the design file."""

    line: LineOption = None
    percent: PercentOption = None
    relative_to: CentreOption = None
    poor: PoorOption = None
    gini: GiniOption = None
    bandwidth: BandwidthOption = None
    nonpositive: NonpositiveOption = None

    def over(self, description: SurveyDescription) -> Conventions:
        """Return the conventions in force.

        Raises:
            FixTheFile: if an option has a value that it cannot have.
        """
        declared = description.conventions
        if self.percent is not None and not 0 < self.percent < 1000:
            raise FixTheFile.because("SURVEY_PERCENT", Place(item="--percent"), percent=f"{self.percent:g}")
        return replace(
            declared,
            poor=_word("--poor", self.poor, get_args(Poor), declared.poor),
            gini=_word("--gini", self.gini, get_args(Gini), declared.gini),
            bandwidth_n=_word("--bandwidth", self.bandwidth, get_args(Bandwidth), declared.bandwidth_n),
            nonpositive=_word("--nonpositive", self.nonpositive, get_args(Nonpositive), declared.nonpositive),
            relative_to=_word("--relative-to", self.relative_to, get_args(Centre), declared.relative_to),
            percent=declared.percent if self.percent is None else self.percent,
            line=declared.line if self.line is None else line_of(self.line, description),
        )

    def refuse_without_line(self, has_line: bool, example: str = "arpr") -> None:
        """Refuse options on poverty lines where nothing that is asked for has one.

        Args:
            has_line: Whether something has.
            example: Of what has one.

        Raises:
            FixTheFile: naming the first that is given.
        """
        options = {
            "--line": self.line, "--percent": self.percent, "--relative-to": self.relative_to, "--poor": self.poor,
        }  # fmt: skip
        name = next((name for name, value in options.items() if value is not None), None)
        if name is not None and not has_line:
            raise FixTheFile.because("SURVEY_OPTION_WITHOUT_LINE", Place(item=name), name=name, example=example)


class ConventionNames(TypedDict, total=False):
    """Conventions by the names that the design file gives them, and `line`: an amount, or the name of a line."""

    line: float | str
    percent: float
    relative_to: Centre
    poor: Poor
    gini: Gini
    bandwidth_n: Bandwidth
    nonpositive: Nonpositive


def conventions_of(description: SurveyDescription, given: ConventionNames) -> Conventions:
    """Return the conventions in force: those given, over those of the design.

    Raises:
        FixTheFile: if one is not known, or has a value that it cannot have.
    """
    for name in given:
        one_of("conventions", name, tuple(ConventionNames.__annotations__))
    return Chosen(
        line=None if (line := given.get("line")) is None else str(line),
        percent=given.get("percent"),
        relative_to=given.get("relative_to"),
        poor=given.get("poor"),
        gini=given.get("gini"),
        bandwidth=given.get("bandwidth_n"),
        nonpositive=given.get("nonpositive"),
    ).over(description)


def _word(option: str, value: str | None, allowed: tuple[Word, ...], declared: Word) -> Word:
    if value is None:
        return declared
    one_of(option, value, allowed)
    return next(each for each in allowed if each == value)


def line_of(text: str, description: SurveyDescription) -> float:
    """Return a poverty line that is typed as an amount, or as the name of one of the design.

    Raises:
        FixTheFile: if it is neither, or the amount is not above zero.
    """
    if text in description.lines:
        return description.lines[text]
    try:
        amount = float(text)
    except ValueError:
        amount = math.nan
    if not math.isfinite(amount):
        raise unknown_name("SURVEY_LINE_UNKNOWN", text, description.lines, Place(item="--line"))
    if amount <= 0:
        raise FixTheFile.because("BENEFITS_LINE_NOT_POSITIVE", Place(item="--line"), line=f"{amount:g}")
    return amount
