"""Every write of surveys, one module per subject."""

from surveys.actions.answers import record_answers
from surveys.actions.questions import (
    QuestionSpec,
    add_question,
    move_question,
    remove_question,
    replace_questions,
    update_question,
)
from surveys.actions.surveys import archive_survey, create_survey, update_survey
from surveys.actions.waves import close_wave, destroy_linking_secret, launch_wave

__all__ = [
    "QuestionSpec",
    "add_question",
    "archive_survey",
    "close_wave",
    "create_survey",
    "destroy_linking_secret",
    "launch_wave",
    "move_question",
    "record_answers",
    "remove_question",
    "replace_questions",
    "update_question",
    "update_survey",
]
