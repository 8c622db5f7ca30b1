"""Which files may be attached to a submission, as it is declared."""

from pathlib import Path
from typing import get_args

from openssi.definitions.source import SeenIds, Source, read_yaml
from openssi.vocabulary.attachment import AttachmentRules, FileContent, FileKind

_CONTENTS: tuple[FileContent, ...] = get_args(FileContent)


def load_attachments(root: Path) -> AttachmentRules:
    """Read `definitions/attachments.yaml`.

    Raises:
        FixTheFile: with the line, if a key is unknown, a size is no whole number, or an extension stands twice.
    """
    source = read_yaml(root / "attachments.yaml").only("total_megabytes", "files", "unpacked_megabytes", "kinds")
    ids = SeenIds()
    kinds = [_kind(each, ids) for each in source["kinds"].items()]
    return AttachmentRules(
        kinds={each.extension: each for each in kinds},
        total_megabytes=_whole(source, "total_megabytes"),
        files=_whole(source, "files"),
        unpacked_megabytes=_whole(source, "unpacked_megabytes"),
    )


def _kind(source: Source, ids: SeenIds) -> FileKind:
    source.only("extension", "media_type", "content", "begins", "main", "megabytes")
    return FileKind(
        extension=ids.add(source, "extension"),
        media_type=source.text("media_type"),
        content=source.one_of("content", _CONTENTS),
        begins=_bytes(source),
        main=source.text("main", ""),
        megabytes=_whole(source, "megabytes"),
    )


def _bytes(source: Source) -> bytes:
    written = source.text("begins", "")
    try:
        return bytes.fromhex(written)
    except ValueError:
        raise source["begins"].fail("DEFINITION_VALUE_UNKNOWN", value=written, allowed="00 ... FF") from None


def _whole(source: Source, key: str) -> int:
    written = source.text(key)
    if not (written.isascii() and written.isdecimal()) or int(written) < 1:
        raise source[key].fail("DEFINITION_NOT_A_NUMBER", key=key, text=written)
    return int(written)
