"""The tables of programs, one module per noun."""

from programs.models.daily_count import DailyCount
from programs.models.match import Match
from programs.models.participant import AwayPeriod, Participant
from programs.models.program import Program, QuietPeriod
from programs.models.saved_view import SavedView
from programs.models.session import Session
from programs.models.snapshot import HealthSnapshot

__all__ = [
    "AwayPeriod",
    "DailyCount",
    "HealthSnapshot",
    "Match",
    "Participant",
    "Program",
    "QuietPeriod",
    "SavedView",
    "Session",
]
