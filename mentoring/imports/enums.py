from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RunState(TextChoices):
    """Where an import stands. Nothing but the run itself is written before IMPORTING."""

    UPLOADED = "uploaded", _("Columns to confirm")
    CHECKING = "checking", _("Checking…")
    CHECKED = "checked", _("Ready to import")
    IMPORTING = "importing", _("Importing…")
    DONE = "done", _("Imported")
    FAILED = "failed", _("Not imported")
    UNDONE = "undone", _("Undone")
