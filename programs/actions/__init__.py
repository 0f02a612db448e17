"""Every write of programs, one module per noun."""

from programs.actions.matches import OVERRIDES, clear_override, export_matches, override_health
from programs.actions.participants import record_absence
from programs.actions.programs import Period, create_program, update_program
from programs.actions.saved_views import delete_view, save_view
from programs.actions.sessions import record_session

__all__ = [
    "OVERRIDES",
    "Period",
    "clear_override",
    "create_program",
    "delete_view",
    "export_matches",
    "override_health",
    "record_absence",
    "record_session",
    "save_view",
    "update_program",
]
