from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RunState(TextChoices):
    """The state of an import. Nothing but the run itself is written before IMPORTING."""

    UPLOADED = "uploaded", _("Confirm columns")
    CHECKING = "checking", _("Checking")
    CHECKED = "checked", _("Ready to import")
    IMPORTING = "importing", _("Importing")
    DONE = "done", _("Imported")
    FAILED = "failed", _("Failed")
    UNDONE = "undone", _("Undone")
    DISCARDED = "discarded", _("Discarded")
