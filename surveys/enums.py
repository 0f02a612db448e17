from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SurveyKind(TextChoices):
    START = "start", pgettext_lazy("survey", "Start")
    HALF_TIME = "half_time", _("Half-time")
    END = "end", pgettext_lazy("survey", "End")
    SIX_MONTHS = "six_months", _("Six months after")
    PULSE = "pulse", _("Pulse")
    MENTORS = "mentors", _("Mentors")


# They count, and are never blocked: other surveys move instead.
NEVER_BLOCKED = (SurveyKind.START, SurveyKind.END)
# Which survey goes first where several are due for a person.
PRIORITY = (*NEVER_BLOCKED, SurveyKind.SIX_MONTHS, SurveyKind.HALF_TIME, SurveyKind.MENTORS, SurveyKind.PULSE)


class SurveyMode(TextChoices):
    """Who learns what somebody answered. Listed from the strictest to the least strict."""

    ANONYMOUS = "anonymous", _("Anonymous")
    CONFIDENTIAL = "confidential", _("Confidential")
    NAMED = "named", pgettext_lazy("survey", "With names")


class QuestionType(TextChoices):
    AGREEMENT = "agreement5", _("Agreement, 5 points")
    SCALE = "scale0to10", _("Scale from 0 to 10")
    YES_NO = "yes_no", _("Yes or no")
    ONE_CHOICE = "one_choice", _("One choice")
    SEVERAL_CHOICES = "several_choices", _("Several choices")
    SHORT_TEXT = "short_text", _("Short text")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")


WITH_OPTIONS = (QuestionType.ONE_CHOICE, QuestionType.SEVERAL_CHOICES)


class AnswerState(TextChoices):
    """Only given answers count in denominators."""

    GIVEN = "given", _("Answered")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")
    PREFER_NOT = "prefer_not", _("Prefer not to say")


class Trigger(TextChoices):
    """When a survey is due."""

    MATCH_INTERVAL = "match_interval", _("Every so many days from the start of a match")
    CALENDAR = "calendar", _("On calendar days")
    SESSIONS = "sessions", _("After a number of sessions")
    MATCH_DAYS = "match_days", _("Days after the start of a match")
    HALF_TIME = "half_time", _("After a number of sessions, or at half-time")
    CLOSING = "closing", _("When a match ends")
    MONTHS_AFTER = "months_after", _("Months after a match ended")
    DATE = "date", _("On a date")


# The others make everybody of the audience due on one day.
TRIGGERS_BY_MATCH = (
    Trigger.MATCH_INTERVAL,
    Trigger.SESSIONS,
    Trigger.MATCH_DAYS,
    Trigger.HALF_TIME,
    Trigger.CLOSING,
    Trigger.MONTHS_AFTER,
)


class WaveState(TextChoices):
    OPEN = "open", pgettext_lazy("survey", "Open")
    CLOSED = "closed", pgettext_lazy("survey", "Closed")


class Decision(TextChoices):
    """What happens to people who would go over their contact budget. Otherwise they wait, or are not invited."""

    MOVE = "move", _("Move to another day")
    MERGE = "merge", _("Merge")
    HALF = "half", _("Ask a random half")
    WAIT = "wait", _("Let them wait")


class SkipReason(TextChoices):
    """Why somebody who was due did not get a survey."""

    NO_ADDRESS = "no_address", _("No email address")
    UNSUBSCRIBED = "unsubscribed", _("Has stopped survey emails")
    UNDELIVERABLE = "undeliverable", _("Email cannot be delivered")
    LEFT = "left", _("Has left the organization or the program")
    ALREADY_ASKED = "already_asked", _("Already invited to this survey")
    TOO_LATE = "too_late", _("Could not be sent in time")
    TOO_FEW = "too_few", _("Fewer than five people were due for an anonymous survey")
    PAUSED = "paused", _("Survey emails of this program were paused")
    BUDGET = "budget", _("Over the contact budget")
    OTHER_HALF = "other_half", _("Belongs to the other random half")
    MATCH_OVER = "match_over", _("Match ended or was paused before it could be sent")
    PULSE_STOPPED = "pulse_stopped", _("Pulse had stopped: few people answered")
