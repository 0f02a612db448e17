"""The check of the connection in each request makes a round trip only after an error or a disconnect."""

from time import monotonic

import pytest
from django.db import connection

pytestmark = [pytest.mark.django_db, pytest.mark.raw_sql]


@pytest.fixture
def another():
    made = []

    def open_another():
        wrapper = connection.copy()
        wrapper.connect()
        with wrapper.cursor() as cursor:
            cursor.execute("RESET ROLE")
        made.append(wrapper)
        return wrapper

    yield open_another
    for wrapper in made:
        wrapper.close()


def test_idle_connection_is_usable(another):
    assert another().is_usable()


def test_connection_that_the_server_has_ended_is_not(another):
    ended, ending = another(), another()
    with ending.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [ended.connection.info.backend_pid])
        assert cursor.fetchone() == (True,)
    until = monotonic() + 5
    while ended.is_usable() and monotonic() < until:
        pass
    assert not ended.is_usable()


def test_connection_that_is_closed_here_is_not(another):
    wrapper = another()
    wrapper.connection.close()
    assert not wrapper.is_usable()
