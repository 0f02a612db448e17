"""Applications to take part in a program, and what was decided about them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from programs.enums import ApplicationDecision, ApplicationState, ManagerAnswer, ParticipantRole
from programs.models.participant import Participant
from programs.models.program import Program
from programs.querysets import ApplicationQuerySet


class DecisionBatch(TenantModel):
    """One decision about several applications, with the email that says so."""

    program = TenantForeignKey(Program, models.CASCADE, related_name="+", verbose_name=_("program"))
    decision = models.CharField(_("decision"), max_length=10, choices=ApplicationDecision)
    subject = models.CharField(_("subject"), max_length=150)
    body = models.TextField(_("text"), max_length=5000)
    decided_by = TenantForeignKey(
        "tenancy.Membership", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(_("decided"))
    batch_id = models.UUIDField(null=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)

    class Meta(TenantModel.Meta):
        pass

    def __str__(self) -> str:
        return self.subject


class Application(TenantModel):
    """Somebody's application as mentor or mentee. Until it is submitted, only the applicant reads it.

    Its address is proven: the link to it was emailed there, or a member signed in with it.
    """

    program = TenantForeignKey(
        Program, models.CASCADE, related_name="applications", verbose_name=_("program")
    )
    role = models.CharField(_("role"), max_length=10, choices=ParticipantRole)
    # Empty for guests until they are accepted.
    person = TenantForeignKey(
        "people.Person", models.CASCADE, null=True, blank=True, related_name="applications"
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.CharField(_("email address"), max_length=254)
    email_norm = models.CharField(max_length=254, editable=False)
    language = models.CharField(max_length=10, blank=True)
    state = models.CharField(
        _("status"), max_length=10, choices=ApplicationState, default=ApplicationState.DRAFT
    )
    # Answers by the key of their question: a text, a number, or a list of texts.
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    capacity = models.PositiveSmallIntegerField(_("maximum number of mentees"), default=1)
    created_at = models.DateTimeField(_("begun"))
    # Set for those whom the program invited; the day distinguishes a reminder from an invitation.
    invited_at = models.DateTimeField(null=True, blank=True, editable=False)
    invitation_batch_id = models.UUIDField(null=True, blank=True, editable=False)
    submitted_at = models.DateTimeField(_("applied"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    decision = TenantForeignKey(
        DecisionBatch, models.SET_NULL, null=True, blank=True, related_name="applications", editable=False
    )
    # What undoing the decision restores.
    state_before = models.CharField(max_length=10, choices=ApplicationState, blank=True, editable=False)
    participant = TenantForeignKey(
        Participant, models.SET_NULL, null=True, blank=True, related_name="applications", editable=False
    )
    manager = TenantForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    manager_answer = models.CharField(max_length=10, choices=ManagerAnswer, blank=True, editable=False)
    manager_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    manager_answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    link_version = models.PositiveSmallIntegerField(default=0)

    objects = TenantManager.from_queryset(ApplicationQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "role", "email_norm"],
                condition=~models.Q(state=ApplicationState.WITHDRAWN),
                name="programs_application_once",
                violation_error_message=_("This address has already applied in this role."),
            ),
            models.UniqueConstraint(
                fields=["organization", "program", "role", "person"],
                condition=models.Q(person__isnull=False) & ~models.Q(state=ApplicationState.WITHDRAWN),
                name="programs_application_one_person",
                violation_error_message=_("This person has already applied in this role."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization", "program", "state", "submitted_at"], name="programs_application_state"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email
