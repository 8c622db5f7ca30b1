"""A country's answer to one round."""

from dataclasses import dataclass
from typing import Literal

from openssi.vocabulary.text import Language

SubmissionState = Literal["read", "validated", "accepted"]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a workbook was made for: a workbook of another round or version is refused.

    Attributes:
        base: The accepted version that it was written from.
        institution: The institution that it was made for, empty for the whole country.
    """

    ref_area: str
    time_period: int
    questionnaire_version: str
    language: Language
    base: str
    institution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One filled questionnaire, from reading to acceptance.

    Attributes:
        file: Name of the file that was read.
        sha256: Checksum of that file, which is kept beside the answers.
        vintage: Number of the accepted version, 0 before acceptance.
    """

    fingerprint: Fingerprint
    file: str
    sha256: str
    state: SubmissionState
    read_at: str
    accepted_at: str = ""
    vintage: int = 0

    @property
    def id(self) -> str:
        """`QMA-2023`."""
        return f"{self.fingerprint.ref_area}-{self.fingerprint.time_period}"
