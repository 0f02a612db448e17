"""The tables of surveys, one module per noun."""

from surveys.models.budget import ContactBudget, PostponedInvitation
from surveys.models.mentor_result import MentorResult, MentorResultMentee
from surveys.models.response import Answer, LinkingSecret, Response
from surveys.models.result import CommentPool, WaveResult
from surveys.models.schedule import Schedule
from surveys.models.survey import Question, Survey, SurveyVersion
from surveys.models.token import AnswerToken
from surveys.models.wave import Invitation, Skip, Wave

__all__ = [
    "Answer",
    "AnswerToken",
    "CommentPool",
    "ContactBudget",
    "Invitation",
    "LinkingSecret",
    "MentorResult",
    "MentorResultMentee",
    "PostponedInvitation",
    "Question",
    "Response",
    "Schedule",
    "Skip",
    "Survey",
    "SurveyVersion",
    "Wave",
    "WaveResult",
]
