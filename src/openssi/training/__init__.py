"""The fictional demonstration world: invented countries whose every person is known, so that methods can be checked."""

from openssi.training.world import (
    DemonstrationFrame,
    DemonstrationWorld,
    FilledQuestionnaire,
    SeededError,
    demonstration_answers,
    demonstration_frame,
    demonstration_world,
    next_answers,
)

__all__ = [
    "DemonstrationFrame",
    "DemonstrationWorld",
    "FilledQuestionnaire",
    "SeededError",
    "demonstration_answers",
    "demonstration_frame",
    "demonstration_world",
    "next_answers",
]
