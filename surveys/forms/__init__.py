"""Forms of surveys: they validate, actions write."""

from surveys.forms.questions import QuestionForm
from surveys.forms.surveys import DefaultPlanForm, SurveyForm

__all__ = ["DefaultPlanForm", "QuestionForm", "SurveyForm"]
