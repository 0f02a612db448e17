"""Forms of profile questions and topics."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.enums import Audience, QuestionKind
from programs.models import ProfileQuestion


class ProfileQuestionForm(forms.Form):
    text = forms.CharField(label=_("Question"), max_length=200)
    hint = forms.CharField(label=_("Hint"), max_length=300, required=False)
    audience = forms.ChoiceField(
        label=_("Who is asked?"), choices=Audience.choices, initial=Audience.BOTH, widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(
        label=_("Kind of answer"),
        choices=QuestionKind.choices,
        initial=QuestionKind.TEXT,
        help_text=_("Topics come from the organization's list."),
    )
    options = forms.CharField(
        label=_("Choices"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "One per line. Of a scale: the words for 1 and for 5. Not needed for short texts and topics."
        ),
    )
    is_required = forms.BooleanField(label=_("Must be answered"), required=False)

    @staticmethod
    def initial_of(question: ProfileQuestion) -> dict[str, Any]:
        names = ("text", "hint", "audience", "kind", "is_required")
        return {name: getattr(question, name) for name in names} | {"options": "\n".join(question.options)}

    def clean_options(self) -> list[str]:
        return [line[:120] for line in self.cleaned_data["options"].splitlines()]


class TopicForm(forms.Form):
    name = forms.CharField(
        label=_("New topic"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
