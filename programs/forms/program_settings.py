"""The form of the settings of a program that have a default: each field is part of a sentence."""

from typing import Any

from django import forms
from markupsafe import Markup, escape

from programs.models import Program
from programs.program_settings import ProgramSetting, SettingSentence, all_settings


class ProgramSettingsForm(forms.Form):
    """One field for each setting. Whether they fit together is checked by the action."""

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        known = all_settings()
        super().__init__(*args, initial={name: it.of(program) for name, it in known.items()}, **kwargs)
        for name, setting in known.items():
            self.fields[name] = _field(setting)
            # The page sends what it showed as well, so that only what was changed on it is saved.
            self.fields[name].show_hidden_initial = True

    @property
    def changed_values(self) -> dict[str, float]:
        """Return the values of a valid form that differ from what its page showed."""
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def sentence(self, sentence: SettingSentence) -> Markup:
        """Return a sentence with its fields in it."""
        fields = {name: self[name] for name in sentence.names}
        boxes = {
            name: it.as_widget(attrs={"aria-label": it.label}) + it.as_hidden(only_initial=True)
            for name, it in fields.items()
        }
        return Markup(escape(str(sentence.text))) % boxes  # noqa: S704 - the text is escaped


def _field(setting: ProgramSetting) -> forms.Field:
    if setting.choices:
        return forms.TypedChoiceField(label=setting.label, choices=setting.choices, coerce=int)
    if setting.is_whole:
        return forms.IntegerField(
            label=setting.label, min_value=int(setting.least), max_value=int(setting.most)
        )
    widget = forms.NumberInput(attrs={"step": "any"})
    return forms.FloatField(
        label=setting.label, min_value=setting.least, max_value=setting.most, widget=widget
    )
