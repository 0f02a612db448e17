from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.embedded.launched import remove, short_folder


@pytest.fixture
def var() -> Iterator[Path]:
    """An empty VAR_DIR with a blank in its path, which only its owner may enter."""
    folder = short_folder()
    yield folder
    remove(folder)
