from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProgramState(TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open for applications")
    RUNNING = "running", _("Running")
    CLOSED = "closed", _("Closed")


# The states of a program that has not been launched.
BEFORE_LAUNCH = (ProgramState.DRAFT, ProgramState.OPEN)


class MeetingInterval(IntegerChoices):
    """The agreed meeting frequency, in days from one session to the next."""

    WEEKLY = 7, _("Every week")
    BIWEEKLY = 14, _("Every two weeks")
    THREE_WEEKS = 21, _("Every three weeks")
    MONTHLY = 30, _("Every month")
    SIX_WEEKS = 42, _("Every six weeks")


class ParticipantRole(TextChoices):
    MENTOR = "mentor", _("Mentor")
    MENTEE = "mentee", _("Mentee")


class Audience(TextChoices):
    """To whom an announcement goes."""

    BOTH = "both", _("Mentors and mentees")
    MENTORS = "mentors", _("Mentors")
    MENTEES = "mentees", _("Mentees")


class Stage(TextChoices):
    """Where a match stands in its program; resources are shown for one of them first."""

    BEFORE = "before", _("Before the start")
    FIRST = "first", _("First sessions")
    HALF_TIME = "half_time", _("Half-time")
    CLOSING = "closing", pgettext_lazy("stage", "Closing")


class BriefingState(TextChoices):
    """Whether a participant has marked the briefing as read."""

    READ = "read", _("Read")
    UNREAD = "unread", _("Not read")


class ParticipantState(TextChoices):
    APPLIED = "applied", _("Applied")
    ACCEPTED = "accepted", _("Accepted")
    WAITING = "waiting", _("On the waiting list")
    DECLINED = "declined", _("Declined")
    LEFT = "left", _("Left")


class AccountState(TextChoices):
    """Whether a participant can sign in, and if not, why. The first that applies."""

    ACTIVE = "active", _("Active")
    ENDED = "ended", _("Access ended")
    NO_ADDRESS = "no_address", _("No address")
    UNDELIVERABLE = "undeliverable", _("Email not deliverable")
    INVITED = "invited", _("Invited")
    NONE = "none", _("Not invited")


class MatchState(TextChoices):
    PROPOSED = "proposed", _("Proposed")
    APPROVED = "approved", _("Approved")
    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Ended")


# The states of a draft match: it takes a place, and mentor and mentee cannot see it.
DRAFTS = (MatchState.PROPOSED, MatchState.APPROVED)


class LeftOut(TextChoices):
    """Why a mentor is not suggested for a mentee."""

    SAME_PERSON = "same_person", _("The same person")
    HAS_LEFT = "has_left", _("No longer works here")
    NOT_ACCEPTED = "not_accepted", _("Not accepted into this program")
    KNOWN = "known", _("Matched with each other now or before")
    REPORTING_LINE = "reporting_line", _("In the same reporting line")
    ABSENT = "absent", _("Absent today")
    NO_PLACE = "no_place", _("No free place")


class MatchChangeKind(TextChoices):
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Ended")
    REOPENED = "reopened", _("Reopened")


class SessionState(TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    MISSED = "missed", _("Missed")
    CANCELLED = "cancelled", _("Canceled")


class MeetingAnswer(TextChoices):
    """The answers to "Did you meet?"."""

    YES = "yes", _("Yes, we met")
    MOVED = "moved", _("We moved it")
    NOT_YET = "not_yet", pgettext_lazy("did you meet", "Not yet")
    HELP = "help", _("I want help")


class Fit(TextChoices):
    """What one side thinks of the match after the first session."""

    GOOD = "good", _("Good fit")
    DECIDING = "deciding", _("Still deciding")
    NOT_GOOD = "not_good", _("Not a good fit")


class Health(TextChoices):
    """The health of a match: the level of its worst signal. Listed worst first."""

    AT_RISK = "at_risk", _("At risk")
    ATTENTION = "attention", _("Needs attention")
    ON_TRACK = "on_track", _("On track")
    UNKNOWN = "unknown", _("Not enough data")
    FINISHED = "finished", _("Finished")


class ReviewFrequency(TextChoices):
    """What one side says in a review about how often the two meet."""

    TOO_RARELY = "too_rarely", _("Too rarely")
    RIGHT = "right", _("Just right")
    TOO_OFTEN = "too_often", _("Too often")


class PauseReason(TextChoices):
    """Why a participant pauses. No free text: it would be about illness and family."""

    WORKLOAD = "workload", _("Too much work at the moment")
    LEAVE = "leave", _("On leave")
    CHANGE = "change", _("New position or team")
    NOT_STATED = "not_stated", _("Not stated")


class Sees(TextChoices):
    """How much of an item a reader sees."""

    YES = "yes", pgettext_lazy("sees", "Yes")
    NO = "no", pgettext_lazy("sees", "No")
    DATES = "dates", pgettext_lazy("sees", "Dates only")
    IF_PROGRAM_SAYS_SO = "if_program_says_so", _("Only if the program’s settings allow it")
    FOLLOW_UP = "follow_up", _("“Needs follow-up” only")
    NAMED = "named", _("Only those named on the form")
    AFTER_BOTH = "after_both", _("After both answered")
    TOTALS = "totals", pgettext_lazy("sees", "Totals")
    TOTALS_FROM_5 = "totals_from_5", _("Totals from five answers")


class SetupState(TextChoices):
    """The state of a task of a program's setup."""

    DONE = "done", pgettext_lazy("task", "Done")
    MISSING = "missing", pgettext_lazy("task", "Missing")
    OPTIONAL = "optional", pgettext_lazy("task", "Optional")


class ClosingReason(TextChoices):
    """Why a program is closed."""

    AS_PLANNED = "as_planned", _("It ended as planned")
    EARLY = "early", _("It ended early")
    CONTINUED = "continued", _("Another program continues it")
    NOT_NEEDED = "not_needed", _("It is no longer needed")


class QuestionKind(TextChoices):
    """How a profile question is answered."""

    TEXT = "text", _("Short text")
    ONE = "one", _("One choice")
    SEVERAL = "several", _("Several choices")
    SCALE = "scale", _("Scale from 1 to 5")
    TOPICS = "topics", _("Topics")


class ApplicationState(TextChoices):
    DRAFT = "draft", _("Not sent yet")
    SUBMITTED = "submitted", _("To decide")
    WAITING = "waiting", _("On the waiting list")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ApplicationDecision(TextChoices):
    """What those who run a program decide about applications."""

    ACCEPT = "accept", _("Accept")
    WAIT = "wait", _("Put on the waiting list")
    DECLINE = "decline", _("Decline")


class ManagerAnswer(TextChoices):
    """What a line manager said about the hours."""

    ASKED = "asked", pgettext_lazy("line manager", "Asked")
    APPROVED = "approved", pgettext_lazy("line manager", "Approved")
    DECLINED = "declined", pgettext_lazy("line manager", "Declined")
