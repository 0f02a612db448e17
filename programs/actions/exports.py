"""Export the participants and the matches of a program."""

from datetime import date
from typing import Any

from django.db import transaction

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Membership
from mentoring.ui.tabular import Table
from programs.exports import applications_table, matches_table, participants_table
from programs.models import Program
from programs.selectors.matches import MatchFilters
from programs.selectors.own_texts import own_texts


@transaction.atomic
def export_participants(
    program: Program, *, role: str, name: str, today: date, account: str = "", briefing: str = "", by: Actor
) -> Table:
    """Return the filtered participants as a table and record the export."""
    table = participants_table(program, today=today, role=role, name=name, account=account, briefing=briefing)
    filters = {"q": name, "role": role, "account": account, "briefing": briefing}
    used = [label for label, value in filters.items() if value]
    values = {"rows": len(table.rows), "filters": used}
    record("programs.export_participants", program, by=by, label=program.name, values=values)
    return table


@transaction.atomic
def export_matches(program: Program, filters: MatchFilters, *, by: Actor) -> Table:
    """Return the filtered matches as a table and record the export."""
    table = matches_table(program, filters)
    used = sorted(name for name in ("health", "q", "only") if getattr(filters, name))
    values = {"rows": len(table.rows), "filters": used}
    record("programs.export_matches", program, by=by, label=program.name, values=values)
    return table


@transaction.atomic
def export_applications(program: Program, *, state: str, role: str, q: str, today: date, by: Actor) -> Table:
    """Return the filtered applications with their answers as a table and record the export."""
    table = applications_table(program, state=state, role=role, name=q, today=today)
    used = [label for label, value in (("state", state), ("role", role), ("q", q)) if value]
    values = {"rows": len(table.rows), "filters": used}
    record("programs.export_applications", program, by=by, label=program.name, values=values)
    return table


@transaction.atomic
def export_own_texts(membership: Membership, *, by: Actor) -> dict[str, Any]:
    """Return what the member has written in confidence, and record that they took it with them."""
    texts = own_texts(membership)
    record("programs.export_own_texts", by=by)
    return texts
