"""How a release is cited, and a figure of it."""

from openssi.definitions import load
from openssi.present.numbers import format_day
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import Language


def citation(release: Release, language: Language) -> str:
    """Return the text that cites a release, with its id and the day on which it was published."""
    kind = "fictional" if release.is_fictional else "real"
    day = format_day(release.published_at.date(), language)
    return load().texts.get(f"site.cite.{kind}", language, release=release.id, date=day)


def cited_figure(release: Release, language: Language, title: str, address: str) -> str:
    """Return the text that cites a figure: its title, the release, its permanent address."""
    cited = citation(release, language)
    return load().texts.get(
        "dashboards_frame.cited", language, title=title.rstrip("."), citation=cited, address=address
    )
