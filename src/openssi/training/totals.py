"""National totals of an invented country, made from persons and not from schemes: the truth to test methods on."""

from openssi.training.benefits import BenefitFacts, BySex, Coverage, plus


def totals_of(coverage: Coverage) -> dict[str, BySex]:
    """Return the totals of table H that the country reports, each person once.

    A contingency that no benefit answers is left out: the law says whether it is a zero.
    """
    contributors = coverage.contributors
    disabled = plus(*(facts.recipients for facts in _of_type(coverage, "DIS01")))
    older = plus(coverage.contributory_pensioners, coverage.social_pensioners)
    insured = plus(contributors, disabled, coverage.unemployed)
    assisted = plus(coverage.assisted_adults, coverage.severe_assisted)
    found: dict[str, BySex] = {
        "H.COV_ANY": plus(coverage.children, insured, assisted, older),
        "H.COV_DIS": plus(coverage.severe_insured, coverage.severe_assisted),
        "H.COV_INJ": coverage.insured("injury"),
        "H.COV_OLD": older,
        "H.COV_OLD_C": coverage.contributory_pensioners,
        "H.CONTR_PEN": contributors,
        "H.CONTR_ANY": contributors,
        "H.COV_WA_C": insured,
        "H.COV_MAT": {"_T": coverage.mothers},
        "H.COV_VULN": plus(coverage.children, coverage.social_pensioners, assisted),
        "H.COV_POOR": {"_T": coverage.assisted_adults["_T"]},
    }
    if coverage.has("child"):
        found["H.COV_CHILD"] = coverage.children
    if coverage.has("unemployment"):
        found["H.COV_UNE"] = coverage.unemployed
    return found


def _of_type(coverage: Coverage, code: str) -> list[BenefitFacts]:
    return [facts for benefits in coverage.benefits.values() for facts in benefits if facts.type == code]
