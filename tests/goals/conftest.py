"""Goals belong to matches: the same program and matches as in the tests of programs."""

import pytest

from mentoring.tenancy.scope import tenant_scope
from tests.programs.conftest import coordinator, held  # noqa: F401 - a fixture
from tests.programs.conftest import program as program_of_tests  # noqa: F401 - a fixture


@pytest.fixture
def program(organization, program_of_tests):  # noqa: F811
    """A program that shows the titles of goals to its staff, so that tests can name goals by them."""
    with tenant_scope(organization.id):
        program_of_tests.shows_goal_titles = True
        program_of_tests.save(update_fields=["shows_goal_titles"])
    return program_of_tests
