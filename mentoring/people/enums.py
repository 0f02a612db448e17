from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EventKind(TextChoices):
    PROMOTION = "promotion", _("Promotion")
    MOVE = "move", _("Move")
    EXIT = "exit", _("Exit")


class ExitReason(TextChoices):
    RESIGNATION = "resignation", _("Resignation")
    RETIREMENT = "retirement", _("Retirement")
    DISMISSAL = "dismissal", _("Dismissal")
    OTHER = "other", _("Other")
