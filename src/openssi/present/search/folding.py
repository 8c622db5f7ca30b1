"""Texts as they are compared: without accents, capitals and signs."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})
_PADDING = " "
LENGTH_OF_A_GRAM = 3


def folded(text: str) -> str:
    """Return a text without accents and capitals."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(each for each in decomposed if not unicodedata.combining(each)).casefold().translate(_LIGATURES)


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded; signs stand between words."""
    return _WORD.findall(folded(text))


def compact(text: str) -> str:
    """Return a code without its signs, so that `SDG 1.3.1 old age` is `SDG_1_3_1_OLD_AGE`."""
    return "".join(words_of(text))


def grams(word: str) -> frozenset[str]:
    """Return every three characters of a word in a row, its beginning and its end among them."""
    padded = f"{_PADDING}{word}{_PADDING}"
    return frozenset(padded[at : at + LENGTH_OF_A_GRAM] for at in range(max(len(padded) - LENGTH_OF_A_GRAM + 1, 1)))


def distance(one: str, other: str, most: int) -> int:
    """Return by how many letters two words differ, or more than `most` where it is more than that.

    A letter may be left out, put in or exchanged, and two neighbours swapped.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        above, row, earlier = row, [number], before
        for place, against in enumerate(other, 1):
            cost = min(above[place] + 1, row[place - 1] + 1, above[place - 1] + (letter != against))
            is_swapped = number > 1 and place > 1 and letter == other[place - 2] and one[number - 2] == against
            row.append(min(cost, earlier[place - 2] + 1) if is_swapped else cost)
        before = above
        if min(row) > most:
            return most + 1
    return row[-1]
