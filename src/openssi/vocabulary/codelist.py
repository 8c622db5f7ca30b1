"""Codes and code lists, after SDMX."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from openssi.vocabulary.text import MultilingualText


@dataclass(frozen=True, slots=True)
class Code:
    """One code: its id (`OLD`), its name, and the codes of other classifications it maps to."""

    id: str
    name: MultilingualText
    crosswalk: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class CodeList:
    """A flat, ordered list of codes (`CL_FUNC`)."""

    id: str
    codes: tuple[Code, ...]

    def __contains__(self, code_id: object) -> bool:
        return any(code.id == code_id for code in self.codes)

    def __getitem__(self, code_id: str) -> Code:
        for code in self.codes:
            if code.id == code_id:
                return code
        raise KeyError(code_id)

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the codes, in the order of the list."""
        return tuple(code.id for code in self.codes)
