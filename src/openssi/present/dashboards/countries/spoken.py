"""How a share of persons is said: people before percentages, after the words of each indicator."""

import re

from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.numbers import percent
from openssi.present.sentences import fraction
from openssi.vocabulary.observation import TOTAL


def persons_said(data: ReleaseData, key: Key, value: float) -> str:
    """Return a share as people say it (`nearly four people in ten`), empty where the texts have no words for them."""
    people, whole = wording(data, key, "people"), wording(data, key, "whole")
    if not people or not whole:
        return ""
    of_whole = data.words.say("place.group.of", whole=whole)
    found = fraction(value)
    if found.key == "exact":
        return data.words.say("fraction.exact", percent=percent(value, data.language), whole=of_whole)
    if not found.tenths:
        return data.words.say(f"fraction.{found.key}", whole=of_whole)
    tenths = data.words.say(f"tenths.n{found.tenths}")
    said = data.words.say(f"fraction.{found.key}", tenths=tenths, people=people, place="")
    return re.sub(" +", " ", said).strip(" ")


def finding_of(data: ReleaseData, key: Key, value: float, year: int) -> str:
    """Return the sentence of a share without a place, empty where the texts have no words for it."""
    said, did = persons_said(data, key, value), wording(data, key, "did")
    if not said or not did:
        return ""
    kind = "whole_figure" if fraction(value).key == "exact" else "headline"
    return data.words.say(kind, fraction=said, percent=percent(value, data.language), did=did, year=year)


def wording(data: ReleaseData, key: Key, part: str) -> str:
    """Return the words of an indicator: `did`, or the `people` and the `whole` that it is about."""
    indicator, sex, breakdown = key
    if part == "did":
        return data.words.say_or(f"indicators.{indicator}.did", "")
    if breakdown != TOTAL:
        return ""
    return data.words.say_or(f"indicators.{indicator}.{'all' if sex == TOTAL else sex}.{part}", "")
