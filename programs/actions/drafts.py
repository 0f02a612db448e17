"""Draft matches: choose a mentor, approve, discard. No email is sent; mentor and mentee cannot see drafts."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from mentoring.ui.tabular import Table
from programs.actions.pair_rules import locked_pair, refuse_full, refuse_pair
from programs.enums import DRAFTS, MatchState, ProgramState
from programs.exports import drafts_table
from programs.locks import lock_program, share_program
from programs.models import Match, Participant, Program
from programs.selectors.drafts import assess


@transaction.atomic
def draft_match(
    program: Program, *, mentor: Participant, mentee: Participant, by: Actor, today: date
) -> Match:
    """Draft a match of two participants. Refuses what `refuse_pair` refuses, and a mentor without a free place."""
    if program.state == ProgramState.CLOSED:
        raise ValidationError(_("This program is closed."))
    share_program(program.pk)
    mentor, mentee = locked_pair(mentor.pk, mentee.pk)
    refuse_pair(program, mentor, mentee, today)
    refuse_full(mentor, with_drafts=True)
    if Match.objects.filter(mentee=mentee).drafts().exists():
        raise ValidationError(
            _("%(name)s has a draft match already. Discard it first.") % {"name": mentee.person.name}
        )
    match = Match(program=program, mentor=mentor, mentee=mentee, state=MatchState.PROPOSED, started_on=today)
    match.full_clean(exclude=["organization"])
    match.save()
    record("programs.draft_match", match, by=by)
    return match


@transaction.atomic
def discard_draft(match: Match, *, by: Actor) -> None:
    """Delete a draft, approved or not. Refuses a match whose people have been introduced."""
    share_program(match.program_id)
    found = Match.objects.select_for_update().filter(pk=match.pk, state__in=DRAFTS).first()
    if found is None:
        raise ValidationError(_("This is no longer a draft."))
    record("programs.discard_draft", match, by=by)
    found.delete()


@transaction.atomic
def approve_matches(program: Program, *, match_ids: Collection[UUID], by: Actor, today: date) -> int:
    """Approve drafts, so that their people can be introduced; return their number.

    Refuses all when one of them now breaks a rule, with a sentence for each.
    """
    organization = program.organization
    program = lock_program(program.pk)
    program.organization = organization
    # The lock keeps the places of the program's mentors from being taken in between.
    found = Match.objects.filter(program=program, pk__in=match_ids, state=MatchState.PROPOSED).with_people()
    drafts = assess(program, list(found.order_by("id")), today=today)
    if not drafts:
        raise ValidationError(_("Choose at least one draft."))
    broken = [it for it in drafts if it.broken]
    if broken:
        raise ValidationError([f"{it.match}: {it.broken.label}." for it in broken if it.broken])
    Match.objects.filter(pk__in=[it.match.pk for it in drafts]).update(state=MatchState.APPROVED)
    record("programs.approve_matches", program, by=by, label=program.name, values={"count": len(drafts)})
    return len(drafts)


@transaction.atomic
def export_drafts(program: Program, *, by: Actor, today: date) -> Table:
    """Return the drafts as a table and record the export."""
    table = drafts_table(program, today=today)
    values = {"rows": len(table.rows)}
    record("programs.export_drafts", program, by=by, label=program.name, values=values)
    return table
