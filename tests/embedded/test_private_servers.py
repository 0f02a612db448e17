from pathlib import Path

import pytest

from mentoring.embedded.folder import Folder
from mentoring.embedded.private_servers import compiled_once

FOLDER = Folder(Path("/srv/tests"))


def test_bytecode_that_may_not_lie_beside_the_sources_lies_in_the_folder():
    given = {"PYTHONDONTWRITEBYTECODE": "1", "HOME": "/home/ada"}
    assert compiled_once(given, FOLDER) == {"PYTHONPYCACHEPREFIX": "/srv/tests/bytecode", "HOME": "/home/ada"}


def test_bytecode_lies_where_somebody_wants_it():
    given = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPYCACHEPREFIX": "/tmp/ada"}
    assert compiled_once(given, FOLDER) == {"PYTHONPYCACHEPREFIX": "/tmp/ada"}


@pytest.mark.parametrize("given", [{}, {"PYTHONDONTWRITEBYTECODE": ""}])
def test_bytecode_lies_beside_the_sources_where_it_may(given):
    assert compiled_once(given, FOLDER) == given
