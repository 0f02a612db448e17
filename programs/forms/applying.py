"""Forms of applicants: the request for a link, who they are, and one form for each question."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.email_address import EmailAddressField
from mentoring.visible_text import validate_name
from programs.enums import ParticipantRole, QuestionKind
from programs.forms.readers import read_by
from programs.models import ProfileQuestion

BY_PROGRAM_STAFF = _("Those who run the program read this.")
LONGEST_ANSWER = 1000
SCALE = ("1", "2", "3", "4", "5")


class LinkRequestForm(forms.Form):
    """The form of the public page for people without an account."""

    email = EmailAddressField(
        label=_("Your email address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    role = forms.ChoiceField(label=_("I apply as"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, roles: Sequence[ParticipantRole], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]
        if len(roles) == 1:
            self.fields["role"].initial = roles[0].value


class GuestDetailsForm(forms.Form):
    name = read_by(
        BY_PROGRAM_STAFF,
        forms.CharField(
            label=_("Your name"),
            max_length=200,
            validators=[validate_name],
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
        ),
    )


class CapacityForm(forms.Form):
    capacity = forms.IntegerField(label=_("How many mentees would you take?"), min_value=1, max_value=50)


class AnswerForm(forms.Form):
    """The form of one question. `other` adds a topic that is not in the list."""

    def __init__(
        self,
        *args: Any,
        question: ProfileQuestion,
        topics: Sequence[str],
        given: Any = None,
        saves_as_typed: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        field = self._field(topics, given)
        field.required = question.is_required and not saves_as_typed
        field.label, field.help_text, field.initial = question.text, question.hint, given
        self.fields["answer"] = read_by(BY_PROGRAM_STAFF, field)
        if question.kind == QuestionKind.TOPICS:
            # Instead of the list, a topic of one's own is enough.
            field.required, field.hides_optional = False, question.is_required
            own = [topic for topic in given or [] if topic not in topics]
            self.fields["other"] = forms.CharField(
                label=_("Something else"), max_length=80, required=False, initial=", ".join(own)
            )
            self.needs_topic = question.is_required and not saves_as_typed

    def _field(self, topics: Sequence[str], given: Any) -> Any:
        question = self.question
        choices = [(option, option) for option in question.options]
        match question.kind:
            case QuestionKind.ONE:
                return forms.ChoiceField(choices=choices, widget=forms.RadioSelect)
            case QuestionKind.SEVERAL:
                return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple)
            case QuestionKind.SCALE:
                ends = {"1": question.options[:1], "5": question.options[1:2]}
                labels = [(n, " – ".join([n, *ends.get(n, ())])) for n in SCALE]
                return forms.ChoiceField(choices=labels, widget=forms.RadioSelect)
            case QuestionKind.TOPICS:
                listed = [(topic, topic) for topic in topics]
                return forms.MultipleChoiceField(choices=listed, widget=forms.CheckboxSelectMultiple)
        return forms.CharField(max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs={"rows": 5}))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.question.kind == QuestionKind.TOPICS and "answer" not in self.errors:
            own = [topic.strip()[:80] for topic in data.get("other", "").split(",")]
            data["answer"] = list(dict.fromkeys([*data.get("answer", ()), *filter(None, own)]))
            if self.needs_topic and not data["answer"]:
                self.add_error("answer", _("Choose at least one topic, or enter one."))
        return data

    @property
    def answers(self) -> Mapping[str, Any]:
        """Return the answer as save_answers takes it."""
        answer = self.cleaned_data.get("answer")
        if self.question.kind == QuestionKind.SCALE and answer:
            answer = int(answer)
        return {self.question.key: answer}
