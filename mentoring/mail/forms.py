from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.mail.enums import MessageState
from mentoring.mail.extensions import MESSAGE_KINDS


class OutboxFilter(forms.Form):
    """The filters of the outbox. Invalid values are ignored."""

    state = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("All statuses")), *MessageState.choices]
    )
    kind = forms.ChoiceField(label=_("Type"), required=False)
    address = forms.CharField(label=_("Address"), required=False, max_length=254)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(name, kind.label) for name, kind in MESSAGE_KINDS.items() if not kind.is_unlisted]
        self.fields["kind"].choices = [("", _("All types")), *kinds]

    def filters(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


class DeliveryCheckForm(forms.Form):
    selector = forms.CharField(
        label=_("DKIM selector"),
        required=False,
        max_length=100,
        help_text=_(
            "A word such as “s1” or “google” that IT or your email provider knows. DKIM cannot be checked "
            "without it."
        ),
    )
