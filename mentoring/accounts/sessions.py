"""Sessions in the database, where signing a device out ends them at once. No cache stands before it.

A cache that is down, or keeps what the database has lost, would let a device in that has been signed out.
"""

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from mentoring.one_row import OneRow

LIVING_SESSION = OneRow(Session, '"session_key" = %s AND "expire_date" > %s')


class SessionStore(DatabaseStore):
    """Django's, but that the one statement of every request is not put together in every request."""

    def _get_session_from_db(self) -> Session | None:
        found = LIVING_SESSION.get(self.session_key, timezone.now())
        if found is None:
            self._session_key = None
        return found
