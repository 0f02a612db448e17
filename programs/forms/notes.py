"""The forms of notes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class NoteTextForm(forms.Form):
    text = forms.CharField(label=_("Note"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5}))


class NoteForm(NoteTextForm):
    """A new note. `partner` is the name of the other person."""

    reader = forms.ChoiceField(label=_("Who reads it?"), widget=forms.RadioSelect, initial="private")
    session = forms.UUIDField(required=False, widget=forms.HiddenInput)

    field_order = ("reader", "text", "session")

    def __init__(self, *args: Any, partner: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reader"].choices = [
            ("private", _("Only me")),
            ("shared", _("%(name)s and me") % {"name": partner}),
        ]
