"""Definitions as one publication reads them: every contested definition settled by the option that it chose."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TypeVar

from openssi.definitions.indicator_formulas import quotient_of
from openssi.definitions.loader import Definitions
from openssi.definitions.publication import publication_of
from openssi.definitions.texts import Texts
from openssi.expressions import format_expression, parse
from openssi.expressions.substitution import with_parts
from openssi.expressions.syntax import Expression
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.indicator import Indicator, IndicatorFormula, NationalTotal, TotalPart
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import Place
from openssi.vocabulary.parameter import Parameter, ParameterOption, Publication
from openssi.vocabulary.publication import PublicationRules

_Declared = TypeVar("_Declared")


@dataclass(frozen=True, eq=False)
class PublishedDefinitions(Definitions):
    """The definitions under the choices of one publication.

    Attributes:
        published: The publication.
        declared: The definitions as they are declared; what no choice changes is theirs.
    """

    published: Publication
    declared: Definitions

    @cached_property
    def version(self) -> str:
        """Declared version and a checksum of every file."""
        return self.declared.version

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire in force."""
        return self.declared.questionnaire

    @cached_property
    def codelists(self) -> Mapping[str, CodeList]:
        """Code lists by id."""
        return self.declared.codelists

    @cached_property
    def texts(self) -> Texts:
        """The words that people see."""
        return self.declared.texts

    @cached_property
    def parameters(self) -> Mapping[str, Parameter]:
        """Contested definitions by id."""
        return self.declared.parameters

    @cached_property
    def formula_questionnaire(self) -> Questionnaire:
        """The questionnaire with the indicators as further items, which no choice renames."""
        return self.declared.formula_questionnaire

    @cached_property
    def options(self) -> tuple[ParameterOption, ...]:
        """The option of every parameter, in the order of the parameters."""
        return tuple(
            each.options[self.published.choices.get(each.id, each.default)] for each in self.parameters.values()
        )

    @cached_property
    def choices(self) -> Mapping[str, str]:
        """The option of every parameter, by parameter."""
        return {name: option.id for name, option in zip(self.parameters, self.options, strict=True)}

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """Indicators by id, as the publication reads them."""
        return {each.id: self._settled(each, _indicator) for each in self.declared.indicators.values()}

    @cached_property
    def national_totals(self) -> Mapping[str, NationalTotal]:
        """National totals by id, as the publication reads them."""
        return {each.id: self._settled(each, _total) for each in self.declared.national_totals.values()}

    @cached_property
    def publication(self) -> PublicationRules:
        """How aggregates are made and published, as the publication reads them."""
        return publication_of(self.declared.publication, self.published.rules)

    def _settled(self, declared: _Declared, change: Callable[[_Declared, ParameterOption], _Declared]) -> _Declared:
        for option in self.options:
            declared = change(declared, option)
        return declared


@lru_cache(maxsize=16)
def under(definitions: Definitions, publication: str = "") -> PublishedDefinitions:
    """Return the definitions as a publication reads them, the one in force where none is named; each once.

    Raises:
        FixTheFile: if there is no such publication.
    """
    known = definitions.publications
    name = publication or next(iter(known))
    if name not in known:
        values = {"publication": name, "known": ", ".join(known)}
        raise FixTheFile.because("PUBLICATION_UNKNOWN", Place(item=name), **values)
    return PublishedDefinitions(definitions.root, known[name], definitions)


def _indicator(declared: Indicator, option: ParameterOption) -> Indicator:
    weight = option.weights.get(declared.id, declared.weight)
    if not option.changes(declared.id):
        return declared if weight == declared.weight else replace(declared, weight=weight)
    return replace(
        declared,
        weight=_text(weight, option.replaces),
        weight_fallbacks=tuple(_text(each, option.replaces) for each in declared.weight_fallbacks),
        formulas=tuple(_formula(each, option.replaces) for each in declared.formulas),
        by_scheme=_formula(declared.by_scheme, option.replaces) if declared.by_scheme else None,
        by_benefit=_formula(declared.by_benefit, option.replaces) if declared.by_benefit else None,
    )


def _formula(declared: IndicatorFormula, replaces: Mapping[str, str]) -> IndicatorFormula:
    text = _text(declared.text, replaces)
    if text == declared.text:
        return declared
    quotient = quotient_of(parse(text))
    return replace(
        declared,
        text=text,
        numerator=quotient.numerator,
        denominator=quotient.denominator,
        factor=quotient.factor,
    )


def _total(declared: NationalTotal, option: ParameterOption) -> NationalTotal:
    changed = replace(declared, uses_reported=declared.uses_reported and option.uses_reported)
    if option.where:
        changed = replace(changed, parts=tuple(_restricted(each, option.where) for each in changed.parts))
    if not option.changes(declared.id):
        return changed
    return replace(
        changed,
        group_caps={group: _text(text, option.replaces) for group, text in declared.group_caps.items()},
        formula=_text(declared.formula, option.replaces),
        parts=tuple(_part(each, option.replaces) for each in changed.parts),
    )


def _part(declared: TotalPart, replaces: Mapping[str, str]) -> TotalPart:
    return replace(declared, persons=_text(declared.persons, replaces), where=_text(declared.where, replaces))


def _restricted(declared: TotalPart, where: str) -> TotalPart:
    return replace(declared, where=f"({declared.where}) and ({where})")


def _text(text: str, replaces: Mapping[str, str]) -> str:
    """Return an expression with parts replaced; what no part of it is replaced in stays as it is written."""
    parts = {parse(part): other for part, other in replaces.items() if _may_hold(text, parse(part))}
    if not parts:
        return text
    expression = parse(text)
    changed = with_parts(expression, {part: parse(other) for part, other in parts.items()})
    return text if changed == expression else format_expression(changed)


def _may_hold(text: str, part: Expression) -> bool:
    return all(item in text for item in part.items())
