"""The demonstration world, made once."""

import pytest

from openssi.definitions import load
from openssi.training import DemonstrationWorld, FilledQuestionnaire, demonstration_world


@pytest.fixture(scope="session")
def world() -> DemonstrationWorld:
    return demonstration_world(load())


@pytest.fixture(scope="session")
def accepted(world: DemonstrationWorld) -> list[FilledQuestionnaire]:
    return [filled for filled in world.questionnaires if filled.accepted]
