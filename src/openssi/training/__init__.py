"""The fictional demonstration world: invented countries whose every person is known, so that methods can be checked."""

from openssi.training.world import DemonstrationWorld, FilledQuestionnaire, SeededError, demonstration_world

__all__ = ["DemonstrationWorld", "FilledQuestionnaire", "SeededError", "demonstration_world"]
