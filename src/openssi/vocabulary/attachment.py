"""Which files may be attached to a submission."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

FileContent = Literal["signature", "office", "opendocument", "text"]

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """A kind of file, told by its extension and proved by its bytes.

    Attributes:
        extension: Without the point, in small letters.
        media_type: As it is served.
        content: How its bytes are looked at.
        begins: Its first bytes, empty where it has none of its own.
        main: Type of the main part of an office package, else empty.
        megabytes: Greatest size.
    """

    extension: str
    media_type: str
    content: FileContent
    megabytes: int
    begins: bytes = b""
    main: str = ""

    @property
    def most(self) -> int:
        """Greatest size in bytes."""
        return self.megabytes * MEGABYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentRules:
    """The kinds of files that are taken, and how much of them.

    Attributes:
        kinds: By extension.
        total_megabytes: All files of one submission together.
        files: Number of files of one submission.
        unpacked_megabytes: What a package may hold once it is unpacked.
    """

    kinds: Mapping[str, FileKind]
    total_megabytes: int
    files: int
    unpacked_megabytes: int

    @property
    def largest(self) -> int:
        """Greatest size of any file, in bytes."""
        return max(each.most for each in self.kinds.values())
