"""Every write of programs, one module per noun."""

from programs.actions.help_requests import resolve_help_request
from programs.actions.matches import OVERRIDES, clear_override, export_matches, override_health
from programs.actions.meeting_answers import MeetingReply, answer_meeting_question, undo_meeting_answer
from programs.actions.meeting_inquiries import ask_whether_met, revoke_inquiry_link
from programs.actions.participants import record_absence
from programs.actions.programs import Period, create_program, update_program
from programs.actions.saved_views import delete_view, save_view
from programs.actions.sessions import record_session

__all__ = [
    "OVERRIDES",
    "MeetingReply",
    "Period",
    "answer_meeting_question",
    "ask_whether_met",
    "clear_override",
    "create_program",
    "delete_view",
    "export_matches",
    "override_health",
    "record_absence",
    "record_session",
    "resolve_help_request",
    "revoke_inquiry_link",
    "save_view",
    "undo_meeting_answer",
    "update_program",
]
