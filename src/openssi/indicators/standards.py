"""The verdict on the standards of the Conventions, branch by branch (INQUIRY 4.1, METHOD 5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from openssi.expressions import Compiled, compile_python, parse
from openssi.indicators.compiled import Compiler, Formula
from openssi.indicators.standard_answers import StandardAnswers, named
from openssi.indicators.standard_conditions import (
    care_condition,
    duration_condition,
    persons_condition,
    provision_condition,
    waiting_condition,
)
from openssi.indicators.standard_family import FamilyValue
from openssi.indicators.standard_periods import qualifying_conditions
from openssi.indicators.standard_rates import ChosenCalculation, CompiledRules, Rate, chosen_calculation
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.standard import ReferenceWage, StandardBranch, Standards, TotalValue
from openssi.vocabulary.verdict import BranchVerdict, Condition, Outcome, Verdict

YES = "Y"


@dataclass(frozen=True)
class StandardsJudge:
    """Judges branches; what is declared in the expression language is compiled once."""

    standards: Standards
    questionnaire: Questionnaire
    codelists: Mapping[str, CodeList]

    @cached_property
    def _rules(self) -> CompiledRules:
        return tuple(
            (each.calculation, self._condition(each.when), each.items) for each in self.standards.calculation_rules
        )

    @cached_property
    def _family_value(self) -> Compiled:
        return self._condition(self.standards.family_value)

    @cached_property
    def _children(self) -> Mapping[str, Formula]:
        compiler = Compiler(self.questionnaire, self.codelists)
        values = (value for branch in self.standards.branches() for value in branch.total_values)
        return {each.children: compiler.formula(each.children) for each in values}

    def _condition(self, text: str) -> Compiled:
        return compile_python(parse(text), self.questionnaire, self.codelists)

    def verdicts(self, answers: StandardAnswers, conventions: Sequence[str]) -> tuple[BranchVerdict, ...]:
        """Return the verdict on every branch of some Conventions, in the order in which they are declared.

        Args:
            answers: The answers of one country and year.
            conventions: Codes of CL_CONV.
        """
        wanted = (each for each in self.standards.conventions.values() if each.id in conventions)
        return tuple(self.verdict(answers, branch) for each in wanted for branch in each.branches)

    def verdict(self, answers: StandardAnswers, branch: StandardBranch) -> BranchVerdict:
        """Return the verdict on one branch.

        Its reference scheme is the one that the country names for the function (`L.REF_SCHEME`). Where the law provides
        nothing, no scheme is needed to say that the standard is not met.
        """
        reference = answers.rule("L.REF_SCHEME", branch.func, "")
        scheme = reference.text if reference is not None else ""
        chosen = None
        conditions: list[Condition] = []
        wage = None
        provided = provision_condition(answers, branch)
        if provided is not None:
            conditions.append(provided)
        if scheme:
            chosen = self._calculation(answers, branch, scheme)
            found, wage = self._of_scheme(answers, branch, scheme, chosen)
            conditions += found
        elif provided is None or provided.outcome == "met":
            conditions.append(_without_scheme(branch))
        verdict, indication = self._overall(conditions)
        return BranchVerdict(
            ref_area=answers.ref_area,
            year=answers.year,
            branch=branch,
            scheme=scheme,
            calculation=chosen.calculation if chosen is not None else None,
            is_assumed=chosen is not None and chosen.is_assumed,
            wage=wage,
            conditions=tuple(conditions),
            verdict=verdict,
            indication=indication,
            ratified=_ratified(answers, branch),
            accepted=_accepted(answers, branch),
        )

    def _calculation(self, answers: StandardAnswers, branch: StandardBranch, scheme: str) -> ChosenCalculation | None:
        if not branch.calculations:
            return None
        return chosen_calculation(answers, scheme, self._rules, self.standards.assumed_calculation)

    def _of_scheme(
        self, answers: StandardAnswers, branch: StandardBranch, scheme: str, chosen: ChosenCalculation | None
    ) -> tuple[list[Condition], ReferenceWage | None]:
        found: list[Condition | None] = []
        wage = None
        if branch.rate is not None and chosen is not None:
            rate, wage = Rate(answers, self.standards, branch, branch.rate, scheme, chosen).condition()
            found.append(rate)
        found.append(care_condition(answers, branch, scheme))
        found.append(FamilyValue(answers, self._family_value).condition(self._values(branch)))
        found += qualifying_conditions(answers, branch, scheme)
        found.append(duration_condition(answers, branch, scheme, chosen.calculation if chosen else None))
        found.append(waiting_condition(answers, branch, scheme))
        found.append(persons_condition(answers, branch))
        return [each for each in found if each is not None], wage

    def _values(self, branch: StandardBranch) -> list[tuple[TotalValue, Formula]]:
        return [(each, self._children[each.children]) for each in branch.total_values]

    def _overall(self, conditions: Sequence[Condition]) -> tuple[Verdict, Outcome]:
        """Return the verdict, and what it indicates where it is indicative.

        One condition that is certainly not met decides; else one that is not known leaves the verdict open; else one
        that rests on less than the Convention names makes it indicative.
        """
        counted = [each for each in conditions if each.kind in self.standards.counted]
        if any(each.outcome == "not_met" and not each.is_indicative for each in counted):
            return "not_met", "not_judged"
        if not counted or any(each.outcome == "not_known" for each in counted):
            return "not_known", "not_judged"
        if any(each.is_indicative for each in counted):
            return "indicative", "not_met" if any(each.outcome == "not_met" for each in counted) else "met"
        return "met", "not_judged"


def _without_scheme(branch: StandardBranch) -> Condition:
    kind, provenance = branch.main
    missing = (named("L.REF_SCHEME", branch.func),)
    return Condition(kind=kind, outcome="not_known", phrase="missing", provenance=provenance, missing=missing)


def _ratified(answers: StandardAnswers, branch: StandardBranch) -> bool | None:
    found = answers.ratification(branch.convention)
    return None if found is None or not found.text else found.text == YES


def _accepted(answers: StandardAnswers, branch: StandardBranch) -> bool | None:
    """Return whether the part is accepted; only the parts of Convention No. 102 are asked."""
    parts = answers.rule("L.RATIF_PARTS", branch.func, "")
    if branch.convention != "C102" or parts is None or not parts.text:
        return None
    return _ratified(answers, branch) is not False and branch.part_c102 in parts.text.split()
