"""What the pages of a round say of people and submissions, of `definitions/interface/round.yaml`."""

from openssi.vocabulary.text import Language
from openssi_web.rounds.workspace import definitions


def _text(kind: str, code: str, language: Language) -> str:
    key = f"round.{kind}.{code}"
    return definitions().texts.get(key, language) if code else ""


def role_in_words(role: str, language: Language) -> str:
    """Return a role (`COORD`) in words, nothing for the system, which has none."""
    return _text("role", role, language)


def channel_in_words(channel: str, language: Language) -> str:
    """Return how an answer came (`form`) in words."""
    return _text("channel", channel, language)


def state_in_words(state: str, language: Language) -> str:
    """Return the state of a submission (`IN_PROGRESS`) in words."""
    return _text("state", state, language)
