"""An index in memory: words with their places, beginnings of words, and words that are nearly right."""

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openssi.present.search.entry import KINDS, SearchEntry
from openssi.present.search.folding import compact, distance, grams, words_of

MOST_WORDS = 12
"""Words of a question that are looked at."""

IN_CODE, IN_NAME, IN_ALIAS, IN_TEXT = 1.0, 1.0, 0.7, 0.25
"""What a word counts by where it stands."""

WHOLE, BEGINNING, ONE_OFF, TWO_OFF = 1.0, 0.75, 0.55, 0.35
"""What a match counts by how near it is."""

EXACT_CODE, EXACT_NAME, BEGINS_SO = 1000.0, 100.0, 4.0
"""What is added where the whole question is a code or a name, or where a name begins with it."""

NO_VALUE = 0.6
"""What an entry counts of which the release has no value."""

SHORTEST_FOR_ONE, SHORTEST_FOR_TWO = 4, 8
"""Letters of a word from which one, and two, may be wrong."""

SHORTEST_WITH_WRONG_BEGINNING = 6
"""Letters of a word from which its first letter may be wrong, and its end missing besides."""

GRAMS_OF_AN_ERROR = 4
"""Groups of three letters that two swapped neighbours change."""

MOST_NEAR, LEAST_LIKENESS = 6, 0.25
"""Names that are offered where nothing was found, and how like the question they must be (0 to 1)."""

MOST_BEGINNINGS = 400
"""Words that are looked at which begin as a word of the question does."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a question found.

    Attributes:
        entries: Best first.
        is_near: Whether a word of the question was not found as it stands.
        nearest: Entries with the nearest names, where nothing was found.
    """

    entries: tuple[SearchEntry, ...]
    is_near: bool
    nearest: tuple[SearchEntry, ...] = ()


class SearchIndex:
    """Finds entries by codes and words."""

    def __init__(self, entries: Iterable[SearchEntry]) -> None:
        self._entries = tuple(entries)
        self._codes: dict[str, list[int]] = defaultdict(list)
        self._names = [" ".join(words_of(each.name)) for each in self._entries]
        self._places: dict[str, dict[int, float]] = defaultdict(dict)
        for number, entry in enumerate(self._entries):
            self._add(number, entry)
        self._words = sorted(self._places)
        self._grams: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            for gram in grams(word):
                self._grams[gram].append(word)
        self._name_grams = [_grams_of_name(each) for each in self._names]

    @property
    def entries(self) -> Sequence[SearchEntry]:
        """Everything that can be found."""
        return self._entries

    def find(self, question: str) -> Found:
        """Return what a question finds: exact codes first, then by how many of its words stand where."""
        asked = list(dict.fromkeys(words_of(question)))[:MOST_WORDS]
        if not asked:
            return Found((), is_near=False)
        matches = [self._matches(word) for word in asked]
        scores = self._scored(matches)
        whole, is_code = " ".join(words_of(question)), self._codes.get(compact(question), ())
        for number in is_code:
            scores[number] = scores.get(number, 0.0) + EXACT_CODE
        for number in scores:
            scores[number] += self._by_name(number, whole)
        ordered = sorted(scores, key=lambda number: (-round(scores[number], 6), self._place(number)))
        is_near = not is_code and any(each and max(each.values()) < BEGINNING for each in matches)
        if not ordered:
            return Found((), is_near=False, nearest=self._nearest(whole))
        return Found(tuple(self._entries[number] for number in ordered), is_near)

    def _add(self, number: int, entry: SearchEntry) -> None:
        for code in (entry.code, *entry.codes):
            if code:
                self._codes[compact(code)].append(number)
        fields = (
            (IN_CODE, (entry.code, *entry.codes)),
            (IN_NAME, (entry.name,)),
            (IN_ALIAS, entry.aliases),
            (IN_TEXT, (entry.line, entry.text)),
        )
        for weight, texts in fields:
            for word in {each for text in texts for each in words_of(text)}:
                held = self._places[word].get(number, 0.0)
                self._places[word][number] = max(held, weight)

    def _matches(self, word: str) -> dict[str, float]:
        """Return the words of the index that a word of the question may mean, with how near they are."""
        begins = self._beginning_with(word)
        found = {each: WHOLE if each == word else BEGINNING for each in begins}
        return found or self._nearly(word)

    def _beginning_with(self, word: str) -> list[str]:
        start = bisect_left(self._words, word)
        found = []
        for each in self._words[start : start + MOST_BEGINNINGS]:
            if not each.startswith(word):
                break
            found.append(each)
        return found

    def _nearly(self, word: str) -> dict[str, float]:
        if len(word) < SHORTEST_FOR_ONE or not word.isalpha():
            return {}
        most = 2 if len(word) >= SHORTEST_FOR_TWO else 1
        own = grams(word)
        least = max(1, len(own) - GRAMS_OF_AN_ERROR * most)
        shared = Counter(each for gram in own for each in self._grams.get(gram, ()))
        found = {}
        for each, count in shared.items():
            if count < least or (len(word) < SHORTEST_WITH_WRONG_BEGINNING and each[0] != word[0]):
                continue
            off = distance(word, each, most)
            if off > most and len(word) >= SHORTEST_WITH_WRONG_BEGINNING:
                # The end of a longer word may still be missing.
                off = distance(word, each[: len(word)], most)
            if off <= most:
                found[each] = ONE_OFF if off <= 1 else TWO_OFF
        return found

    def _scored(self, matches: Sequence[dict[str, float]]) -> dict[int, float]:
        """Return scores of the entries that hold all words, else of those that hold the most telling ones."""
        total = len(self._entries)
        by_word: list[dict[int, float]] = []
        for found in matches:
            scores: dict[int, float] = {}
            for word, nearness in found.items():
                rare = math.log1p(total / len(self._places[word]))
                for number, weight in self._places[word].items():
                    scores[number] = max(scores.get(number, 0.0), nearness * weight * rare)
            by_word.append(scores)
        wanted = set.intersection(*(set(each) for each in by_word)) if by_word else set()
        if not wanted:
            wanted = self._most_telling(by_word)
        return {number: sum(each.get(number, 0.0) for each in by_word) * self._shown(number) for number in wanted}

    def _most_telling(self, by_word: Sequence[dict[int, float]]) -> set[int]:
        """Return the entries that hold a word of the question in their name, where none holds all of them."""
        named = [{number for number, score in each.items() if score > 0} for each in by_word]
        counts = Counter(number for each in named for number in each)
        most = max(counts.values(), default=0)
        rarest = min((each for each in named if each), key=len, default=set())
        return {number for number, count in counts.items() if count == most} | rarest

    def _shown(self, number: int) -> float:
        return 1.0 if self._entries[number].is_shown else NO_VALUE

    def _by_name(self, number: int, whole: str) -> float:
        name = self._names[number]
        return EXACT_NAME if name == whole else BEGINS_SO if name.startswith(whole) else 0.0

    def _place(self, number: int) -> tuple[int, int, int]:
        return KINDS.index(self._entries[number].kind), len(self._names[number]), number

    def _nearest(self, whole: str) -> tuple[SearchEntry, ...]:
        """Return the entries whose names share the most of a question."""
        asked = _grams_of_name(whole)
        likeness = [(_likeness(asked, each), -number) for number, each in enumerate(self._name_grams)]
        best = sorted((each for each in likeness if each[0] >= LEAST_LIKENESS), reverse=True)[:MOST_NEAR]
        return tuple(self._entries[-number] for _, number in best)


def _grams_of_name(name: str) -> frozenset[str]:
    return frozenset(gram for word in name.split() for gram in grams(word))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other) or 1)
