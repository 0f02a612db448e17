"""Every write of programs, one module per noun."""

from programs.actions.coordinators import assign_coordinator, remove_coordinator
from programs.actions.exports import export_matches, export_participants
from programs.actions.help_requests import resolve_help_request
from programs.actions.launching import close_program, launch_program, reopen_program
from programs.actions.matches import OVERRIDES, clear_override, override_health
from programs.actions.meeting_answers import MeetingReply, answer_meeting_question, undo_meeting_answer
from programs.actions.meeting_inquiries import (
    ask_whether_met,
    renew_inquiry_link,
    revoke_links_of_match,
)
from programs.actions.participants import delete_absence, record_absence, restore_absence, update_absence
from programs.actions.program_copies import copy_program
from programs.actions.program_settings import update_program_settings
from programs.actions.programs import Period, create_program, update_program
from programs.actions.saved_views import delete_view, save_view
from programs.actions.sessions import delete_session, record_session, restore_session, update_session

__all__ = [
    "OVERRIDES",
    "MeetingReply",
    "Period",
    "answer_meeting_question",
    "ask_whether_met",
    "assign_coordinator",
    "clear_override",
    "close_program",
    "copy_program",
    "create_program",
    "delete_absence",
    "delete_session",
    "delete_view",
    "export_matches",
    "export_participants",
    "launch_program",
    "override_health",
    "record_absence",
    "record_session",
    "remove_coordinator",
    "renew_inquiry_link",
    "reopen_program",
    "resolve_help_request",
    "restore_absence",
    "restore_session",
    "revoke_links_of_match",
    "save_view",
    "undo_meeting_answer",
    "update_absence",
    "update_program",
    "update_program_settings",
    "update_session",
]
