"""The tables of programs, one module per noun."""

from programs.models.agreement import AgreementAcceptance
from programs.models.application import Application, DecisionBatch
from programs.models.concern import Concern
from programs.models.coordinator import ProgramCoordinator
from programs.models.daily_count import DailyCount
from programs.models.ending import RematchWish, StillMeetingQuestion
from programs.models.intake import Intake
from programs.models.introduction import EmailText, Introduction
from programs.models.match import Match
from programs.models.match_change import MatchChange
from programs.models.material import Briefing, BriefingReading, Resource
from programs.models.meeting_inquiry import Feedback, HelpRequest, MeetingInquiry, MeetingQuestion
from programs.models.message import Announcement, MatchMessage
from programs.models.note import Note
from programs.models.participant import Absence, Participant
from programs.models.profile import ProfileQuestion, Topic
from programs.models.program import Break, Program
from programs.models.review import Review, ReviewAnswer
from programs.models.saved_view import SavedView
from programs.models.session import Session
from programs.models.snapshot import HealthSnapshot

__all__ = [
    "Absence",
    "AgreementAcceptance",
    "Announcement",
    "Application",
    "Break",
    "Briefing",
    "BriefingReading",
    "Concern",
    "DailyCount",
    "DecisionBatch",
    "EmailText",
    "Feedback",
    "HealthSnapshot",
    "HelpRequest",
    "Intake",
    "Introduction",
    "Match",
    "MatchChange",
    "MatchMessage",
    "MeetingInquiry",
    "MeetingQuestion",
    "Note",
    "Participant",
    "ProfileQuestion",
    "Program",
    "ProgramCoordinator",
    "RematchWish",
    "Resource",
    "Review",
    "ReviewAnswer",
    "SavedView",
    "Session",
    "StillMeetingQuestion",
    "Topic",
]
