"""What a reader asked of a dashboard; the address of a page holds exactly this."""

from dataclasses import dataclass

from openssi.vocabulary.observation import TOTAL
from openssi.vocabulary.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class PageState:
    """The choices of a page, each with its value whether or not the reader made it.

    Attributes:
        page: Id of the page.
        year: The year, or the latest with anything where `is_latest`.
        grouping: Grouping of countries, `WORLD` for all.
        group: Code of the group.
        area: The country of a page on one country, else empty.
        areas: Countries that were picked.
        choice: What only this page lets choose.
        view: How figures of countries are looked at: `map`, `tiles` or `table`, empty where nobody asked.
        query: Words that are looked for.
        part: Part of a long table that is laid out, from 1.
        asked: What the address holds, in the order of the filters; a page without filters holds nothing.
    """

    page: str
    language: Language
    indicator: str = ""
    year: int = 0
    is_latest: bool = True
    sex: str = TOTAL
    breakdown: str = TOTAL
    grouping: str = "WORLD"
    group: str = "001"
    area: str = ""
    areas: tuple[str, ...] = ()
    function: str = ""
    choice: str = ""
    view: str = ""
    sort: str = ""
    query: str = ""
    part: int = 1
    asked: tuple[tuple[str, str], ...] = ()

    @property
    def is_world(self) -> bool:
        """Whether no group of countries was chosen."""
        return self.grouping == "WORLD"
