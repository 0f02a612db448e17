"""Goals belong to matches: the same program and matches as in the tests of programs."""

from tests.programs.conftest import coordinator, held, program  # noqa: F401 - fixtures
