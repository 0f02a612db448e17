"""Every write of programs, one module per noun."""

from programs.actions.coordinators import assign_coordinator, remove_coordinator
from programs.actions.exports import export_matches, export_participants
from programs.actions.matches import OVERRIDES, clear_override, override_health
from programs.actions.participants import delete_absence, record_absence, restore_absence, update_absence
from programs.actions.programs import Period, create_program, update_program
from programs.actions.saved_views import delete_view, save_view
from programs.actions.sessions import delete_session, record_session, restore_session, update_session

__all__ = [
    "OVERRIDES",
    "Period",
    "assign_coordinator",
    "clear_override",
    "create_program",
    "delete_absence",
    "delete_session",
    "delete_view",
    "export_matches",
    "export_participants",
    "override_health",
    "record_absence",
    "record_session",
    "remove_coordinator",
    "restore_absence",
    "restore_session",
    "save_view",
    "update_absence",
    "update_program",
    "update_session",
]
