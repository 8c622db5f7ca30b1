"""Small files, each of them literal."""

import io
import zipfile
from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = bytes.fromhex("89504E470D0A1A0A0000000D49484452") + b"\0" * 17
JPG = bytes.fromhex("FFD8FFE000104A464946")
EXE = b"MZ\x90\0\x03\0\0\0"
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
CSV = b"item;value\nB.REC;2686\n"
COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 504

_OOXML = "application/vnd.openxmlformats-officedocument."
SHEET = f"{_OOXML}spreadsheetml.sheet.main+xml"
TEXT = f"{_OOXML}wordprocessingml.document.main+xml"
MACRO_SHEET = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def package(members: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return stream.getvalue()


def office(main: str, more: Mapping[str, str | bytes] | None = None, types: str = "") -> bytes:
    declared = f'<Types><Override PartName="/a.xml" ContentType="{main}"/>{types}</Types>'
    return package({"[Content_Types].xml": declared, "a.xml": "<a/>", **(more or {})})


def opendocument(kind: str, manifest: str = "<manifest/>", more: Mapping[str, str] | None = None) -> bytes:
    return package({"mimetype": kind, "META-INF/manifest.xml": manifest, **(more or {})})


def encrypted(content: bytes) -> bytes:
    """A package whose members say that they are encrypted (bit 0 of their flags, in both headers)."""
    marked = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = marked.find(signature)
        while at >= 0:
            marked[at + offset] |= 1
            at = marked.find(signature, at + 1)
    return bytes(marked)


def sent(name: str, content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
