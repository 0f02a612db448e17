"""The form of the answer to “Did you meet?”."""

from django import forms

from programs.enums import Fit, MeetingAnswer


class MeetingReplyForm(forms.Form):
    """The answer of one side about one match; the page writes its own fields."""

    met = forms.ChoiceField(choices=MeetingAnswer.choices, required=False)
    held_on = forms.DateField(required=False)
    held_at = forms.TimeField(required=False)
    minutes = forms.IntegerField(required=False, min_value=1, max_value=1440)
    moved_to = forms.DateField(required=False)
    moved_at = forms.TimeField(required=False)
    rating = forms.IntegerField(required=False, min_value=1, max_value=5)
    fit = forms.ChoiceField(choices=[("", ""), *Fit.choices], required=False)
    note = forms.CharField(required=False, max_length=5000)
    private_note = forms.CharField(required=False, max_length=5000)
    help_text = forms.CharField(required=False, max_length=2000)

    @property
    def is_answered(self) -> bool:
        return bool(self.data.get(self.add_prefix("met")))
