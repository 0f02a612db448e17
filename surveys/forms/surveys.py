"""Forms of a survey itself: its name, title and mode."""

from typing import Any

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from programs.enums import ParticipantRole
from surveys.asking import SEGMENTS
from surveys.enums import SurveyKind, SurveyMode
from surveys.library import LANGUAGES, LIBRARY, MOST_SKILLS
from surveys.models import Survey


class SurveyForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), help_text=_("Visible only to those who run the program."), max_length=120
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=SurveyKind.choices)
    role = forms.ChoiceField(label=_("Goes to"), choices=ParticipantRole.choices, widget=forms.RadioSelect)
    mode = forms.ChoiceField(
        label=_("Mode"),
        help_text=_("Printed on the form. It cannot be relaxed once somebody has answered."),
        choices=SurveyMode.choices,
        widget=forms.RadioSelect,
        initial=SurveyMode.CONFIDENTIAL,
    )
    segments = forms.MultipleChoiceField(
        label=_("Break results down by"),
        help_text=_(
            "Anonymous surveys only: stored with the answers where at least 5 people share it. Fewer is safer."
        ),
        choices=list(SEGMENTS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=[(code, get_language_info(code)["name_local"]) for code in LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
        initial=list(LANGUAGES),
    )

    def __init__(self, *args: Any, survey: Survey | None = None, **kwargs: Any) -> None:
        if survey is not None:
            names = ("name", "kind", "role", "mode", "segments", "languages")
            initial = {name: getattr(survey, name) for name in names}
            for code in LANGUAGES:
                initial[f"title_{code}"] = survey.title.get(code, "")
                initial[f"intro_{code}"] = survey.intro.get(code, "")
            kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            language = get_language_info(code)["name_local"]
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title (%(language)s)") % {"language": language}, max_length=120, required=False
            )
            # Required in the languages that are chosen.
            self.fields[f"title_{code}"].hides_optional = True
            self.fields[f"intro_{code}"] = forms.CharField(
                label=_("Introduction (%(language)s)") % {"language": language},
                max_length=600,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def values(self) -> dict[str, Any]:
        """Return what actions take: the texts by language."""
        data = dict(self.cleaned_data)
        if data["mode"] != SurveyMode.ANONYMOUS:
            # The field is hidden then, but a browser still sends what was checked before.
            data["segments"] = []
        return {
            **{name: data[name] for name in ("name", "kind", "role", "mode", "segments", "languages")},
            "title": {code: text for code in LANGUAGES if (text := data[f"title_{code}"].strip())},
            "intro": {code: text for code in LANGUAGES if (text := data[f"intro_{code}"].strip())},
        }


class DefaultPlanForm(forms.Form):
    """Which surveys of the library the plan starts with, and the skills that the anchor question names."""

    surveys = forms.MultipleChoiceField(
        choices=[(survey.key, survey.key) for survey in LIBRARY], widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_SKILLS + 1):
            self.fields[f"skill_{number}"] = forms.CharField(
                label=_("Skill %(number)s") % {"number": number}, max_length=60, required=False
            )

    @property
    def skills(self) -> list[str]:
        given = (self.cleaned_data[f"skill_{number}"].strip() for number in range(1, MOST_SKILLS + 1))
        return [skill for skill in given if skill]
