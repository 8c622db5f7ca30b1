"""National totals of an invented country, made from persons and not from schemes: the truth to test methods on."""

from openssi.training.coverage import Coverage
from openssi.training.facts import BySex, by_sex, minus, plus, share_of


def totals_of(coverage: Coverage) -> dict[str, BySex]:
    """Return the totals of table H that the country reports, each person once.

    A contingency that no benefit answers is left out: the law says whether it is a zero.
    """
    contributors = coverage.contributors
    disabled = plus(coverage.severe_insured, share_of(coverage.severe_insured, 0.25))
    older = plus(coverage.contributory_pensioners, coverage.social_pensioners)
    insured = plus(contributors, disabled, coverage.unemployed)
    assisted = plus(
        coverage.assisted_adults, coverage.severe_assisted, coverage.public_workers, coverage.regional_adults
    )
    health = plus(coverage.insured("health"), coverage.insured("waiver"))
    found: dict[str, BySex] = {
        "H.COV_ANY": plus(coverage.children, insured, assisted, older),
        "H.COV_DIS": plus(coverage.severe_insured, coverage.severe_assisted),
        "H.COV_INJ": coverage.insured("injury"),
        "H.COV_OLD": older,
        "H.COV_OLD_C": coverage.contributory_pensioners,
        "H.COV_OLD_NC": minus(older, coverage.contributory_pensioners),
        "H.CONTR_PEN": contributors,
        "H.CONTR_ANY": contributors,
        "H.COV_WA_C": insured,
        "H.COV_C": plus(insured, coverage.contributory_pensioners),
        "H.COV_MAT": {"_T": coverage.mothers},
        "H.COV_VULN": plus(coverage.children, coverage.social_pensioners, assisted),
        "H.COV_POOR": {"_T": coverage.assisted_adults["_T"]},
        "H.COV_SICK": plus(coverage.insured("maternity"), coverage.insured("employer")),
        "H.COV_HEALTH": health,
        "H.COV_SURV": _survivors(coverage),
    }
    if coverage.has("child"):
        found["H.COV_CHILD"] = coverage.children
    if coverage.has("unemployment") or coverage.has("works"):
        found["H.COV_UNE"] = plus(coverage.unemployed, coverage.public_workers)
    return found


def _survivors(coverage: Coverage) -> BySex:
    widows = coverage.widows_above_age
    return by_sex(*(widows[sex] + round(widows[sex] * (1 / 0.7 - 1)) for sex in ("M", "F")))
