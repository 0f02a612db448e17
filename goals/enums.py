from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class GoalState(TextChoices):
    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Agreed")
    MET = "met", _("Met")
    DROPPED = "dropped", _("Dropped")
