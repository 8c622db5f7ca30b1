"""Reads the rule of an exercise from YAML, and from the metadata of an extract, which are JSON and so YAML too."""

import datetime as dt
import string
from dataclasses import replace
from pathlib import Path
from typing import TypeVar, get_args

import yaml

from openssi.definitions.source import Source, read_yaml
from openssi.definitions.yaml_problems import place_of_byte
from openssi.microdata.data_file import refuse_no_file
from openssi.microdata.registers.check_digits import CHECKED_SIGNS
from openssi.microdata.registers.normalise import normalised, written_plainly
from openssi.microdata.registers.rule import (
    CheckDigit,
    CheckScheme,
    Dimension,
    ExerciseRule,
    IdentifierRule,
    MadeOf,
)
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

Word = TypeVar("Word", bound=str)
ALPHABETS = {
    "digits": string.digits,
    "letters": string.ascii_uppercase,
    "letters_and_digits": string.digits + string.ascii_uppercase,
}
LONGEST = 128
"""Signs of the longest identifier that a rule may allow."""
_CODE_SIGNS = frozenset(string.ascii_letters + string.digits + "._-")
_IDENTIFIER_KEYS = (
    "unicode", "digits", "blanks", "drop", "case", "prefix", "leading_zeros", "alphabet", "length", "check_digit",
    "placeholders",
)  # fmt: skip


def read_rule(path: Path) -> ExerciseRule:
    """Read the rule of an exercise.

    Raises:
        FixTheFile: with file, line and remedy, if it is none.
    """
    refuse_no_file(path)
    try:
        source = read_yaml(path)
    except UnicodeDecodeError as error:
        raise FixTheFile.because("REGISTER_NOT_UTF8", place_of_byte(path.name, error)) from error
    return rule_from(source)


def rule_of_json(text: str, path: Path) -> ExerciseRule:
    """Read the rule that an extract carries.

    Raises:
        FixTheFile: if it is none.
    """
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    if node is None:
        raise FixTheFile.because("DEFINITION_EMPTY", Place(file=path.name))
    return rule_from(Source(path, "", node))


def rule_from(source: Source) -> ExerciseRule:
    """Return the rule that stands in a YAML document."""
    source.only("exercise", "identifier", "travels", "precedence")
    rule = ExerciseRule(
        exercise=code_from(source, "exercise"),
        identifier=_identifier(source["identifier"]),
        dimensions=_dimensions(source.find("travels")),
        precedence=source.texts("precedence"),
    )
    _ = rule.layout
    return rule


def code_from(source: Source, key: str) -> str:
    """Return a code that names an exercise or a scheme."""
    code = source.text(key)
    if not fits_as_code(code):
        raise source[key].fail("REGISTER_CODE_UNFIT", text=code)
    return code


def fits_as_code(code: str) -> bool:
    """Return whether a text may name an exercise or a scheme: 1 to 40 letters, digits, dots, hyphens, underscores."""
    return 0 < len(code) <= 40 and set(code) <= _CODE_SIGNS


def _identifier(source: Source) -> IdentifierRule:
    source.only(*_IDENTIFIER_KEYS)
    shortest, longest = _length(source["length"])
    written = source.text("alphabet")
    rule = IdentifierRule(
        unicode=_choice(source, "unicode", ("NFKC", "NFC", "NFD", "NFKD", "none")),
        digits=_choice(source, "digits", ("ascii", "as_they_are")),
        blanks=_choice(source, "blanks", ("drop", "trim", "keep")),
        drop=source.text("drop", ""),
        case=_choice(source, "case", ("upper", "lower", "keep")),
        prefix=source.text("prefix", ""),
        leading_zeros=_choice(source, "leading_zeros", ("keep", "strip", "pad")),
        alphabet=ALPHABETS.get(written, written),
        shortest=shortest,
        longest=longest,
        check_digit=_check_digit(source.find("check_digit")),
    )
    _refuse_unreachable(source, rule)
    return replace(rule, placeholders=tuple(normalised(each, rule) for each in source.texts("placeholders")))


def _choice(source: Source, key: str, allowed: tuple[Word, ...]) -> Word:
    """Return one of several words, the first where the key is absent."""
    return allowed[0] if source.find(key) is None else source.one_of(key, allowed)


def _whole(source: Source, key: str) -> int:
    text = source.text(key)
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise source[key].fail("DEFINITION_NOT_A_NUMBER", text=text, key=key)
    return int(text)


def _length(source: Source) -> tuple[int, int]:
    written = [str(source.data)] if isinstance(source.node, yaml.ScalarNode) else [str(e.data) for e in source.items()]
    if len(written) not in {1, 2} or not all(each.isascii() and each.isdigit() for each in written):
        raise source.fail("REGISTER_LENGTH_UNFIT", longest=LONGEST)
    shortest, longest = int(written[0]), int(written[-1])
    if not 0 < shortest <= longest <= LONGEST:
        raise source.fail("REGISTER_LENGTH_UNFIT", longest=LONGEST)
    return shortest, longest


def _check_digit(source: Source | None) -> CheckDigit:
    if source is None:
        return CheckDigit()
    source.only("scheme", "weights", "ten", "keep")
    scheme = source.one_of("scheme", get_args(CheckScheme))
    weights = source.texts("weights")
    if not all(each.isascii() and each.isdigit() and len(each) < 4 for each in weights):
        raise source["weights"].fail("REGISTER_WEIGHTS_UNFIT")
    if (scheme == "mod11") != bool(weights):
        raise source.fail("REGISTER_WEIGHTS_UNFIT")
    return CheckDigit(
        scheme=scheme,
        weights=tuple(map(int, weights)),
        ten=_choice(source, "ten", ("", "X", "0")),
        keep=source.text("keep", "true").lower() != "false",
    )


def _refuse_unreachable(source: Source, rule: IdentifierRule) -> None:
    """Refuse a rule whose own steps take away signs that it allows, or whose check digit cannot be there."""
    changed = [sign for sign in rule.alphabet if written_plainly(sign, rule) != sign]
    if changed or not rule.alphabet:
        raise source["alphabet"].fail("REGISTER_ALPHABET_UNFIT", signs=" ".join(changed))
    scheme = rule.check_digit.scheme
    if scheme == "none":
        return
    least = len(rule.check_digit.weights) + 1 if scheme == "mod11" else CHECKED_SIGNS[scheme] + 1
    if rule.shortest < least:
        raise source["check_digit"].fail("REGISTER_CHECK_DIGIT_LENGTH", scheme=scheme, least=least)


def _dimensions(source: Source | None) -> tuple[Dimension, ...]:
    if source is None:
        return ()
    source.only("sex", "age", "birth_year", "region")
    if source.find("age") and source.find("birth_year"):
        raise source.fail("REGISTER_AGE_TWICE")
    made = {"sex": _coded, "age": _aged, "birth_year": _born, "region": _coded}
    found = ((name, source.find(name)) for name in made)
    return tuple(made[name](name, each) for name, each in found if each is not None)


def _coded(name: str, source: Source) -> Dimension:
    """Return a dimension of codes: a list, or each code with the ways in which registers write it."""
    source.only("codes")
    declared = source["codes"]
    if isinstance(declared.node, yaml.MappingNode):
        ways = {code: (code, *declared.texts(code)) for code, _ in declared.entries()}
    else:
        ways = {code: (code,) for code in source.texts("codes")}
    spelled: dict[str, str] = {}
    for code, each in ways.items():
        for way in each:
            if spelled.setdefault(way.strip().upper(), code) != code:
                raise declared.fail("REGISTER_CODE_TWICE", text=way)
    if not ways or not all(map(fits_as_code, ways)) or any(code.startswith("_") for code in ways):
        raise declared.fail("REGISTER_CODES_UNFIT")
    return Dimension(name=name, codes=tuple(ways), spelled=spelled)


def _aged(name: str, source: Source) -> Dimension:
    source.only("groups", "made_of", "on")
    made_of = source.one_of("made_of", get_args(MadeOf))
    written = source.texts("groups")
    limits = tuple(int(each) for each in written if each.isascii() and each.isdigit() and len(each) < 4)
    if len(limits) != len(written) or not limits or list(limits) != sorted(set(limits)):
        raise source["groups"].fail("REGISTER_GROUPS_UNFIT")
    ends = [f"-{following - 1}" for following in limits[1:]]
    codes = tuple(f"{first}{end}" for first, end in zip(limits, [*ends, "+"], strict=True))
    return Dimension(name=name, codes=codes, limits=limits, made_of=made_of, on=_day(source, made_of))


def _day(source: Source, made_of: str) -> dt.date | None:
    if made_of == "age":
        return None
    try:
        return dt.date.fromisoformat(source.text("on"))
    except ValueError:
        raise source["on"].fail("DATE_UNFIT", value=source.text("on"), option="on") from None


def _born(name: str, source: Source) -> Dimension:
    source.only("first", "last", "made_of")
    made_of: MadeOf = source.one_of("made_of", ("birth_year", "birth_date"))
    first, last = _whole(source, "first"), _whole(source, "last")
    if not 1800 <= first <= last <= 2200:
        raise source.fail("REGISTER_YEARS_UNFIT", first=first, last=last)
    years = tuple(range(first, last + 1))
    return Dimension(name=name, codes=tuple(map(str, years)), limits=years, made_of=made_of)
