"""The readiness check of email delivery: the age of the oldest due message."""

from mentoring.health import NotReady
from mentoring.mail.definers import oldest_due_mail_seconds

# A mail server that is briefly down is no reason to take the application out of service; a poller that has stopped
# is. A retry is due at its next attempt.
OLDEST = 15 * 60


def oldest_due_mail() -> str:
    """Return how long the oldest due message has been due; raise NotReady after 15 minutes."""
    seconds = oldest_due_mail_seconds()
    if seconds is None:
        return "nothing is due"
    if seconds > OLDEST:
        raise NotReady(f"the oldest due email is {int(seconds)} s late")
    return f"the oldest due email is {max(int(seconds), 0)} s late"
