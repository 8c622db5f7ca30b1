"""Conditions on provision, duration, waiting period, care and persons protected."""

from dataclasses import replace
from fractions import Fraction

from openssi.indicators.standard_answers import StandardAnswers, cells_of, known, named
from openssi.vocabulary.standard import (
    Calculation,
    Limit,
    ProtectedGroup,
    ProtectedPersons,
    Provenance,
    StandardBranch,
)
from openssi.vocabulary.verdict import Condition, met_if

HUNDRED = 100
NO_INFORMATION = "NOINFO"
_MEASURED: dict[ProtectedGroup, tuple[tuple[str, ...], str]] = {
    "ACTIVE_OF_RESIDENTS": (("L.COV_MAND",), "X.POP_TOTAL"),
    "RESIDENTS": (("L.COV_MAND", "L.COV_NC"), "X.POP_TOTAL"),
    "ACTIVE": (("L.COV_MAND",), "X.LF"),
}
"""Groups that legal coverage measures: the persons covered by law, and those of whom they are a share."""


def provision_condition(answers: StandardAnswers, branch: StandardBranch) -> Condition | None:
    """Return whether the law provides the benefit at all, none where the country does not say."""
    rule = answers.rule("L.EXISTS", branch.func, "")
    if rule is None or rule.text in {"", NO_INFORMATION}:
        return None
    return Condition(
        kind="provision",
        outcome=met_if(rule.text in branch.provision),
        phrase="provision",
        provenance=branch.main[1],
        terms={"provision": rule.text},
        cells=(rule.obs_id,),
    )


def duration_condition(
    answers: StandardAnswers, branch: StandardBranch, scheme: str, calculation: Calculation | None
) -> Condition | None:
    """Return whether the benefit lasts as long as it has to, none where the Convention says nothing of it."""
    if branch.throughout is not None:
        return _throughout(answers, branch, scheme, branch.throughout)
    least = next((each for each in branch.durations if not each.calculations or calculation in each.calculations), None)
    return _weeks(answers, branch, scheme, least) if least is not None else None


def _throughout(answers: StandardAnswers, branch: StandardBranch, scheme: str, provenance: Provenance) -> Condition:
    unsaid = Condition(kind="duration", outcome="not_known", phrase="missing", provenance=provenance)
    rule = answers.rule("L.DUR_RULE", branch.func, scheme)
    if rule is None or not rule.text:
        return replace(unsaid, missing=(named("L.DUR_RULE", branch.func, scheme),))
    said = replace(unsaid, cells=(rule.obs_id,))
    if rule.text == "UNLIMITED":
        return replace(said, outcome="met", phrase="throughout")
    if rule.text != "LIMITED":
        return _without_duration(said, branch)
    weeks = answers.rule("L.DUR", branch.func, scheme)
    if weeks is None or weeks.value is None:
        return replace(said, outcome="not_met", phrase="limited")
    terms = {"weeks": Fraction(weeks.value)}
    return replace(said, outcome="not_met", phrase="limited_to", terms=terms, cells=(rule.obs_id, weeks.obs_id))


def _weeks(answers: StandardAnswers, branch: StandardBranch, scheme: str, least: Limit) -> Condition:
    unsaid = Condition(
        kind="duration", outcome="not_known", phrase="missing", provenance=least.provenance, required=least.value
    )
    rule = answers.rule("L.DUR_RULE", branch.func, scheme)
    if rule is not None and rule.text == "UNLIMITED":
        return replace(unsaid, outcome="met", phrase="unlimited", cells=(rule.obs_id,))
    if rule is not None and rule.text == "NOT_APPL":
        return _without_duration(replace(unsaid, cells=(rule.obs_id,)), branch)
    told = (answers.rule(item, branch.func, scheme) for item in branch.weeks_items)
    weeks = next((each for each in told if each is not None and each.value is not None), None)
    if weeks is None or weeks.value is None:
        asked = (*(("L.DUR_RULE",) if rule is None else ()), *branch.weeks_items[:1])
        return replace(unsaid, missing=tuple(named(item, branch.func, scheme) for item in asked))
    found = Fraction(weeks.value)
    return replace(unsaid, outcome=met_if(found >= least.value), phrase="weeks", found=found, cells=(weeks.obs_id,))


def _without_duration(said: Condition, branch: StandardBranch) -> Condition:
    """Return the condition of what has no duration: care in kind is not judged, a lump sum is no periodical payment."""
    if branch.rate is None:
        return replace(said, outcome="not_judged", phrase="in_kind")
    return replace(said, outcome="not_met", phrase="lump_sum")


def waiting_condition(answers: StandardAnswers, branch: StandardBranch, scheme: str) -> Condition | None:
    """Return whether the waiting period is short enough, none where the Convention says nothing of it."""
    if branch.waiting is None:
        return None
    most = branch.waiting.value
    unsaid = Condition(
        kind="waiting",
        outcome="not_known",
        phrase="missing",
        provenance=branch.waiting.provenance,
        required=most,
        at_most=True,
    )
    rule = answers.rule("L.WAIT", branch.func, scheme)
    if rule is None or rule.value is None:
        return replace(unsaid, missing=(named("L.WAIT", branch.func, scheme),))
    found = Fraction(rule.value)
    return replace(unsaid, outcome=met_if(found <= most), phrase="days", found=found, cells=(rule.obs_id,))


def care_condition(answers: StandardAnswers, branch: StandardBranch, scheme: str) -> Condition | None:
    """Return whether every kind of care is given, none where the Convention asks for no care."""
    care = branch.care
    if care is None:
        return None
    unsaid = Condition(kind="care", outcome="not_known", phrase="missing", provenance=care.provenance)
    rule = answers.rule(care.item, branch.func, scheme)
    if rule is None or not rule.text:
        return replace(unsaid, missing=(f"{care.item} {scheme}",))
    lacking = [code for code in care.codes if code not in rule.text.split()]
    return replace(
        unsaid,
        outcome=met_if(not lacking),
        phrase="care_lacking" if lacking else "care",
        terms={"codes": " ".join(lacking or care.codes)},
        found=Fraction(len(care.codes) - len(lacking)),
        required=Fraction(len(care.codes)),
        cells=(rule.obs_id,),
    )


def persons_condition(answers: StandardAnswers, branch: StandardBranch) -> Condition:
    """Return the first alternative of persons protected that legal coverage reaches; else that it cannot tell.

    Legal coverage counts persons, and not the classes of employees of whom the Conventions speak: that a share is not
    reached by one alternative does not say that no other one is.
    """
    found = (_reached(answers, branch, each) for each in branch.persons)
    provenance = next((each.provenance for each in branch.persons), branch.main[1])
    unsaid = Condition(kind="persons", outcome="not_judged", phrase="persons_unsaid", provenance=provenance)
    return next((each for each in found if each is not None), unsaid)


def _reached(answers: StandardAnswers, branch: StandardBranch, wanted: ProtectedPersons) -> Condition | None:
    if wanted.percent is None or wanted.group not in _MEASURED:
        return None
    items, base = _MEASURED[wanted.group]
    own = answers.cells.country()
    covered = [known(own.observation(item, {"FUNC": branch.func}), named(item, branch.func)) for item in items]
    everybody = answers.context(base)
    persons = sum((each.value for each in covered if each.value is not None), Fraction(0))
    if not everybody.value or HUNDRED * persons < wanted.percent * everybody.value:
        return None
    return Condition(
        kind="persons",
        outcome="met",
        phrase="persons",
        provenance=wanted.provenance,
        terms={"persons": persons, "everybody": everybody.value},
        found=HUNDRED * persons / everybody.value,
        required=wanted.percent,
        cells=cells_of((*covered, everybody)),
    )
