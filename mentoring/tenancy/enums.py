from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    OWNER = "owner", _("Owner")
    ADMINISTRATOR = "administrator", _("Administrator")
    COORDINATOR = "coordinator", _("Coordinator")
    ANALYST = "analyst", _("Analyst")
    PARTICIPANT = "participant", _("Participant")


class MembershipState(TextChoices):
    ACTIVE = "active", _("Active")
    ENDED = "ended", _("Ended")


class TokenScope(TextChoices):
    READ = "read", _("Read")
    WRITE = "write", _("Write")
    EXPORT = "export", _("Export")
