"""How kinds of scheme and types of benefit are made up, read from `definitions/demonstration`."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from openssi.definitions.source import Source, read_yaml

PENSIONABLE = "pensionable"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeKind:
    """A kind of scheme.

    Attributes:
        institution: Key of the institution in `words.yaml`.
        functions: Functions served (CL_FUNC), the main one first.
        since: Year of the first law.
        answers: Items of the inventory and what stands in them.
        groups: Groups covered by law (CL_GROUP) and how (CL_COVTYPE).
        law: Legal parameters by function.
    """

    institution: str
    functions: tuple[str, ...]
    since: int
    answers: Mapping[str, str]
    groups: Mapping[str, str]
    law: Mapping[str, Mapping[str, str]]

    @property
    def is_contributory(self) -> bool:
        """Whether contributions give the right."""
        return self.answers["S.CONTRIB"] == "CONTRIB"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """A benefit that some countries have on top.

    Attributes:
        kind: The kind of scheme that pays it.
        of: The group of persons of whom a share draws it (a property of `Coverage`).
        share: That share.
        amount: Average payment as a share of the average wage.
    """

    kind: str
    of: str
    share: float
    amount: float
    form: str
    contingencies: tuple[str, ...]
    basis: str
    unit: str
    payments: int
    is_means_tested: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitType:
    """A type of benefit (CL_BT).

    Attributes:
        ages: First and last year of age of its recipients; `pensionable` is the pensionable age.
        start: Day of the first payment.
        is_flat: Whether everybody gets the same amount.
        answers: Items of the inventory and what stands in them.
        extra: How it is made, where only some countries have it.
    """

    ages: tuple[str, str]
    start: str
    is_flat: bool
    answers: Mapping[str, str]
    extra: Extra | None


@dataclass(frozen=True, slots=True)
class Recipe:
    """Kinds of scheme in the order of their ids, and types of benefit."""

    kinds: Mapping[str, SchemeKind]
    types: Mapping[str, BenefitType]


def load_recipe(root: Path) -> Recipe:
    """Read `schemes.yaml` and `benefits.yaml`.

    Raises:
        FixTheFile: with file and line, if they cannot be understood.
    """
    schemes = read_yaml(root / "demonstration" / "schemes.yaml").only("groups", "kinds")
    benefits = read_yaml(root / "demonstration" / "benefits.yaml").only("types")
    return Recipe(
        {name: _kind(source) for name, source in schemes["kinds"].entries()},
        {name: _type(source) for name, source in benefits["types"].entries()},
    )


def _kind(source: Source) -> SchemeKind:
    source.only("institution", "functions", "since", "answers", "groups", "law")
    return SchemeKind(
        institution=source.text("institution"),
        functions=source.texts("functions"),
        since=int(source.text("since")),
        answers=source.mapping("answers"),
        groups=source.mapping("groups"),
        law={function: source["law"].mapping(function) for function, _ in source["law"].entries()},
    )


def _type(source: Source) -> BenefitType:
    first, last = source.texts("ages")
    return BenefitType(
        ages=(first, last),
        start=source.text("start"),
        is_flat=source.flag("flat"),
        answers=source.mapping("answers"),
        extra=_extra(source) if source.find("of") else None,
    )


def _extra(source: Source) -> Extra:
    return Extra(
        kind=source.text("kind"),
        of=source.text("of"),
        share=float(source.text("share")),
        amount=float(source.text("amount")),
        form=source.text("form"),
        contingencies=source.texts("contingencies"),
        basis=source.text("basis", "STOCK_DEC"),
        unit=source.text("unit", "PERSON"),
        payments=int(source.text("payments", "12")),
        is_means_tested=source.flag("means_tested"),
    )


def as_answer(text: str) -> Decimal | str:
    """Return a number of the recipe as a number, anything else as text."""
    return Decimal(text) if text.replace(".", "", 1).isdigit() else text
