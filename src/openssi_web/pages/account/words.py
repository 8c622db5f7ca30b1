"""The words of sign-in and account, of `definitions/interface/account.yaml`."""

from typing import Any

from openssi.vocabulary.text import Language
from openssi_web.pages.form.words import FormWords
from openssi_web.rounds.workspace import definitions

FILE = "account"


def said(key: str, language: Language, **values: object) -> str:
    """Return one text with its slots filled."""
    return definitions().texts.get(f"{FILE}.{key}", language, **values)


def account_words(language: Language) -> dict[str, Any]:
    """Return every text as a tree, for a template: `w.sign_in.head`."""
    return FormWords(definitions().texts, language).plain(FILE)
