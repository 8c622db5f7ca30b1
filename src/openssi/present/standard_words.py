"""Verdicts on the standards of the Conventions in words: the arithmetic of each condition, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from openssi.definitions import Texts
from openssi.present.numbers import format_number, percent_sign, rounded
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.standard import ProtectedPersons, Provenance, Recommendation
from openssi.vocabulary.text import Language
from openssi.vocabulary.verdict import BranchVerdict, Condition, Term

MOST_DECIMALS = 6
_PERCENTAGES = frozenset({"rate", "total_value", "persons"})
_LABELLED = {"provision": "CL_PROV", "codes": "CL_HEAPKG"}


@dataclass(frozen=True, slots=True)
class StandardWords:
    """Says verdicts in one language."""

    texts: Texts
    codelists: Mapping[str, CodeList]
    language: Language

    def say(self, key: str, **values: object) -> str:
        """Return a text of `definitions/interface/standards.yaml`."""
        return self.texts.get(f"standards.{key}", self.language, **values)

    def branch(self, verdict: BranchVerdict) -> str:
        """Return the branch and its reference scheme: `C102 V Old age (QMA01)`."""
        branch = verdict.branch
        name = f"{branch.convention} {branch.part} {branch.contingency.in_language(self.language)}"
        return self.say("of_scheme", branch=name, scheme=verdict.scheme) if verdict.scheme else name

    def condition(self, condition: Condition, verdict: BranchVerdict) -> str:
        """Return the arithmetic of a condition with its outcome: `1,280 / 2,460 = 52.0% ≥ 45%: met`."""
        outcome = self.say(f"outcome.{condition.outcome}")
        return self.say("judged", arithmetic=self.arithmetic(condition, verdict), outcome=outcome)

    def arithmetic(self, condition: Condition, verdict: BranchVerdict) -> str:
        """Return the arithmetic of a condition."""
        values: dict[str, str] = {name: self._term(name, term) for name, term in condition.terms.items()}
        values |= {"missing": ", ".join(condition.missing), "relation": _relation(condition)}
        values |= {"found": self._found(condition), "required": self._required(condition)}
        if condition.phrase == "persons_unsaid":
            groups = (self._group(each) for each in verdict.branch.persons)
            values["groups"] = self.say("groups.or").join(groups)
        return self.say(f"arithmetic.{condition.phrase}", **values)

    def verdict(self, verdict: BranchVerdict) -> str:
        """Return the verdict."""
        if verdict.verdict == "indicative":
            return self.say(f"verdict.indicative_{verdict.indication}")
        return self.say(f"verdict.{verdict.verdict}")

    def circumstances(self, verdict: BranchVerdict) -> str:
        """Return how the rate was judged, by which wage, what was ratified, and what a Recommendation advises."""
        parts = [*self._judged_by(verdict), self._ratified(verdict)]
        parts += [self._recommended(each) for each in verdict.branch.recommendations]
        return "; ".join(parts) if self.language != "fr" else "\u00a0; ".join(parts)

    def _judged_by(self, verdict: BranchVerdict) -> list[str]:
        parts = []
        if verdict.calculation is not None and verdict.calculation in verdict.branch.calculations:
            key = "by_assumed" if verdict.is_assumed else "by"
            parts.append(self.say(key, article=verdict.branch.calculations[verdict.calculation]))
        if verdict.wage is not None:
            label = verdict.wage.label.in_language(self.language)
            parts.append(self.say("wage", label=label, item=verdict.wage.item))
        return parts

    def article(self, provenance: Provenance) -> str:
        """Return the article, with the mark that its figure was recalled where it was."""
        if provenance.confirmed:
            return self.say("article", article=provenance.article)
        source = provenance.source.title.in_language(self.language)
        return self.say("article_recalled", article=provenance.article, source=source)

    def _ratified(self, verdict: BranchVerdict) -> str:
        if verdict.ratified is None:
            return self.say("ratified.unknown")
        if not verdict.ratified:
            return self.say("ratified.no")
        accepted = {True: "yes_accepted", False: "yes_not_accepted", None: "yes"}[verdict.accepted]
        return self.say(f"ratified.{accepted}")

    def _recommended(self, each: Recommendation) -> str:
        percent = self._percent(each.percent, _decimals(each.percent))
        source = each.source.title.in_language(self.language)
        if each.weeks is None:
            return self.say("recommended", id=each.id, percent=percent, source=source)
        return self.say("recommended_weeks", id=each.id, percent=percent, weeks=self._number(each.weeks), source=source)

    def _group(self, each: ProtectedPersons) -> str:
        percent = self._percent(each.percent, _decimals(each.percent)) if each.percent is not None else ""
        return self.say(f"groups.{each.group}", percent=percent)

    def _term(self, name: str, term: Term) -> str:
        if isinstance(term, str):
            return ", ".join(self._label(name, code) for code in term.split()) if name in _LABELLED else term
        return self._number(Fraction(term))

    def _label(self, name: str, code: str) -> str:
        codes = self.codelists[_LABELLED[name]]
        return codes[code].name.in_language(self.language) if code in codes else code

    def _found(self, condition: Condition) -> str:
        found, required = condition.found, condition.required
        if found is None:
            return ""
        if condition.kind not in _PERCENTAGES:
            return self._number(found)
        return self._percent(found, _telling_decimals(found, required))

    def _required(self, condition: Condition) -> str:
        if condition.required is None:
            return ""
        if condition.kind not in _PERCENTAGES:
            return self._number(condition.required)
        return self._percent(condition.required, _decimals(condition.required))

    def _number(self, number: Fraction) -> str:
        return format_number(as_decimal(number), self.language, _decimals(number))

    def _percent(self, number: Fraction, decimals: int) -> str:
        return f"{format_number(as_decimal(number), self.language, decimals)}{percent_sign(self.language)}"


def as_decimal(number: Fraction) -> Decimal:
    """Return a fraction as a decimal, to the digits of the arithmetic context."""
    return Decimal(number.numerator) / Decimal(number.denominator)


def _decimals(number: Fraction) -> int:
    """Return the decimals of a number that is shown as it is, at most two."""
    return next((each for each in (0, 1) if (number * 10**each).denominator == 1), 2)


def _telling_decimals(found: Fraction, required: Fraction | None) -> int:
    """Return one decimal, or as many as tell a number from the one that it is compared with."""
    if required is None or found == required:
        return 1
    several = range(1, MOST_DECIMALS)
    alike = (each for each in several if rounded(as_decimal(found), each) != rounded(as_decimal(required), each))
    return next(alike, MOST_DECIMALS)


def _relation(condition: Condition) -> str:
    found, required = condition.found, condition.required
    if found is None or required is None:
        return ""
    if condition.at_most:
        return "≤" if found <= required else ">"
    return "≥" if found >= required else "<"
