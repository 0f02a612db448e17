"""The resources of a program, and the stage in which a mentor or mentee is."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from programs.enums import MatchState, ProgramState, Stage
from programs.models import Match, Participant, Program, Resource
from programs.program_templates import TEMPLATES
from programs.selectors.parties import parties_of_participant

Group = tuple[Stage, list[Resource]]


def by_stage(resources: Iterable[Resource], *, first: str = "") -> list[Group]:
    """Return the resources by stage, without stages that have none; the stage `first` comes first."""
    found = list(resources)
    stages = sorted(Stage, key=lambda stage: stage != first)
    groups = [(stage, [it for it in found if it.stage == stage]) for stage in stages]
    return [group for group in groups if group[1]]


def resources_for(participant: Participant, stage: str) -> list[Group]:
    """Return what a participant is offered, the current stage first. One query."""
    offered = Resource.objects.filter(program=participant.program_id).offered()
    return by_stage((it for it in offered if it.is_for(participant.role)), first=stage)


def resource_for(participant: Participant, resource_id: UUID) -> Resource | None:
    """Return one resource that the participant is offered, with its file."""
    found = Resource.objects.filter(program=participant.program_id, removed_at=None, pk=resource_id).first()
    return found if found and found.is_for(participant.role) else None


def current_stage(participant: Participant, *, today: date) -> Stage:
    """Return the stage of a participant, by their current or most recent match; without any, before the start.

    One query.
    """
    program, parties = participant.program, parties_of_participant(participant)
    if program.state == ProgramState.CLOSED:
        return Stage.CLOSING
    return stage_of(program, parties[0].match, today=today) if parties else Stage.BEFORE


def stage_of(program: Program, match: Match, *, today: date) -> Stage:
    """Return where a match stands: half-time from the middle on, closing in the last sixth or once it has ended."""
    if match.state == MatchState.ENDED or program.state == ProgramState.CLOSED:
        return Stage.CLOSING
    if match.started_on is None or match.started_on > today:
        return Stage.BEFORE
    ends_on = _end(program, match.started_on)
    if ends_on is None or ends_on <= match.started_on:
        return Stage.FIRST
    length, passed = (ends_on - match.started_on).days, (today - match.started_on).days
    if passed * 6 >= length * 5:
        return Stage.CLOSING
    return Stage.HALF_TIME if passed * 2 >= length else Stage.FIRST


def _end(program: Program, started_on: date) -> date | None:
    """Return the day on which a match ends that began on a day, as far as the program says."""
    template = TEMPLATES.get(program.template)
    planned = template.after(started_on) if template and template.is_rolling else program.ends_on
    return min(planned, program.ends_on) if planned and program.ends_on else planned
