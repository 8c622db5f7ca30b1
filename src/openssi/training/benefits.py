"""Schemes and benefits of an invented country: who is reached, and how the parts overlap.

The generator knows the persons, so the overlaps are known: a share of the widows' pensions above pensionable age goes
to persons who draw an old-age pension as well, and nobody draws a social pension beside a contributory one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

from openssi.training.parameters import CountryParameters
from openssi.training.population import SEXES, People

BySex = Mapping[str, int]

SCHEME_ORDER = (
    "pension", "social_pension", "child", "maternity", "injury", "unemployment", "assistance", "health",
)  # fmt: skip
CONTRIBUTORY = frozenset({"pension", "maternity", "injury", "unemployment", "health"})
WELFARE = frozenset({"social_pension", "child", "assistance"})
FUNCTIONS = {
    "pension": ("OLD", "SUR", "DIS"),
    "social_pension": ("OLD",),
    "child": ("FAM",),
    "maternity": ("MAT", "SIC"),
    "injury": ("INJ",),
    "unemployment": ("UNE",),
    "assistance": ("SOC", "DIS"),
    "health": ("HEA",),
}
PROGRAMMES = {
    "pension": "SOCINS", "maternity": "SOCINS", "injury": "SOCINS", "unemployment": "SOCINS", "health": "SOCINS",
    "social_pension": "UNIV", "child": "UNIV", "assistance": "SOCASS",
}  # fmt: skip

NEW_REGISTER = 1.35
"""Recipients in the new register of a break, for each in the old one."""

_SURVIVORS_ABOVE_AGE = 0.7
_BOTH_PENSIONS = 0.3
_SIZE_OF_ASSISTED_HOUSEHOLD = 3.6


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitFacts:
    """One benefit of one year.

    Attributes:
        type: Code of CL_BT.
        contingencies: Codes of CL_SOC.
        recipients: By `M`, `F` and `_T`, in persons or households.
        amount: Average payment as a share of the average wage.
    """

    type: str
    func: str
    form: str
    contributory: bool
    means_tested: bool
    unit: str
    basis: str
    contingencies: tuple[str, ...]
    recipients: BySex
    amount: float
    payments: int = 12
    above_age: BySex | None = None
    children: BySex | None = None
    severe: BySex | None = None


def by_sex(men: int, women: int) -> BySex:
    """Return persons by sex with their total."""
    return {"_T": men + women, "M": men, "F": women}


def plus(*parts: BySex) -> BySex:
    """Return the sum of parts that do not overlap."""
    return {sex: sum(part[sex] for part in parts) for sex in ("_T", *SEXES)}


def minus(whole: BySex, part: BySex) -> BySex:
    """Return what is left of a whole without a part."""
    return {sex: whole[sex] - part[sex] for sex in ("_T", *SEXES)}


def share_of(persons: BySex, share: float) -> BySex:
    """Return a share of persons, whole persons by sex."""
    return by_sex(*(round(share * persons[sex]) for sex in SEXES))


NOBODY: BySex = by_sex(0, 0)


@dataclass(frozen=True)
class Coverage:
    """Who is reached in one country and year.

    Attributes:
        random: Drawn from once per country and year, so that equal seeds give equal worlds.
        has_new_register: Whether child allowances are counted from the new register.
        abroad: Contributory pensioners abroad who are counted by mistake, as a share of the older persons.
    """

    country: CountryParameters
    people: People
    random: Random
    has_new_register: bool = False
    abroad: float = 0.0
    _noise: dict[str, float] = field(default_factory=dict)

    def share(self, kind: str) -> float:
        """Return the share of the persons concerned that a kind of scheme reaches in the year."""
        if kind not in self._noise:
            self._noise[kind] = self.random.uniform(0.994, 1.006)
        start = self.country.schemes.get(kind, 0.0)
        grown = start * (1 + self.country.trend) ** self.people.years_on * self._noise[kind]
        return min(1.0, grown * (NEW_REGISTER if kind == "child" and self.has_new_register else 1.0))

    def has(self, kind: str) -> bool:
        """Whether the country has a scheme of a kind."""
        return kind in self.country.schemes

    @property
    def kinds(self) -> list[str]:
        """The kinds of scheme that the country has, in the order of their ids."""
        return [kind for kind in SCHEME_ORDER if self.has(kind)]

    @cached_property
    def contributors(self) -> BySex:
        """Active contributors of the pension insurance, of whom the other insurances insure parts."""
        force = by_sex(*(self.people.labour_force(sex) - self.people.unemployed(sex) for sex in SEXES))
        return share_of(force, self.share("pension") * 0.92)

    def insured(self, kind: str) -> BySex:
        """Return the workers that an insurance insures: a part of the contributors."""
        if kind == "pension":
            return self.contributors
        if kind == "health":
            everybody = by_sex(*(self.people.total(sex) for sex in SEXES))
            return share_of(everybody, self.share("health"))
        pension = self.country.schemes["pension"]
        return share_of(self.contributors, min(1.0, self.country.schemes[kind] / pension))

    @cached_property
    def older(self) -> BySex:
        """Persons above pensionable age."""
        return by_sex(*(self.people.older(sex) for sex in SEXES))

    @cached_property
    def contributory_pensioners(self) -> BySex:
        """Persons above pensionable age with a contributory pension, each once."""
        return share_of(self.older, min(1.0, self.share("pension")) + self.abroad)

    @cached_property
    def widows_above_age(self) -> BySex:
        """Recipients of widows' pensions above pensionable age."""
        return by_sex(round(0.01 * self.contributory_pensioners["M"]), round(0.16 * self.contributory_pensioners["F"]))

    @cached_property
    def old_age_above_age(self) -> BySex:
        """Recipients of old-age pensions above pensionable age; some draw a widow's pension as well."""
        both = share_of(self.widows_above_age, _BOTH_PENSIONS)
        return plus(minus(self.contributory_pensioners, self.widows_above_age), both)

    @cached_property
    def social_pensioners(self) -> BySex:
        """Recipients of the social pension: nobody beside a contributory pension."""
        without = minus(self.older, share_of(self.older, min(1.0, self.share("pension"))))
        reach = self.country.schemes.get("social_pension", 0.0)
        return share_of(without, self.share("social_pension")) if reach else NOBODY

    @cached_property
    def children(self) -> BySex:
        """Children for whom an allowance is paid."""
        all_children = by_sex(*(self.people.children(sex) for sex in SEXES))
        return share_of(all_children, self.share("child"))

    @cached_property
    def severe_insured(self) -> BySex:
        """Persons with severe disabilities who draw the insurance pension."""
        severe = by_sex(*(self.people.severely_disabled(sex) for sex in SEXES))
        return share_of(severe, 0.55 * self.share("pension"))

    @cached_property
    def severe_assisted(self) -> BySex:
        """Persons with severe disabilities who draw the allowance and no insurance pension."""
        if not self.has("assistance"):
            return NOBODY
        severe = by_sex(*(self.people.severely_disabled(sex) for sex in SEXES))
        return share_of(minus(severe, self.severe_insured), min(0.9, 4 * self.share("assistance")))

    @cached_property
    def unemployed(self) -> BySex:
        """Recipients of unemployment benefit."""
        out_of_work = by_sex(*(self.people.unemployed(sex) for sex in SEXES))
        return share_of(out_of_work, self.share("unemployment"))

    @cached_property
    def mothers(self) -> int:
        """Women who were paid maternity benefit in the year."""
        return round(self.share("maternity") * self.people.births) if self.has("maternity") else 0

    @cached_property
    def assisted_households(self) -> int:
        """Households that draw the minimum income."""
        return round(self.share("assistance") * self.people.households)

    @cached_property
    def assisted_adults(self) -> BySex:
        """Recipients of the minimum income: adults who are neither insured nor draw a disability allowance."""
        members = self.assisted_households * _SIZE_OF_ASSISTED_HOUSEHOLD * 0.5
        return by_sex(round(0.47 * members), round(0.53 * members))

    @cached_property
    def benefits(self) -> dict[str, tuple[BenefitFacts, ...]]:
        """The benefits of each scheme, in the order of their ids."""
        makers = {
            "pension": self._pension,
            "social_pension": self._social_pension,
            "child": self._child,
            "maternity": self._maternity,
            "injury": self._injury,
            "unemployment": self._unemployment,
            "assistance": self._assistance,
            "health": self._health,
        }
        return {kind: makers[kind]() for kind in self.kinds}

    def _pension(self) -> tuple[BenefitFacts, ...]:
        early = share_of(self.old_age_above_age, 0.06)
        widows_below = share_of(self.widows_above_age, 1 / _SURVIVORS_ABOVE_AGE - 1)
        disabled = plus(self.severe_insured, share_of(self.severe_insured, 0.25))
        return (
            _cash("OLD01", "OLD", True, ("TOTAL", "PENSION"), plus(self.old_age_above_age, early), 0.46,
                  above_age=self.old_age_above_age),
            _cash("SUR01", "SUR", True, ("TOTAL", "PENSION"), plus(self.widows_above_age, widows_below), 0.27,
                  above_age=self.widows_above_age),
            _cash("DIS01", "DIS", True, ("TOTAL", "DISAB"), disabled, 0.31, severe=self.severe_insured),
        )  # fmt: skip

    def _social_pension(self) -> tuple[BenefitFacts, ...]:
        persons = self.social_pensioners
        return (_cash("OLD04", "OLD", False, ("TOTAL", "PENSION", "VULN"), persons, 0.14, above_age=persons),)

    def _child(self) -> tuple[BenefitFacts, ...]:
        children = self.children
        contingencies = ("TOTAL", "CHILD", "VULN")
        return (_cash("FAM01", "FAM", False, contingencies, children, 0.05, unit="CHILD", children=children),)

    def _maternity(self) -> tuple[BenefitFacts, ...]:
        mothers = by_sex(0, self.mothers)
        sick = share_of(self.insured("maternity"), 0.03)
        return (
            _cash("MAT01", "MAT", True, ("TOTAL", "MAT"), mothers, 0.8, payments=3, basis="FLOW"),
            _cash("SIC02", "SIC", True, ("TOTAL",), sick, 0.5),
        )

    def _injury(self) -> tuple[BenefitFacts, ...]:
        injured = share_of(self.insured("injury"), 0.006)
        return (_cash("INJ02", "INJ", True, ("TOTAL",), injured, 0.35),)

    def _unemployment(self) -> tuple[BenefitFacts, ...]:
        return (_cash("UNE01", "UNE", True, ("TOTAL", "UNE"), self.unemployed, 0.4, basis="AVG"),)

    def _assistance(self) -> tuple[BenefitFacts, ...]:
        income = _cash("SOC01", "SOC", False, ("TOTAL", "VULN", "POOR"), self.assisted_adults, 0.12, means_tested=True)
        allowance = _cash("DIS02", "DIS", False, ("TOTAL", "DISAB", "VULN"), self.severe_assisted, 0.16,
                          severe=self.severe_assisted)  # fmt: skip
        return income, allowance

    def _health(self) -> tuple[BenefitFacts, ...]:
        treated = share_of(self.insured("health"), 0.4)
        return (_cash("HEA03", "HEA", True, ("NONE",), treated, 0.02, form="KIND", payments=1, basis="FLOW"),)


def _cash(
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
