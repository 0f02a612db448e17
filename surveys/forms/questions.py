"""The form of one question, in one language. The texts of the other languages stay."""

from collections.abc import Mapping, Sequence, Set
from itertools import count
from typing import Any

from django import forms
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
        # A blank first line is the first choice, not yet translated.
        strip=False,
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
        if question is not None and any(set(option["texts"]) - {language} for option in question.options):
            self.fields["options"].help_text = _(
                "One in each line. A choice that you remove here is removed in every language."
            )
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
            data["options"] = merged_options(
                self.question.options if self.question else [],
                [line.strip() for line in data.get("options", "").splitlines()],
                self.language,
                used=self._used_keys(),
            )
        else:
            data["options"] = []
        return data

    def _used_keys(self) -> set[str]:
        """Return the keys of all choices that this question has had in any version: answers have them."""
        if self.question is None:
            return set()
        versions = Question.objects.filter(key=self.question.key).values_list("options", flat=True)
        return {option["key"] for options in versions for option in options}

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
    options: Sequence[Mapping[str, Any]], lines: Sequence[str], language: str, *, used: Set[str] = frozenset()
) -> list[dict[str, Any]]:
    """Return the choices with their texts in this language. New ones get keys that are not `used`.

    An unchanged line keeps its choice wherever it stands, a changed one the choice in its place. A choice whose text is
    gone is removed in all languages; one that is not translated yet has a blank line, or none, and stays.
    """
    old = [option["texts"].get(language, "") for option in options]
    known = {text: number for number, text in reversed(list(enumerate(old))) if text}
    free = set(range(len(options))) - {known[line] for line in lines if line in known}
    merged: list[tuple[int | None, str]] = []
    last = -1
    for line in lines:
        number = known.pop(line, None)
        if number is None and last + 1 in free:
            number = last + 1
            free.remove(number)
        if number is not None:
            last = number
        if line or (number is not None and not old[number]):
            merged.append((number, line))
    for number in sorted(free):
        if not old[number]:
            before = (at for at, (each, _line) in enumerate(merged) if each is not None and each < number)
            merged.insert(max(before, default=-1) + 1, (number, ""))
    return _with_keys(options, merged, language, used)


def _with_keys(
    options: Sequence[Mapping[str, Any]],
    merged: Sequence[tuple[int | None, str]],
    language: str,
    used: Set[str],
) -> list[dict[str, Any]]:
    """Return the choices of these lines: (place among the former choices or None, text in the language)."""
    taken = {*used, *(option["key"] for option in options)}
    found = []
    for number, line in merged:
        texts = {language: line} if line else {}
        if number is not None:
            found.append({"key": options[number]["key"], "texts": {**options[number]["texts"], **texts}})
            continue
        key = next(key for i in count(1) if (key := f"option-{i}") not in taken)
        taken.add(key)
        found.append({"key": key, "texts": texts})
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
