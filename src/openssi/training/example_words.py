"""What the invented files say in words, in the language asked for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from openssi.definitions.source import read_yaml
from openssi.vocabulary.text import Language, MultilingualText


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleWords:
    """Words of the invented files.

    Attributes:
        language: In which.
        comments: By their English.
        codes: Codes of the registers, by those of the English files.
    """

    language: Language
    comments: Mapping[str, MultilingualText]
    codes: Mapping[str, MultilingualText]

    @classmethod
    def of(cls, root: Path, language: Language) -> "ExampleWords":
        """Read them.

        Args:
            root: Folder of the definitions.
            language: In which they are said.
        """
        source = read_yaml(root / "demonstration" / "examples" / "words.yaml").only("comments", "codes")
        told = ({name: str(text.data) for name, text in each.entries()} for each in source["comments"].items())
        comments = [MultilingualText(**each) for each in told]
        return cls(
            language=language,
            comments={each.en: each for each in comments},
            codes={code: source["codes"].multilingual(code) for code, _ in source["codes"].entries()},
        )

    def commented(self, yaml: str) -> str:
        """Return a YAML file with its comments in the language."""
        return re.sub(r"(?m)(^|\s)# (.+)$", lambda found: f"{found[1]}# {self._said(found[2])}", yaml)

    def coded(self, rule: str) -> str:
        """Return the rule of an exercise with its codes in the language; its own stay as ways to write them."""
        if self.language == "en":
            return rule
        one_of = "|".join(self.codes)
        keys = re.sub(rf"\b({one_of}): \[", lambda found: f"{self.code(found[1])}: [{found[1]}, ", rule)
        return re.sub(rf"\b(?:{one_of})\b(?<=\w\w)", lambda found: self.code(found[0]), keys)

    def code(self, code: str) -> str:
        """Return a code in the language."""
        return self.codes[code].in_language(self.language)

    def _said(self, comment: str) -> str:
        return self.comments[comment].in_language(self.language)
