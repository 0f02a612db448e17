"""Whether mail is moving: the age of the oldest mail that is due."""

from mentoring.health import NotReady
from mentoring.mail.definers import oldest_due_mail_seconds

# A mail server that is away for a while is no reason to take the application out of service; a poller that has
# stopped is. A retry's next try counts as its due time.
OLDEST = 15 * 60


def oldest_due_mail() -> str:
    """Return for how long the oldest due mail has waited; refuse (NotReady) beyond a quarter of an hour."""
    seconds = oldest_due_mail_seconds()
    if seconds is None:
        return "nothing is due"
    if seconds > OLDEST:
        raise NotReady(f"the oldest due mail has waited for {int(seconds)} s")
    return f"the oldest due mail has waited for {max(int(seconds), 0)} s"
