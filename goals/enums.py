from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class GoalState(TextChoices):
    DRAFT = "draft", _("Draft")
    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Agreed")
    MET = "met", _("Met")
    REPLACED = "replaced", _("Replaced")
    DROPPED = "dropped", _("Dropped")


class Attainment(TextChoices):
    """How a goal came out, by the thresholds that were fixed when it was agreed."""

    NOT_MET = "not_met", _("Not met")
    MET = "met", _("Met")
    EXCEEDED = "exceeded", _("Exceeded")


class MeasureKind(TextChoices):
    NUMBER = "number", _("A number")
    PERCENT = "percent", _("A percentage")
    DONE = "done", _("Done or not")


class Direction(TextChoices):
    RAISE = "raise", _("raise")
    LOWER = "lower", _("lower")


class GoalOwner(TextChoices):
    MENTEE = "mentee", _("The mentee")
    PAIR = "pair", _("Both of us")


class InReach(TextChoices):
    YES = "yes", _("Yes, with effort")
    UNSURE = "unsure", _("Not sure")
    NO = "no", _("Not with what I have today")


class Pace(TextChoices):
    ON_TRACK = "on_track", _("On track")
    SLOWER = "slower", _("Slower")
    STUCK = "stuck", _("Stuck")


class ActionOwner(TextChoices):
    """Who does an action of a plan."""

    MENTOR = "mentor", _("Mentor")
    MENTEE = "mentee", _("Mentee")
    BOTH = "both", _("Both")


class RevisionKind(TextChoices):
    SAVED = "saved", _("Changed")
    UNCHANGED = "unchanged", _("Nothing changed")
    IMPORTED = "imported", _("Imported")


class PlanStatus(TextChoices):
    """How current an action plan is. Listed worst first."""

    STALE = "stale", _("Stale")
    DUE = "due", _("Due")
    UP_TO_DATE = "up_to_date", _("Up to date")
    NOT_BEGUN = "not_begun", _("Not begun")


class ObjectiveState(TextChoices):
    ACTIVE = "active", _("Active")
    REPLACED = "replaced", _("Replaced")
    DROPPED = "dropped", _("Dropped")


class ObjectiveDecision(TextChoices):
    """What a review decides about an objective; a change of its values outside a review is kept as well."""

    KEEP = "keep", _("Keep it")
    RAISE = "raise", _("Raise the target")
    REPLACE = "replace", _("Replace it")
    DROP = "drop", _("Drop it")
    CHANGE = "change", _("Change its values")

    @classmethod
    def of_reviews(cls) -> list["ObjectiveDecision"]:
        return [cls.KEEP, cls.RAISE, cls.REPLACE, cls.DROP]


class ObjectiveStatus(TextChoices):
    """What can be said about an objective. There is no “failed”: before its date it is too early."""

    REACHED = "reached", _("Target reached")
    BELOW = "below", _("Below target")
    TOO_EARLY = "too_early", _("Too early")
    NO_VALUE = "no_value", _("No value yet")
    GAP = "gap", _("Cannot be measured")
    CLOSED = "closed", _("No longer pursued")
