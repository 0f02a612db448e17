"""What mentors and mentees are given to read: the briefing of their role, and resources."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from programs.enums import Audience, ParticipantRole, Stage
from programs.models.participant import Participant
from programs.models.program import Program
from programs.querysets import ResourceQuerySet

validate_web_address = URLValidator(schemes=["http", "https"])


class Briefing(TenantModel):
    """The program's own briefing of a role in one language. Without a row, the standard text is shown."""

    program = TenantForeignKey(Program, models.CASCADE, related_name="briefings", verbose_name=_("program"))
    role = models.CharField(_("role"), max_length=10, choices=ParticipantRole)
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("text"), max_length=10_000)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "role", "language"], name="programs_briefing_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} ({self.language})"


class BriefingReading(TenantModel):
    """A participant's record of having read the briefing."""

    participant = TenantForeignKey(
        Participant, models.CASCADE, related_name="briefing_readings", verbose_name=_("participant")
    )
    read_at = models.DateTimeField(_("read"))

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "participant"], name="programs_briefingreading_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.read_at:%Y-%m-%d}"


class Resource(TenantModel):
    """A link or a file for mentors, mentees or both, shown first in its stage of the program."""

    program = TenantForeignKey(Program, models.CASCADE, related_name="resources", verbose_name=_("program"))
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    audience = models.CharField(_("for"), max_length=10, choices=Audience, default=Audience.BOTH)
    title = models.CharField(_("title"), max_length=120)
    description = models.CharField(_("description"), max_length=300, blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True, validators=[validate_web_address])
    file_name = models.CharField(_("file"), max_length=120, blank=True)
    # Lists do not load it: see ResourceQuerySet.light().
    content = models.BinaryField(null=True, blank=True, editable=False)
    size = models.PositiveIntegerField(_("size"), default=0, editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = TenantManager.from_queryset(ResourceQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(url="", content__isnull=False) | Q(~Q(url=""), content__isnull=True),
                name="programs_resource_link_or_file",
                violation_error_message=_("Enter a link or choose a file."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def size_label(self) -> str:
        """The size of the file in words, such as 1.2 MB."""
        return filesizeformat(self.size)

    def is_for(self, role: str) -> bool:
        return self.audience in (Audience.BOTH, f"{role}s")
