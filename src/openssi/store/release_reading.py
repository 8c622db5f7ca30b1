"""Which releases somebody may read, and which of them is the latest."""

from collections.abc import Callable, Sequence
from datetime import datetime

from openssi.store.releases import LONGEST_TOLD, Releases
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.moments import end_of
from openssi.vocabulary.observation import Place
from openssi.vocabulary.release import REGISTERED, Reader, Release


def latest_for(releases: Releases, made: Sequence[Release], reader: Reader, moment: datetime) -> Release | None:
    """Return the newest release that a reader may read, none where there is none.

    That is the one that `latest.json` points to, else the newest of those before it.

    Args:
        releases: Those of the workspace.
        made: Their manifests, the oldest first.
        reader: Who asks.
        moment: The present moment.
    """
    return _newest(made, releases.latest_id(), lambda each: reader.may_read(each, moment))


def latest_as_of(releases: Releases, made: Sequence[Release], reader: Reader, as_of: str, moment: datetime) -> Release:
    """Return the release that was the latest at a moment in the past, of those that a reader may read now.

    Args:
        releases: Those of the workspace.
        made: Their manifests, the oldest first.
        reader: Who asks.
        as_of: A day or a moment.
        moment: The present moment: nothing that is published later is known yet.

    Raises:
        FixTheFile: if it is neither a day nor a moment, or nothing was published yet.
    """
    then = min(end_of(as_of), moment)
    found = _newest(
        made, releases.pointed_to(then), lambda each: reader.may_read(each, moment) and each.is_published(then)
    )
    if found is not None:
        return found
    open_to = [each.published_at for each in made if reader.may_read(each, moment) and each.is_published(moment)]
    if not open_to:
        raise FixTheFile.because("NOTHING_RELEASED", Place(item=as_of))
    first = min(open_to).isoformat(timespec="seconds")
    raise FixTheFile.because("AS_OF_BEFORE_FIRST", Place(item=as_of), moment=as_of, first=first)


def refuse_unreadable(made: Sequence[Release], release: str, reader: Reader, moment: datetime) -> None:
    """Refuse a release that a reader may not read as one that does not exist.

    Where signing in is all that is missing, that is said: that there is such a release is no secret.

    Raises:
        FixTheFile: if there is none, or it is not open to the reader.
    """
    known = ", ".join(each.id for each in made if reader.may_read(each, moment)) or "-"
    found = next((each for each in made if each.id == release), None)
    if found is not None and reader.may_read(found, moment):
        return
    helps = found is not None and REGISTERED.may_read(found, moment)
    code = "RELEASE_NEEDS_SIGN_IN" if helps else "RELEASE_UNKNOWN"
    told = release[:LONGEST_TOLD]
    raise FixTheFile.because(code, Place(item=told), release=told, known=known)


def _newest(made: Sequence[Release], pointed_to: str | None, is_open: Callable[[Release], bool]) -> Release | None:
    ids = [each.id for each in made]
    until = ids.index(pointed_to) + 1 if pointed_to in ids else len(made)
    return next((each for each in reversed(made[:until]) if is_open(each)), None)
