"""How a release is cited."""

from openssi.definitions import load
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import Language


def citation(release: Release, language: Language) -> str:
    """Return the text that cites a release, with its id and day."""
    kind = "fictional" if release.is_fictional else "real"
    return load().texts.get(f"site.cite.{kind}", language, release=release.id, date=release.created[:10])
