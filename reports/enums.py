from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Direction(TextChoices):
    UP = "up", _("Higher is better")
    DOWN = "down", _("Lower is better")


class LeaveKind(TextChoices):
    """Which exits count; fixed for a program, so that nobody picks the more favorable choice afterwards."""

    ALL = "all", _("All departures, for any reason")
    RESIGNATION = "resignation", _("Resignations only")


class ExportState(TextChoices):
    PREPARING = "preparing", _("Being prepared")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


class OutcomeState(TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being calculated")
    DONE = "done", _("Calculated")
    FAILED = "failed", _("Failed")

    @classmethod
    def unfinished(cls) -> tuple["OutcomeState", ...]:
        return (cls.WAITING, cls.RUNNING)
