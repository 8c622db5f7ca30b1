"""Rules on what may leave: `definitions/microdata/disclosure.yaml`, or a file of the same form."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from openssi.definitions.source import Source, read_yaml
from openssi.definitions.yaml_problems import place_of_byte
from openssi.vocabulary.disclosure import DisclosureRule, Dominance, Zeros
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.estimate import MOST_CONTRIBUTORS
from openssi.vocabulary.observation import Place

_KEYS = (
    "name", "source", "minimum", "smallest_attribute", "whole_group", "zeros", "complementary", "protection",
    "rounding", "dominance",
)  # fmt: skip
_ZEROS: tuple[Zeros, ...] = get_args(Zeros)


def load_disclosure_rules(path: Path) -> Mapping[str, DisclosureRule]:
    """Read rules by id.

    Raises:
        FixTheFile: with the line, if a key is unknown or missing, or a number is none or out of its range.
    """
    try:
        source = read_yaml(path)
    except UnicodeDecodeError as error:
        raise FixTheFile.because("DEFINITION_NOT_UTF8", place_of_byte(path.name, error)) from error
    return {name: _rule(name, each) for name, each in source.entries()}


def disclosure_rule(root: Path, named: str) -> DisclosureRule:
    """Return a rule by its id, or the first one of a file.

    Args:
        root: Folder of the definitions.
        named: An id of `definitions/microdata/disclosure.yaml`, or the path of a file of the same form.

    Raises:
        FixTheFile: if there is no such rule and no such file.
    """
    rules = load_disclosure_rules(root / "microdata" / "disclosure.yaml")
    if named in rules:
        return rules[named]
    path = Path(named)
    if not os.path.isfile(path):  # noqa: PTH113 - a name that is too long is no file, where Path raises
        place = Place(item="--protect")
        raise FixTheFile.because("DISCLOSURE_RULE_UNKNOWN", place, value=named, allowed=", ".join(rules))
    return next(iter(load_disclosure_rules(path).values()))


def _rule(name: str, source: Source) -> DisclosureRule:
    source.only(*_KEYS)
    minimum = _whole(source, "minimum", 1)
    return DisclosureRule(
        id=name,
        name=source.multilingual("name"),
        minimum=minimum,
        # Whoever forgets it is not to find three beneficiaries of a large group in what left.
        smallest_attribute=_whole(source, "smallest_attribute", 0) if source.find("smallest_attribute") else minimum,
        whole_group=source.one_of("whole_group", _ZEROS) if source.find("whole_group") else "publish",
        zeros=source.one_of("zeros", _ZEROS),
        complementary=source.flag("complementary"),
        protection=_whole(source, "protection", 1),
        rounding=_whole(source, "rounding", 1),
        dominance=_dominance(source),
        source=source.text("source", ""),
    )


def _dominance(source: Source) -> Dominance | None:
    found = source.find("dominance")
    if found is None:
        return None
    found.only("units", "share")
    share = _number(found, "share")
    if not 0 < share <= 1:
        raise found["share"].fail("DISCLOSURE_NUMBER", key="share", text=found.text("share"), lowest=0, highest=1)
    units = _whole(found, "units", 1)
    if units > MOST_CONTRIBUTORS:
        raise found["units"].fail("DISCLOSURE_NUMBER", key="units", text=units, lowest=0, highest=MOST_CONTRIBUTORS)
    return Dominance(units=units, share=share)


def _whole(source: Source, key: str, lowest: int) -> int:
    number = _number(source, key)
    if number < lowest or number != int(number):
        raise source[key].fail("DISCLOSURE_WHOLE_NUMBER", key=key, text=source.text(key), lowest=lowest)
    return int(number)


def _number(source: Source, key: str) -> float:
    text = source.text(key)
    try:
        return float(text)
    except ValueError:
        raise source[key].fail("DEFINITION_NOT_A_NUMBER", key=key, text=text) from None
