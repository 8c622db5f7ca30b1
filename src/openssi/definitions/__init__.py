"""Reads and checks the definition files: what two statisticians could disagree about is data."""

from openssi.definitions.loader import Definitions, default_root, load
from openssi.definitions.texts import Texts, load_texts

__all__ = ["Definitions", "Texts", "default_root", "load", "load_texts"]
