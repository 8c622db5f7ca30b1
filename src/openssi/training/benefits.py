"""The benefits of an invented country and year: who draws them, and how much."""

from collections.abc import Callable
from dataclasses import replace

from openssi.training.coverage import Coverage
from openssi.training.facts import BenefitFacts, BySex, by_sex, plus, share_of
from openssi.training.recipe import BenefitType, Recipe
from openssi.training.units import SchemeUnit

_SURVIVORS_ABOVE_AGE = 0.7
_CRISIS = "SOC03"

Benefits = tuple[BenefitFacts, ...]


def benefits_of(coverage: Coverage, recipe: Recipe, year: int) -> dict[str, Benefits]:
    """Return the benefits of each kind of scheme, in the order of their ids."""
    return {kind: _MAKERS[kind](coverage) + _extras(coverage, recipe, kind, year) for kind in coverage.kinds}


def _extras(coverage: Coverage, recipe: Recipe, kind: str, year: int) -> Benefits:
    country = coverage.country
    found = [
        _extra(coverage, code, recipe.types[code])
        for code in country.extras
        if (extra := recipe.types[code].extra) is not None and extra.kind == kind
    ]
    if kind == "assistance" and country.crisis is not None and country.crisis[0] <= year <= country.crisis[1] + 1:
        emergency = _extra(coverage, _CRISIS, recipe.types[_CRISIS])
        found.append(ended(emergency) if year > country.crisis[1] else emergency)
    return tuple(found)


def _extra(coverage: Coverage, code: str, declared: BenefitType) -> BenefitFacts:
    extra = declared.extra
    assert extra is not None  # noqa: S101 - asked for by the caller
    persons = share_of(getattr(coverage, extra.of), extra.share)
    func = "SOC" if code.startswith("SOC") else code[:3]
    return _benefit(
        code, func, extra.kind in {"pension", "maternity", "injury", "unemployment", "health"}, extra.contingencies,
        persons, extra.amount, form=extra.form, unit=extra.unit, basis=extra.basis, payments=extra.payments,
        means_tested=extra.is_means_tested, children=persons if extra.unit == "CHILD" else None,
        severe=persons if "DISAB" in extra.contingencies else None,
    )  # fmt: skip


def ended(facts: BenefitFacts) -> BenefitFacts:
    """Return a benefit in the year after its last payment: nobody draws it."""
    nobody = by_sex(0, 0)
    return replace(
        facts,
        recipients=nobody,
        above_age=nobody if facts.above_age else None,
        children=nobody if facts.children else None,
        severe=nobody if facts.severe else None,
        has_ended=True,
    )


def part_of(facts: BenefitFacts, unit: SchemeUnit) -> BenefitFacts:
    """Return the part of a benefit that one of several schemes of a kind pays."""
    if unit.part == (0.0, 1.0):
        return facts

    def part(persons: BySex | None) -> BySex | None:
        return None if persons is None else by_sex(unit.share_of(persons["M"]), unit.share_of(persons["F"]))

    return replace(
        facts,
        recipients=part(facts.recipients) or facts.recipients,
        above_age=part(facts.above_age),
        children=part(facts.children),
        severe=part(facts.severe),
    )


def _pension(coverage: Coverage) -> Benefits:
    early = share_of(coverage.old_age_above_age, 0.06)
    widows_below = share_of(coverage.widows_above_age, 1 / _SURVIVORS_ABOVE_AGE - 1)
    disabled = plus(coverage.severe_insured, share_of(coverage.severe_insured, 0.25))
    return (
        _benefit("OLD01", "OLD", True, ("TOTAL", "PENSION"), plus(coverage.old_age_above_age, early), 0.46,
                 above_age=coverage.old_age_above_age),
        _benefit("SUR01", "SUR", True, ("TOTAL", "PENSION"), plus(coverage.widows_above_age, widows_below), 0.27,
                 above_age=coverage.widows_above_age),
        _benefit("DIS01", "DIS", True, ("TOTAL", "DISAB"), disabled, 0.31, severe=coverage.severe_insured),
    )  # fmt: skip


def _social_pension(coverage: Coverage) -> Benefits:
    persons = coverage.social_pensioners
    return (_benefit("OLD04", "OLD", False, ("TOTAL", "PENSION", "VULN"), persons, 0.14, above_age=persons),)


def _universal(coverage: Coverage) -> Benefits:
    persons = coverage.universal_pensioners
    return (_benefit("OLD04", "OLD", False, ("TOTAL", "PENSION", "VULN"), persons, 0.18, above_age=persons),)


def _child(coverage: Coverage) -> Benefits:
    children = coverage.children
    contingencies = ("TOTAL", "CHILD", "VULN")
    return (_benefit("FAM01", "FAM", False, contingencies, children, 0.05, unit="CHILD", children=children),)


def _maternity(coverage: Coverage) -> Benefits:
    sick = share_of(coverage.insured("maternity"), 0.03)
    return (
        _benefit("MAT01", "MAT", True, ("TOTAL", "MAT"), by_sex(0, coverage.mothers), 0.8, payments=3, basis="FLOW"),
        _benefit("SIC02", "SIC", True, ("TOTAL",), sick, 0.5),
    )


def _employer(coverage: Coverage) -> Benefits:
    sick = share_of(coverage.insured("employer"), 0.08)
    return (
        _benefit("MAT02", "MAT", True, ("TOTAL", "MAT"), by_sex(0, coverage.mothers), 1.0, payments=2, basis="FLOW"),
        _benefit("SIC01", "SIC", True, ("TOTAL",), sick, 0.4, payments=1, basis="FLOW"),
    )


def _injury(coverage: Coverage) -> Benefits:
    injured = share_of(coverage.insured("injury"), 0.006)
    return (_benefit("INJ02", "INJ", True, ("TOTAL",), injured, 0.35),)


def _unemployment(coverage: Coverage) -> Benefits:
    return (_benefit("UNE01", "UNE", True, ("TOTAL", "UNE"), coverage.unemployed, 0.4, basis="AVG"),)


def _works(coverage: Coverage) -> Benefits:
    contingencies = ("TOTAL", "UNE", "VULN")
    return (_benefit("UNE07", "UNE", False, contingencies, coverage.public_workers, 0.3, payments=4, basis="AVG"),)


def _assistance(coverage: Coverage) -> Benefits:
    poor = ("TOTAL", "VULN", "POOR")
    return (
        _benefit("SOC01", "SOC", False, poor, coverage.assisted_adults, 0.12, means_tested=True),
        _benefit("DIS02", "DIS", False, ("TOTAL", "DISAB", "VULN"), coverage.severe_assisted, 0.16,
                 severe=coverage.severe_assisted),
    )  # fmt: skip


def _regional(coverage: Coverage) -> Benefits:
    households = {"_T": coverage.regional_households, "M": 0, "F": 0}
    return (_benefit("SOC02", "SOC", False, ("TOTAL", "VULN"), households, 0.08, unit="HOUSEHOLD"),)


def _health(coverage: Coverage) -> Benefits:
    return (_benefit("HEA03", "HEA", True, ("NONE",), coverage.patients, 0.9, form="KIND", payments=1, basis="FLOW"),)


def _mutual(coverage: Coverage) -> Benefits:
    treated = share_of(coverage.insured("mutual"), 0.5)
    return (_benefit("HEA03", "HEA", True, ("NONE",), treated, 0.4, form="KIND", payments=1, basis="FLOW"),)


def _waiver(coverage: Coverage) -> Benefits:
    treated = share_of(coverage.insured("waiver"), 0.3)
    return (_benefit("HEA06", "HEA", False, ("NONE",), treated, 0.5, form="KIND", payments=1, basis="FLOW",
                     means_tested=True),)  # fmt: skip


def _provident(coverage: Coverage) -> Benefits:
    leaving = share_of(coverage.insured("provident"), 0.015)
    return (_benefit("OLD06", "OLD", True, ("TOTAL",), leaving, 22, form="CASH_LUMP", payments=1, basis="FLOW"),)


def _private(coverage: Coverage) -> Benefits:
    persons = share_of(coverage.old_age_above_age, 0.5 * coverage.share("private"))
    return (_benefit("OLD01", "OLD", True, ("TOTAL", "PENSION"), persons, 0.12, above_age=persons),)


def _housing(coverage: Coverage) -> Benefits:
    households = {"_T": round(coverage.share("housing") * coverage.people.households), "M": 0, "F": 0}
    return (_benefit("HOU01", "HOU", False, ("NONE",), households, 0.09, form="KIND", unit="HOUSEHOLD",
                     means_tested=True),)  # fmt: skip


def _school(coverage: Coverage) -> Benefits:
    pupils = by_sex(*(round(coverage.share("school") * coverage.people.aged(sex, 6, 12)) for sex in ("M", "F")))
    return (_benefit("EDU01", "EDU", False, ("NONE",), pupils, 0.0006, form="KIND", unit="CHILD", payments=180,
                     children=pupils),)  # fmt: skip


_MAKERS: dict[str, Callable[[Coverage], Benefits]] = {
    "pension": _pension, "social_pension": _social_pension, "child": _child, "maternity": _maternity,
    "injury": _injury, "unemployment": _unemployment, "assistance": _assistance, "health": _health,
    "provident": _provident, "employer": _employer, "universal": _universal, "works": _works, "private": _private,
    "regional": _regional, "mutual": _mutual, "waiver": _waiver, "housing": _housing, "school": _school,
}  # fmt: skip


def _benefit(
    code: str,
    func: str,
    contributory: bool,
    contingencies: tuple[str, ...],
    recipients: BySex,
    amount: float,
    **further: object,
) -> BenefitFacts:
    facts: dict[str, object] = {
        "form": "CASH_PER", "unit": "PERSON", "basis": "STOCK_DEC", "means_tested": False, **further,
    }  # fmt: skip
    return BenefitFacts(
        type=code, func=func, contributory=contributory, contingencies=contingencies, recipients=recipients,
        amount=amount, **facts,  # type: ignore[arg-type]
    )  # fmt: skip
