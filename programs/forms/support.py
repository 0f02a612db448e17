"""The forms of help and concerns, and of whom a program names for them."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.enums import MembershipState, Role
from mentoring.tenancy.models import Membership


class HelpForm(forms.Form):
    text = forms.CharField(
        label=_("What would help?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class ConcernForm(forms.Form):
    text = forms.CharField(
        label=_("What is it about?"), max_length=5000, widget=forms.Textarea(attrs={"rows": 7})
    )


class ConcernReaderForm(forms.Form):
    """Who becomes responsible for a concern."""

    reader = forms.ModelChoiceField(
        label=_("Who receives this concern?"),
        queryset=None,
        help_text=_("They get an email, and read the concern. You do not, unless you choose yourself."),
    )

    def __init__(self, *args: Any, members: QuerySet[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reader"].queryset = members
        self.fields["reader"].label_from_instance = lambda member: str(member.user)


class SupportForm(forms.Form):
    """Whom a program names for concerns."""

    concern_contact = forms.ModelChoiceField(
        label=_("Who receives concerns?"),
        queryset=None,
        required=False,
        empty_label=_("The owners and administrators"),
        help_text=_(
            "Mentors and mentees see the name on the form. Never one of the two people of the match."
        ),
    )
    concern_deputy = forms.ModelChoiceField(
        label=_("Deputy"),
        queryset=None,
        required=False,
        empty_label=_("Nobody"),
        help_text=_("Can read every concern too, and is told when one was not answered in time."),
    )
    concern_response_days = forms.IntegerField(
        label=_("Answered within"), help_text=_("In working days."), min_value=1, max_value=20
    )
    review_every = forms.IntegerField(
        label=_("Review after every"), help_text=_("In sessions held."), min_value=1, max_value=20
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Membership.objects.filter(state=MembershipState.ACTIVE).exclude(role=Role.PARTICIPANT)
        for name in ("concern_contact", "concern_deputy"):
            self.fields[name].queryset = members.select_related("user").order_by("user__name", "id")
            self.fields[name].label_from_instance = lambda member: str(member.user)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("concern_contact") and data["concern_contact"] == data.get("concern_deputy"):
            self.add_error("concern_deputy", _("Choose another person."))
        return data
