"""Sessions in the database without a cache, so that signing a device out takes effect immediately."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from mentoring.prepared_lookup import PreparedLookup

ACTIVE_SESSION = PreparedLookup(Session, '"session_key" = %s AND "expire_date" > %s')


class SessionStore(DatabaseStore):
    """Django's database sessions, with a prepared lookup."""

    def _get_session_from_db(self) -> Session | None:
        found = ACTIVE_SESSION.get(self.session_key, timezone.now())
        if found is None:
            self._session_key = None
        return found
