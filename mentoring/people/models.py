from datetime import date

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from mentoring.people.enums import EventKind, ExitReason
from mentoring.people.querysets import AttributesQuerySet, EventQuerySet, PersonQuerySet
from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from mentoring.visible_text import validate_name


class Person(TenantModel):
    """A person in the organization's directory, whether or not they participate or can sign in.

    Identified by employee id, otherwise by normalized email address. Level, department, location and manager are
    dated: see PersonAttributes.
    """

    employee_id = models.CharField(_("employee ID"), max_length=64, null=True, blank=True)  # noqa: DJ001 - unique when given
    first_name = models.CharField(_("first name"), max_length=100, blank=True, validators=[validate_name])
    last_name = models.CharField(_("last name"), max_length=100, blank=True, validators=[validate_name])
    # "first last" without case and marks, for sorting and for finding by prefix.
    name_norm = models.CharField(max_length=201, db_collation="C", editable=False)
    email = models.CharField(_("email address"), max_length=254, blank=True)
    email_norm = models.CharField(max_length=254, null=True, blank=True, editable=False)  # noqa: DJ001 - unique when given
    job_title = models.CharField(_("job title"), max_length=150, blank=True)
    hired_on = models.DateField(_("hired on"), null=True, blank=True)
    # May be in the future: then it is not disclosed and has no effect until that day.
    left_on = models.DateField(_("left on"), null=True, blank=True)
    # Some directories say that somebody has left without a date.
    is_departed = models.BooleanField(_("has left, day unknown"), default=False)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    # The account that signs in with this person's address: see actions.link_accounts.
    membership = TenantForeignKey(
        "tenancy.Membership",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("member"),
    )
    # The date of the newest imported directory: an older one does not overwrite it.
    directory_as_of = models.DateField(null=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    objects = TenantManager.from_queryset(PersonQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "employee_id"],
                name="people_person_employee_id_once",
                violation_error_message=_("Another person has this employee ID."),
            ),
            models.UniqueConstraint(
                fields=["organization", "email_norm"],
                name="people_person_email_once",
                violation_error_message=_("Another person has this email address."),
            ),
            # Also serves as the reference's index: few people of a directory have an account.
            models.UniqueConstraint(
                fields=["organization", "membership"],
                condition=models.Q(membership__isnull=False),
                name="people_person_membership_once",
            ),
            models.CheckConstraint(
                condition=models.Q(employee_id__isnull=False) | models.Q(email_norm__isnull=False),
                name="people_person_identified",
                violation_error_message=_("Enter an employee ID or an email address."),
            ),
            models.CheckConstraint(
                condition=models.Q(email_norm__isnull=True) | models.Q(email_norm=Lower("email_norm")),
                name="people_person_email_normalized",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "name_norm", "id"], name="people_person_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.email or str(self.employee_id)

    def has_left(self, on: date) -> bool:
        """Return whether the person had left by that day."""
        return self.is_departed if self.left_on is None else self.left_on <= on


class PersonAttributes(TenantModel):
    """A person's attributes from a day on, until the next row."""

    organization_of = "person"

    person = TenantForeignKey(Person, models.CASCADE, related_name="attributes", verbose_name=_("person"))
    valid_from = models.DateField(_("as of"))
    level = models.CharField(_("level"), max_length=50, blank=True)
    department = models.CharField(_("department"), max_length=120, blank=True)
    location = models.CharField(_("location"), max_length=120, blank=True)
    manager = TenantForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="reports", verbose_name=_("manager")
    )

    objects = TenantManager.from_queryset(AttributesQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "person", "valid_from"], name="people_attributes_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.level} ({self.valid_from})"


class EmploymentEvent(TenantModel):
    """A promotion, a move or an exit, as the HR system reported it."""

    person = TenantForeignKey(Person, models.CASCADE, related_name="events", verbose_name=_("person"))
    kind = models.CharField(_("event"), max_length=12, choices=EventKind)
    happened_on = models.DateField(_("date"))
    from_level = models.CharField(_("from level"), max_length=50, blank=True)
    to_level = models.CharField(_("to level"), max_length=50, blank=True)
    to_department = models.CharField(_("to department"), max_length=120, blank=True)
    exit_reason = models.CharField(_("reason"), max_length=20, choices=ExitReason, blank=True)

    objects = TenantManager.from_queryset(EventQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "person", "kind", "happened_on"], name="people_event_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization", "kind", "happened_on", "person"], name="people_event_by_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.happened_on})"
