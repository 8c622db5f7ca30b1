"""Who is reached in an invented country, and how the parts overlap.

The generator knows the persons, so the overlaps are known: a share of the widows' pensions above pensionable age goes
to persons who draw an old-age pension as well, and nobody draws a social pension beside a contributory one.
"""

from dataclasses import dataclass, field
from functools import cached_property
from random import Random

from openssi.training.facts import NOBODY, BySex, by_sex, minus, plus, share_of
from openssi.training.parameters import CountryParameters
from openssi.training.population import SEXES, People

NEW_REGISTER = 1.35
"""Recipients in the new register of a break, for each in the old one."""

_BOTH_PENSIONS = 0.3
_SIZE_OF_ASSISTED_HOUSEHOLD = 3.6
_DRAWN = (
    "pension", "social_pension", "child", "maternity", "unemployment", "assistance", "health", "provident", "employer",
    "universal", "works", "private", "regional", "mutual", "waiver", "housing", "school",
)  # fmt: skip
"""Kinds of scheme whose reach varies from year to year, in the order in which chance is asked."""


@dataclass(frozen=True)
class Coverage:
    """Who is reached in one country and year.

    Attributes:
        random: Drawn from once per kind of scheme, so that equal seeds give equal worlds.
        kinds: The kinds of scheme that work in the year, in the order of their ids.
        has_new_register: Whether child allowances are counted from the new register.
        abroad: Contributory pensioners abroad who are counted by mistake, as a share of the older persons.
    """

    country: CountryParameters
    people: People
    random: Random
    kinds: tuple[str, ...]
    has_new_register: bool = False
    abroad: float = 0.0
    _noise: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for kind in _DRAWN:
            if kind in self.country.schemes:
                self._noise[kind] = self.random.uniform(0.994, 1.006)

    def share(self, kind: str) -> float:
        """Return the share of the persons concerned that a kind of scheme reaches in the year."""
        if not self.has(kind):
            return 0.0
        grown = self.country.schemes[kind] * (1 + self.country.trend) ** self.people.years_on * self._noise[kind]
        return min(1.0, grown * (NEW_REGISTER if kind == "child" and self.has_new_register else 1.0))

    def has(self, kind: str) -> bool:
        """Whether a kind of scheme works in the year."""
        return kind in self.kinds

    @property
    def base(self) -> str:
        """The kind of scheme whose contributors the other insurances insure parts of."""
        return "pension" if "pension" in self.country.schemes else "provident"

    @cached_property
    def contributors(self) -> BySex:
        """Active contributors of the pension insurance, of whom the other insurances insure parts."""
        force = by_sex(*(self.people.labour_force(sex) - self.people.unemployed(sex) for sex in SEXES))
        return share_of(force, self.share(self.base) * 0.92)

    def insured(self, kind: str) -> BySex:
        """Return the persons that a scheme insures: of workers' insurances a part of the contributors."""
        if kind == self.base:
            return self.contributors
        if kind == "health":
            return share_of(self.everybody, self.share("health"))
        if kind == "waiver":
            return share_of(minus(self.everybody, self.insured("health")), self.share("waiver"))
        if kind in {"private", "mutual"}:
            return share_of(self.contributors, self.share(kind))
        if not self.has(kind):
            return NOBODY
        return share_of(self.contributors, min(1.0, self.country.schemes[kind] / self.country.schemes[self.base]))

    def paying(self, kind: str) -> BySex:
        """Return the persons who contribute to a scheme."""
        return self.contributors if kind == "health" else self.insured(kind)

    @cached_property
    def everybody(self) -> BySex:
        """The population."""
        return by_sex(*(self.people.total(sex) for sex in SEXES))

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
        """Older persons with a social or universal pension and no contributory one."""
        without = minus(self.older, share_of(self.older, min(1.0, self.share("pension"))))
        return share_of(without, self.share("universal") if self.has("universal") else self.share("social_pension"))

    @cached_property
    def universal_pensioners(self) -> BySex:
        """Recipients of the universal pension, most of them with a contributory one as well."""
        return plus(self.social_pensioners, share_of(self.contributory_pensioners, self.share("universal")))

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
        return share_of(self._out_of_work, self.share("unemployment"))

    @cached_property
    def _out_of_work(self) -> BySex:
        return by_sex(*(self.people.unemployed(sex) for sex in SEXES))

    @cached_property
    def public_workers(self) -> BySex:
        """Unemployed persons on public works, who draw no unemployment benefit."""
        return share_of(minus(self._out_of_work, self.unemployed), self.share("works"))

    @cached_property
    def mothers(self) -> int:
        """Women who were paid maternity benefit in the year."""
        return round(max(self.share("maternity"), self.share("employer")) * self.people.births)

    @property
    def new_fathers(self) -> BySex:
        """Insured men whose child was born in the year."""
        return by_sex(self.mothers, 0)

    @property
    def injured_workers(self) -> BySex:
        """Insured workers who were injured in the year."""
        return share_of(self.insured("injury"), 0.02)

    @property
    def patients(self) -> BySex:
        """Insured persons who were treated in the year."""
        return share_of(self.insured("health"), 0.4)

    @cached_property
    def assisted_households(self) -> int:
        """Households that draw the minimum income."""
        return round(self.share("assistance") * self.people.households)

    @cached_property
    def assisted_adults(self) -> BySex:
        """Recipients of the minimum income: adults who are neither insured nor draw a disability allowance."""
        return _adults(self.assisted_households)

    @cached_property
    def regional_households(self) -> int:
        """Households that draw the regional allowance, and no minimum income."""
        return round(self.share("regional") * self.people.households)

    @cached_property
    def regional_adults(self) -> BySex:
        """Adults of these households who are not reached otherwise."""
        return _adults(self.regional_households)


def _adults(households: int) -> BySex:
    members = households * _SIZE_OF_ASSISTED_HOUSEHOLD * 0.5
    return by_sex(round(0.47 * members), round(0.53 * members))
