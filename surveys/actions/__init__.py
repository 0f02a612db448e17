"""Every write of surveys, one module per subject."""

from surveys.actions.anonymous_answers import submit_anonymous_answers
from surveys.actions.anonymous_results import publish_anonymous
from surveys.actions.answers import record_answers, stop_emails
from surveys.actions.own_email import send_survey_test
from surveys.actions.pulses import restart_pulse, stop_unanswered_pulses
from surveys.actions.questions import (
    QuestionSpec,
    add_question,
    move_question,
    remove_question,
    replace_questions,
    restore_question,
    update_question,
)
from surveys.actions.reminders import send_reminders
from surveys.actions.results import calculate_results, export_wave_results
from surveys.actions.schedules import move_survey, schedule_survey, send_due, stop_schedule
from surveys.actions.surveys import archive_survey, create_survey, update_survey
from surveys.actions.waves import close_wave, destroy_linking_secret, launch_wave

__all__ = [
    "QuestionSpec",
    "add_question",
    "archive_survey",
    "calculate_results",
    "close_wave",
    "create_survey",
    "destroy_linking_secret",
    "export_wave_results",
    "launch_wave",
    "move_question",
    "move_survey",
    "publish_anonymous",
    "record_answers",
    "remove_question",
    "replace_questions",
    "restart_pulse",
    "restore_question",
    "schedule_survey",
    "send_due",
    "send_reminders",
    "send_survey_test",
    "stop_emails",
    "stop_schedule",
    "stop_unanswered_pulses",
    "submit_anonymous_answers",
    "update_question",
    "update_survey",
]
