"""The forms of costs, benefits and assumptions. Percentages are entered as such and stored as fractions."""

from decimal import Decimal
from typing import Any

from babel import numbers
from django import forms
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

from mentoring.ui import formats
from programs.enums import ParticipantRole
from programs.forms import DateInput
from reports.enums import AssumptionKey, BenefitKind, CostKind, Isolation, Proration
from reports.models import Kpi

HUNDRED = Decimal(100)


class AmountField(forms.DecimalField):
    """A number as finance people paste it: with the group separators of the page's language."""

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            found = numbers.parse_decimal(text, locale=formats.current_locale(), strict=True)
        except numbers.NumberFormatError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        with_point: Decimal | None = super().to_python(
            str(found).replace(".", get_format("DECIMAL_SEPARATOR"))
        )
        return with_point


def _amount(label: Any, *, required: bool = False, help_text: Any = "", places: int = 2) -> AmountField:
    return AmountField(
        label=label,
        required=required,
        max_digits=14,
        decimal_places=places,
        localize=True,
        help_text=help_text,
    )


class PlanForm(forms.Form):
    currency = forms.CharField(
        label=_("Currency"),
        max_length=3,
        help_text=_("Three letters, such as EUR. Amounts are not converted."),
    )
    price_year = forms.IntegerField(label=_("Price year"), min_value=2000, max_value=2100)

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()


class CloseForm(forms.Form):
    on = forms.DateField(
        label=_("Costs are complete up to"),
        help_text=_(
            "Sessions after this day do not count, and no cost changes until the costs are reopened."
        ),
        widget=DateInput,
    )


class CostForm(forms.Form):
    kind = forms.ChoiceField(label=_("Type"), choices=CostKind.choices)
    description = forms.CharField(label=_("Description"), max_length=200)
    incurred_on = forms.DateField(label=_("Date"), widget=DateInput)
    amount = _amount(_("Amount"), help_text=_("Or hours and an hourly rate."))
    hours = _amount(_("Hours"))
    hourly_rate = _amount(_("Hourly rate, loaded"))
    prorated_by = forms.ChoiceField(
        label=_("One-off cost that serves more than this program"),
        choices=[("", _("no, all of it is this program’s")), *Proration.choices],
        required=False,
    )
    whole = forms.IntegerField(label=_("People or months in all"), required=False, min_value=1)
    part = forms.IntegerField(label=_("Of these, in this program"), required=False, min_value=1)


class AssumptionForm(forms.Form):
    low = _amount(_("Low"), required=True, places=4)
    best = _amount(_("Best"), required=True, places=4)
    high = _amount(_("High"), required=True, places=4)
    source = forms.CharField(label=_("Source"), max_length=300)
    owner = forms.CharField(label=_("Owner"), max_length=120)

    def __init__(self, *args: Any, key: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.factor = HUNDRED if key == AssumptionKey.REPLACEMENT else Decimal(1)
        if self.factor != 1:
            for name, label in (("low", _("Low, %")), ("best", _("Best, %")), ("high", _("High, %"))):
                self.fields[name].label = label

    @property
    def values(self) -> dict[str, Any]:
        """Return the cleaned values as the action takes them."""
        data = self.cleaned_data
        numbers = {name: data[name] / self.factor for name in ("low", "best", "high")}
        return {**numbers, "source": data["source"], "owner": data["owner"]}


class LevelForm(AssumptionForm):
    """An assumption for one level."""

    key = forms.ChoiceField(
        label=_("Assumption"),
        choices=[
            (AssumptionKey.HOURLY_RATE, _("Hourly rate, loaded")),
            (AssumptionKey.ANNUAL_PAY, _("Annual pay")),
        ],
    )
    level = forms.CharField(
        label=_("Level"),
        max_length=50,
        help_text=_(
            "As in the directory, with at least five people. All other levels keep the general value."
        ),
    )
    field_order = ("key", "level", "low", "best", "high", "source", "owner")


class BenefitForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Type"),
        choices=BenefitKind.choices,
        help_text=_("Pay raises are not a benefit: the organization pays them."),
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    source = forms.CharField(label=_("Source"), max_length=300, help_text=_("Report, system or person."))
    role = forms.ChoiceField(label=_("Role"), choices=ParticipantRole.choices, initial=ParticipantRole.MENTEE)
    isolation = forms.ChoiceField(
        label=_("How the program’s part was isolated"),
        choices=[("", _("not in money")), *Isolation.choices],
        required=False,
        help_text=_("One method for each benefit."),
    )
    quantity_low = _amount(_("Low"), help_text=_("For a trend line: what is beyond it, at least."))
    quantity = _amount(
        _("Best"),
        help_text=_("Departures prevented, positions filled, or money. Blank for a comparison group."),
    )
    quantity_high = _amount(_("High"))
    contribution = _amount(_("Contribution of the program, %"), help_text=_("For an estimate."))
    confidence = _amount(_("Confidence in the estimate, %"), help_text=_("For an estimate."))
    estimated_by = forms.CharField(label=_("Estimated by"), max_length=200, required=False)
    kpi = forms.ModelChoiceField(
        label=_("KPI"),
        queryset=None,
        required=False,
        help_text=_("For productivity by a comparison group: money per person and month."),
    )
    people = forms.IntegerField(label=_("People"), required=False, min_value=1)
    months = forms.IntegerField(label=_("Months"), required=False, min_value=1, max_value=12)
    margin = _amount(_("Margin, %"), help_text=_("Of revenue, only the margin is a benefit."))
    external_cost = _amount(_("Cost of an external hire"))
    internal_cost = _amount(_("Cost of an internal move"))

    PERCENT = ("contribution", "confidence", "margin")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kpi"].queryset = Kpi.objects.order_by("name")

    @property
    def values(self) -> dict[str, Any]:
        """Return the cleaned values as the action takes them."""
        data = dict(self.cleaned_data)
        return {
            name: value / HUNDRED if name in self.PERCENT and value is not None else value
            for name, value in data.items()
        }
