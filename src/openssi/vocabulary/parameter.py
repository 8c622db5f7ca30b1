"""Definitions that two statisticians could disagree about, and the named sets of choices that publications are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from openssi.vocabulary.text import MultilingualText


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterOption:
    """One way to settle a parameter.

    Attributes:
        replaces: Parts of formulas by what stands in their place, both in the expression language.
        within: Indicators and totals whose formulas are changed; empty means all.
        weights: Items that weight countries, by indicator.
        where: A condition that schemes and benefits must meet to enter the national totals, else empty.
        uses_reported: Whether the totals that countries report stand; where they do not, only schemes count.
    """

    id: str
    name: MultilingualText
    replaces: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    within: tuple[str, ...] = ()
    weights: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    where: str = ""
    uses_reported: bool = True

    def changes(self, owner: str) -> bool:
        """Return whether formulas of an indicator or total are changed."""
        return bool(self.replaces) and (not self.within or owner in self.within)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A contested definition.

    Attributes:
        options: Its options by id; the first is in force where a publication says nothing.
    """

    id: str
    name: MultilingualText
    options: Mapping[str, ParameterOption]

    @property
    def default(self) -> str:
        """The option in force where a publication says nothing."""
        return next(iter(self.options))


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A named set of choices, so that what was published can be computed again.

    Attributes:
        choices: Options by parameter; a parameter that is not named has its default.
        rules: Keys of the rules of publication that differ (`max_age`, `method`), as they are written.
        source: Who published like this, and where that is said.
    """

    id: str
    name: MultilingualText
    choices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    rules: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    source: str = ""
