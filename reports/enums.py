from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Direction(TextChoices):
    UP = "up", _("Higher is better")
    DOWN = "down", _("Lower is better")


class LeaveKind(TextChoices):
    """Which exits count; fixed for a program, so that nobody picks the more favorable choice afterwards."""

    ALL = "all", _("All departures, for any reason")
    RESIGNATION = "resignation", _("Resignations only")


class ComparedWith(TextChoices):
    """Who participants are compared with; fixed for a program like everything that could be chosen afterwards."""

    COLLEAGUES = "colleagues", _("Colleagues outside the program")
    APPLICANTS = "applicants", _("People who applied or are on the waiting list, without a match")


class ExportState(TextChoices):
    PREPARING = "preparing", _("Being prepared")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


class OutcomeState(TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being calculated")
    DONE = "done", _("Calculated")
    FAILED = "failed", _("Failed")

    @classmethod
    def unfinished(cls) -> tuple["OutcomeState", ...]:
        return (cls.WAITING, cls.RUNNING)


class CostKind(TextChoices):
    """What money was spent on. Mentors' and mentees' time is counted from the sessions and never entered."""

    SOFTWARE = "software", _("Software")
    COORDINATOR = "coordinator", _("Coordination")
    TRAINING = "training", _("Training")
    EVENTS = "events", _("Events")
    EVALUATION = "evaluation", _("Evaluation")
    OTHER = "other", _("Other costs")


class Proration(TextChoices):
    """By what a one-off cost is divided, where this program bears only a part of it."""

    PEOPLE = "people", _("by people")
    MONTHS = "months", _("by months")


class AssumptionKey(TextChoices):
    REPLACEMENT = "replacement_share", _("Replacement cost")
    ANNUAL_PAY = "annual_pay", _("Annual pay")
    HOURLY_RATE = "hourly_rate", _("Hourly rate")
    SESSION_MINUTES = "session_minutes", _("Length of a session")


class BenefitKind(TextChoices):
    DEPARTURES = "departures", _("Departures prevented")
    FILLS = "internal_fills", _("Positions filled internally")
    PRODUCTIVITY = "productivity", _("Productivity")
    INTANGIBLE = "intangible", _("Not in the total")


class Isolation(TextChoices):
    """How the program's part of a benefit was isolated: one method for each benefit, never two."""

    COMPARISON = "comparison", _("Comparison group")
    TREND = "trend", _("Trend line")
    ESTIMATE = "estimate", _("Participants’ or managers’ estimate")


class RoiState(TextChoices):
    """What may be said about the return, in the order in which it is decided."""

    NO_COSTS = "no_costs", _("No costs yet")
    RATES_MISSING = "rates_missing", _("Rates are missing")
    NOT_MEASURABLE = "not_measurable", _("Not measurable at this size")
    TOO_EARLY = "too_early", _("Too early")
    NO_BENEFITS = "no_benefits", _("No measured benefit")
    COSTS_OPEN = "costs_open", _("Costs are not closed")
    MEASURED = "measured", _("Measured")


class KpiSource(TextChoices):
    """Where the values of a KPI come from. `reference` says which question, skill, rate or count."""

    SURVEY = "survey", _("Survey question")
    SKILL = "skill", _("Skill or imported reading")
    HR = "hr", _("HR rate")
    PROGRAM = "program", _("Program count")
    ENTERED = "entered", _("Values by hand, file or API")


class HrRate(TextChoices):
    RETENTION = "retention", _("Retention")
    PROMOTION = "promotion", _("Promotion")
    DEPARTURES = "regretted_departures", _("Regretted departures")
    MOVES = "internal_moves", _("Internal moves")
    TIME_TO_ROLE = "time_to_role", _("Time to role")


class ProgramCount(TextChoices):
    SESSIONS = "sessions", _("Sessions held per match")
    GOALS_MET = "goals_met", _("Goals met")
    PLANS = "plans_up_to_date", _("Action plans up to date")


class KpiPhase(TextChoices):
    BEFORE = "before", _("Before")
    DURING = "during", _("During")
    AFTER = "after", _("After")


class KpiLevel(TextChoices):
    """Kirkpatrick’s levels; what only counts activity is below the first."""

    ACTIVITY = "0", _("Activity")
    REACTION = "1", _("Level 1: reaction")
    LEARNING = "2", _("Level 2: learning")
    BEHAVIOR = "3", _("Level 3: behavior at work")
    RESULTS = "4", _("Level 4: results")


class Quadrant(TextChoices):
    RELATIONSHIP_PROCESS = "relationship_process", _("Relationship, process")
    RELATIONSHIP_OUTCOME = "relationship_outcome", _("Relationship, outcome")
    PROGRAM_PROCESS = "program_process", _("Program, process")
    PROGRAM_OUTCOME = "program_outcome", _("Program, outcome")
