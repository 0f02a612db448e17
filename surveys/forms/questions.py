"""The form of one question, in one language. The texts of the other languages stay."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from surveys.enums import WITH_OPTIONS, QuestionType
from surveys.models import Question

PARTS = ("text", "hint", "label", "low", "high")


class QuestionForm(forms.Form):
    text = forms.CharField(
        label=_("Question"), max_length=400, widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "true"})
    )
    hint = forms.CharField(label=_("Hint"), max_length=300, required=False)
    label = forms.CharField(
        label=_("Short name"), help_text=_("Shown in the results."), max_length=60, required=False
    )
    type = forms.ChoiceField(label=_("Answer type"), choices=QuestionType.choices)
    low = forms.CharField(label=_("What 0 means"), max_length=60, required=False)
    high = forms.CharField(label=_("What 10 means"), max_length=60, required=False)
    options = forms.CharField(
        label=_("Choices"),
        help_text=_("One in each line."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    allows_not_applicable = forms.BooleanField(
        label=_("Not applicable"),
        help_text=_("With agreement questions it reads “Too early to say”."),
        required=False,
    )

    def __init__(self, *args: Any, language: str, question: Question | None = None, **kwargs: Any) -> None:
        self.language, self.question = language, question
        if question is not None:
            kwargs.setdefault("initial", _initial(question, language))
        super().__init__(*args, **kwargs)
        # Needed for one or several choices.
        self.fields["options"].hides_optional = True
        self.shown_type = self["type"].value() or QuestionType.AGREEMENT
        for name in self.unused:
            self.fields[name].widget = forms.HiddenInput()

    @property
    def unused(self) -> list[str]:
        """Return the fields that the type has no use for: they are kept, and not shown."""
        of_type = {
            "low": self.shown_type == QuestionType.SCALE,
            "high": self.shown_type == QuestionType.SCALE,
            "options": self.shown_type in WITH_OPTIONS,
            "unit": self.shown_type == QuestionType.NUMBER,
            # A text may be left empty.
            "allows_not_applicable": self.shown_type != QuestionType.SHORT_TEXT,
        }
        return [name for name, is_used in of_type.items() if not is_used]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("type") in WITH_OPTIONS:
            try:
                data["options"] = merged_options(
                    self.question.options if self.question else [],
                    [line.strip() for line in data.get("options", "").splitlines() if line.strip()],
                    self.language,
                )
            except ValidationError as error:
                self.add_error("options", error)
        else:
            data["options"] = []
        return data

    def values(self) -> dict[str, Any]:
        """Return the fields of the question as actions take them."""
        data = self.cleaned_data
        texts = {
            language: dict(parts)
            for language, parts in (self.question.texts if self.question else {}).items()
        }
        has_unit = data["type"] == QuestionType.NUMBER
        parts = (*PARTS, "unit") if has_unit else PARTS
        texts[self.language] = {part: data[part] for part in parts if data[part]}
        return {
            "type": data["type"],
            "texts": texts,
            "options": data["options"],
            # For languages without one of their own.
            "unit": next((it["unit"] for it in texts.values() if it.get("unit")), "") if has_unit else "",
            "allows_not_applicable": data["allows_not_applicable"],
        }


def merged_options(
    options: Sequence[Mapping[str, Any]], lines: Sequence[str], language: str
) -> list[dict[str, Any]]:
    """Return the choices with their texts in this language; a line keeps the key of the choice in its place.

    Choices are added and removed in the first language that has them; the others translate line by line.
    """
    has_other_texts = any(set(option["texts"]) - {language} for option in options)
    if has_other_texts and len(lines) < len(options):
        raise ValidationError(_("Enter as many choices as in the other language."))
    found = []
    for number, line in enumerate(lines):
        if number < len(options):
            option = options[number]
            found.append({"key": option["key"], "texts": {**option["texts"], language: line}})
        else:
            taken = {option["key"] for option in (*options, *found)}
            key = next(key for i in range(1, 200) if (key := f"option-{i}") not in taken)
            found.append({"key": key, "texts": {language: line}})
    return found


def _initial(question: Question, language: str) -> dict[str, Any]:
    texts = question.texts.get(language, {})
    return {
        **{part: texts.get(part, "") for part in PARTS},
        "type": question.type,
        "options": "\n".join(option["texts"].get(language, "") for option in question.options),
        "unit": texts.get("unit", "") or question.unit,
        "allows_not_applicable": question.allows_not_applicable,
    }
