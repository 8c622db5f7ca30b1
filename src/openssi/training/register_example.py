"""Invented registers of three institutions of Hespera, with the ways in which registers write things: nobody exists."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from openssi.training.example_words import ExampleWords
from openssi.vocabulary.text import Language

RULE, LINKAGE, LABELS = "rule.yaml", "linkage.yaml", "checked_by_hand.csv"
SEED = 1952
NO_IDENTIFIER = "00000000000"

_EVERYBODY = 14_000
_OLD = date(1963, 12, 31)
_YOUNGEST = date(2007, 12, 31)
_LABELLED = 150
_SYLLABLES = ("quo", "vex", "zhi", "orb", "yil", "tro", "umf", "kez", "dwa", "plo", "ghe", "nuv")


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person with an identifier whose last digit is a check digit."""

    identifier: str
    first_name: str
    family_name: str
    birth_date: date
    sex: str
    region: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a register: what is written there of a person.

    Attributes:
        person: Whom it is about.
        number: Of the row within its register.
        identifier: As it is written, with signs, typos or nothing.
        first_name: As it is written.
        sex: As it is written.
        is_usable: Whether the identifier can be told from what is written.
    """

    person: Person
    number: int
    identifier: str
    first_name: str
    sex: str
    is_usable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedSources:
    """The files of the example, and the truth behind them.

    Attributes:
        files: Content by name.
        persons: Identifiers of the persons of each scheme of whom one row at least can be used.
    """

    files: Mapping[str, str]
    persons: Mapping[str, frozenset[str]]


def invented_sources(root: Path, seed: int = SEED, language: Language = "en") -> InventedSources:
    """Return three registers of one country, the rule by which they are compared, and pairs that were checked by hand.

    Equal seeds give equal files.

    Args:
        root: Folder of the definitions, where the rules lie.
        seed: Whom chance picks.
        language: Of comments and regions, and of the codes that travel.
    """
    random = Random(seed)  # noqa: S311 - a simulation
    people = _people(random)
    words = ExampleWords.of(root, language)
    people = [replace(each, region=words.code(each.region)) for each in people]
    old = [each for each in people if each.birth_date <= _OLD]
    young = [each for each in people if each.birth_date > _OLD]
    members = {
        "PEN": [*random.sample(old, 5_000), *random.sample(young, 500)],
        "HEA": random.sample(people, 8_000),
        "SOC": [*random.sample(old, 1_600), *random.sample(young, 3_800)],
    }
    registers = {scheme: list(_register(random, each)) for scheme, each in members.items()}
    rules = {name: (root / "demonstration" / "examples" / name).read_text(encoding="utf-8") for name in (RULE, LINKAGE)}
    rules = {name: words.commented(words.coded(each)) for name, each in rules.items()}
    return InventedSources(
        files={
            "pensioners.csv": _pensioners(registers["PEN"]),
            "members.csv": _members(registers["HEA"]),
            "assistance.csv": _assistance(registers["SOC"]),
            LABELS: _labels(random, registers["PEN"], registers["HEA"]),
            **rules,
        },
        persons={
            scheme: frozenset(each.person.identifier for each in rows if each.is_usable)
            for scheme, rows in registers.items()
        },
    )


def _people(random: Random) -> list[Person]:
    numbers = random.sample(range(10**7, 10**10), _EVERYBODY)
    return [
        Person(
            identifier=with_check_digit(f"{number:010d}"),
            first_name=_name(random, 2),
            family_name=_name(random, 3),
            birth_date=_born(random, is_old=random.random() < 0.5),
            sex=random.choice("FM"),
            region=random.choices(("Harbour", "Plain", "Hills", "Skerries"), (42, 37, 19, 2))[0],
        )
        for number in numbers
    ]


def with_check_digit(digits: str) -> str:
    """Return digits with the check digit of Luhn at their end (ISO/IEC 7812-1)."""
    doubled = [2 * int(each) for each in digits[::-2]]
    total = sum(each - 9 * (each > 9) for each in doubled) + sum(map(int, digits[-2::-2]))
    return f"{digits}{-total % 10}"


def _name(random: Random, syllables: int) -> str:
    return "".join(random.choice(_SYLLABLES) for _ in range(syllables)).capitalize()


def _born(random: Random, *, is_old: bool) -> date:
    first, last = (date(1930, 1, 1), _OLD) if is_old else (_OLD + timedelta(1), _YOUNGEST)
    return first + timedelta(random.randrange((last - first).days + 1))


def _register(random: Random, people: Sequence[Person]) -> Iterator[Row]:
    """Iterate over the rows of a register: some persons have two, some rows no identifier or a wrong one."""
    number = 0
    for person in people:
        for _ in range(2 if random.random() < 0.02 else 1):
            number += 1
            written, is_usable = _written(random, person.identifier)
            sex = person.sex if random.random() > 0.004 else "MF"[person.sex == "M"]
            name = _mistyped(random, person.first_name, "aeiou") if random.random() < 0.06 else person.first_name
            yield Row(person, number, written, name, sex, is_usable)


def _written(random: Random, identifier: str) -> tuple[str, bool]:
    """Return an identifier as somebody wrote it, and whether it can still be told."""
    chance = random.random()
    if chance < 0.004:
        return "", False
    if chance < 0.006:
        return NO_IDENTIFIER, False
    if chance < 0.014:
        return _mistyped(random, identifier, "0123456789"), False
    spellings: tuple[Callable[[str], str], ...] = (
        lambda text: f"{text[:5]}-{text[5:10]}-{text[10]}",
        lambda text: f"{text[:3]} {text[3:6]} {text[6:9]} {text[9:]}",
        lambda text: f" {text[:10]}/{text[10]}",
        lambda text: text.lstrip("0"),
    )
    return (random.choice(spellings)(identifier) if chance < 0.2 else identifier), True


def _mistyped(random: Random, text: str, signs: str) -> str:
    """Return a text of which one sign became another one."""
    place = random.randrange(len(text))
    wrong = random.choice([each for each in signs if each != text[place]])
    return f"{text[:place]}{wrong}{text[place + 1 :]}"


def _pensioners(rows: Sequence[Row]) -> str:
    heads = ("number", "NATIONAL_ID", "first_name", "family_name", "birth_date", "sex", "region")
    return _as_csv(heads, map(_as_linked, rows), ",")


def _members(rows: Sequence[Row]) -> str:
    heads = ("number", "insured_person", "first_name", "family_name", "birth_date", "sex", "region")
    return _as_csv(heads, map(_as_linked, rows), ";")


def _as_linked(row: Row) -> tuple[object, ...]:
    person = row.person
    born, family = person.birth_date.isoformat(), person.family_name
    return row.number, row.identifier, row.first_name, family, born, row.sex, person.region


def _assistance(rows: Sequence[Row]) -> str:
    sexes = {"F": 2, "M": 1}
    told = ((row.identifier, sexes[row.sex], row.person.birth_date.isoformat(), row.person.region) for row in rows)
    return _as_csv(("ID", "GENDER", "BORN", "DISTRICT"), told, "|")


def _labels(random: Random, first: Sequence[Row], second: Sequence[Row]) -> str:
    """Return pairs of rows whose truth is known: of one person, and of two who have the same day or family name."""
    others = {each.person.identifier: each for each in second}
    same = [(each, others[each.person.identifier]) for each in first if each.person.identifier in others]
    alike: dict[object, list[Row]] = {}
    for each in second:
        for key in (each.person.birth_date, each.person.family_name):
            alike.setdefault(key, []).append(each)
    different = [
        (each, other)
        for each in first
        for key in (each.person.birth_date, each.person.family_name)
        for other in alike.get(key, ())
        if other.person is not each.person
    ]
    pairs = [(pair, 1) for pair in random.sample(same, _LABELLED)]
    pairs += [(pair, 0) for pair in random.sample(different, _LABELLED)]
    told = (("PEN", one.number, "HEA", other.number, truth) for (one, other), truth in pairs)
    return _as_csv(("scheme_1", "id_1", "scheme_2", "id_2", "same"), told, ",")


def _as_csv(heads: Sequence[str], rows: Iterable[tuple[object, ...]], delimiter: str) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return stream.getvalue()
