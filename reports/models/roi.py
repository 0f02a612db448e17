"""Costs, benefits and assumptions of a program: what its return on investment is calculated from."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.base import TenantForeignKey, TenantModel
from programs.enums import ParticipantRole
from reports.enums import AssumptionKey, BenefitKind, CostKind, Isolation, Proration

ZERO, ONE = Decimal(0), Decimal(1)
POSITIVE = MinValueValidator(Decimal("0.01"), _("Enter an amount above zero."))
NOT_NEGATIVE = MinValueValidator(ZERO, _("Enter zero or more."))
SHARE = [NOT_NEGATIVE, MaxValueValidator(ONE, _("Enter a share of at most 100%."))]


class RoiPlan(TenantModel):
    """Currency and price year of a program's money, and the day on which its costs were closed."""

    program = TenantForeignKey(
        "programs.Program", models.CASCADE, related_name="roi_plans", verbose_name=_("program")
    )
    currency = models.CharField(
        _("currency"),
        max_length=3,
        default="EUR",
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Enter three capital letters, such as EUR."))],
    )
    price_year = models.PositiveSmallIntegerField(
        _("price year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    # Afterwards no cost changes; sessions count up to this day.
    costs_closed_on = models.DateField(_("costs closed on"), null=True, blank=True)
    # The last day of the sessions in LevelCount; null until they are counted.
    counted_until = models.DateField(null=True, editable=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization", "program"], name="reports_roiplan_once"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.price_year}"


class Cost(TenantModel):
    """An entry of the cost ledger: an amount, or hours at an hourly rate; all of it, or this program's part."""

    program = TenantForeignKey(
        "programs.Program", models.CASCADE, related_name="costs", verbose_name=_("program")
    )
    kind = models.CharField(_("type"), max_length=12, choices=CostKind)
    description = models.CharField(_("description"), max_length=200)
    incurred_on = models.DateField(_("date"))
    amount = models.DecimalField(
        _("amount"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[POSITIVE]
    )
    hours = models.DecimalField(
        _("hours"), max_digits=9, decimal_places=2, null=True, blank=True, validators=[POSITIVE]
    )
    hourly_rate = models.DecimalField(
        _("hourly rate"), max_digits=9, decimal_places=2, null=True, blank=True, validators=[POSITIVE]
    )
    # A one-off cost that serves more than this program: `part` of `whole` people or months.
    prorated_by = models.CharField(_("prorated"), max_length=6, choices=Proration, blank=True)
    whole = models.PositiveIntegerField(
        _("people or months in all"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    part = models.PositiveIntegerField(
        _("of these, in this program"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=False, hours__isnull=True, hourly_rate__isnull=True)
                | Q(amount__isnull=True, hours__isnull=False, hourly_rate__isnull=False),
                name="reports_cost_amount_or_hours",
                violation_error_message=_("Enter either an amount, or hours and their hourly rate."),
            ),
            models.CheckConstraint(
                condition=Q(prorated_by="", whole__isnull=True, part__isnull=True)
                | ~Q(prorated_by="")
                & Q(whole__isnull=False, part__isnull=False, whole__gte=1, part__gte=1, part__lte=F("whole")),
                name="reports_cost_proration",
                violation_error_message=_(
                    "To prorate a cost, enter how many people or months it serves and how many of them are this "
                    "program’s."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.description


class LevelCount(TenantModel):
    """People and session time of a program by role and level, counted by a job.

    `people` have this level when they start; `sessions` and `minutes` are those at which somebody of this level took
    part on that day. Planned, missed and cancelled sessions do not count.
    """

    program = TenantForeignKey(
        "programs.Program", models.CASCADE, related_name="+", verbose_name=_("program")
    )
    role = models.CharField(_("role"), max_length=10, choices=ParticipantRole)
    level = models.CharField(_("level"), max_length=50, blank=True)
    people = models.PositiveIntegerField(default=0)
    sessions = models.PositiveIntegerField(default=0)
    minutes = models.PositiveBigIntegerField(default=0)
    # Held sessions without a duration.
    unrecorded = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "role", "level"], name="reports_levelcount_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.level}"


class Assumption(TenantModel):
    """An uncertain input of the calculation with its range, source and owner.

    Pay and rates are assumed for a level or, with a blank level, for all others; never a person's salary.
    """

    program = TenantForeignKey(
        "programs.Program", models.CASCADE, related_name="assumptions", verbose_name=_("program")
    )
    key = models.CharField(_("assumption"), max_length=20, choices=AssumptionKey)
    level = models.CharField(_("level"), max_length=50, blank=True)
    low = models.DecimalField(_("low"), max_digits=14, decimal_places=4, validators=[NOT_NEGATIVE])
    best = models.DecimalField(_("best"), max_digits=14, decimal_places=4, validators=[NOT_NEGATIVE])
    high = models.DecimalField(_("high"), max_digits=14, decimal_places=4, validators=[NOT_NEGATIVE])
    source = models.CharField(_("source"), max_length=300)
    owner = models.CharField(_("owner"), max_length=120)
    dated_on = models.DateField(_("date"))

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "key", "level"], name="reports_assumption_once"
            ),
            models.CheckConstraint(
                condition=Q(low__lte=F("best"), best__lte=F("high")),
                name="reports_assumption_order",
                violation_error_message=_("Low must not exceed best, and best must not exceed high."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()} {self.level}".strip()


class AssumptionChange(TenantModel):
    """One change of an assumption: its values before, None where there were only the defaults."""

    assumption = TenantForeignKey(
        Assumption, models.CASCADE, related_name="changes", verbose_name=_("assumption")
    )
    before = models.JSONField(null=True)
    after = models.JSONField()
    changed_at = models.DateTimeField(_("changed"))
    # The name of a job or a token; members are looked up, so that their names stay right.
    changed_by = models.CharField(_("by"), max_length=250, blank=True)
    member = TenantForeignKey(
        "tenancy.Membership",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("member"),
    )

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(
                fields=["organization", "assumption", "-changed_at"], name="reports_assumptionchange_new"
            )
        ]

    def __str__(self) -> str:
        return f"{self.changed_at:%Y-%m-%d}"

    @property
    def who(self) -> str:
        """Return who changed it; the member is loaded."""
        name = self.member.user.name or self.member.user.email if self.member else ""
        return " · ".join(filter(None, (name, self.changed_by)))


class Benefit(TenantModel):
    """A benefit in money, isolated by one method; or one that is listed, but not in the total.

    `quantity` is what the method found beyond what would have happened anyway: departures prevented, positions
    filled, or money. It is blank for a comparison group, where outcomes have it.
    """

    program = TenantForeignKey(
        "programs.Program", models.CASCADE, related_name="benefits", verbose_name=_("program")
    )
    kind = models.CharField(_("type"), max_length=14, choices=BenefitKind)
    name = models.CharField(_("name"), max_length=200)
    source = models.CharField(_("source"), max_length=300)
    role = models.CharField(_("role"), max_length=10, choices=ParticipantRole, default=ParticipantRole.MENTEE)
    isolation = models.CharField(_("how it was isolated"), max_length=10, choices=Isolation, blank=True)
    kpi = TenantForeignKey(
        "reports.Kpi", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("KPI")
    )
    quantity_low = models.DecimalField(_("low"), max_digits=14, decimal_places=2, null=True, blank=True)
    quantity = models.DecimalField(_("best"), max_digits=14, decimal_places=2, null=True, blank=True)
    quantity_high = models.DecimalField(_("high"), max_digits=14, decimal_places=2, null=True, blank=True)
    people = models.PositiveIntegerField(
        _("people"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    months = models.PositiveSmallIntegerField(
        _("months"),
        null=True,
        blank=True,
        # First-year benefits only.
        validators=[MinValueValidator(1), MaxValueValidator(12, _("Only the first year counts."))],
    )
    margin = models.DecimalField(
        _("margin"), max_digits=5, decimal_places=4, null=True, blank=True, validators=SHARE
    )
    contribution = models.DecimalField(
        _("contribution"), max_digits=5, decimal_places=4, null=True, blank=True, validators=SHARE
    )
    confidence = models.DecimalField(
        _("confidence"), max_digits=5, decimal_places=4, null=True, blank=True, validators=SHARE
    )
    estimated_by = models.CharField(_("estimated by"), max_length=200, blank=True)
    external_cost = models.DecimalField(
        _("cost of an external hire"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[NOT_NEGATIVE],
    )
    internal_cost = models.DecimalField(
        _("cost of an internal move"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[NOT_NEGATIVE],
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "kind", "role"],
                condition=Q(kind__in=["departures", "internal_fills"]),
                name="reports_benefit_counted_once",
                violation_error_message=_("This benefit is counted already."),
            ),
            models.UniqueConstraint(
                fields=["organization", "program", "kpi"],
                condition=Q(kpi__isnull=False),
                name="reports_benefit_kpi_once",
                violation_error_message=_("A benefit from this KPI is counted already."),
            ),
            models.CheckConstraint(
                condition=Q(kind="intangible", isolation="") | ~Q(kind="intangible") & ~Q(isolation=""),
                name="reports_benefit_isolated",
                violation_error_message=_("Choose how the program’s part of this benefit was isolated."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
