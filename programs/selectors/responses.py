"""Who has not responded to the match they were introduced to: they have not accepted its agreement."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from mentoring.mail.models import OutboxMessage
from programs.enums import MatchState, ParticipantRole
from programs.extensions import PlannedSends
from programs.health.evaluate import Calendars, is_over
from programs.models import AgreementAcceptance, Match, Program
from programs.program_settings import RESPOND
from programs.selectors.concerns import working_day_after
from programs.selectors.parties import Party, parties_in

RESPONSE_REMINDER = "programs.response_reminder"
# Nobody is reminded of a match that began longer ago. The two may have begun without the agreement.
RECENT = timedelta(days=60)
ONE_DAY = timedelta(days=1)


def reminder_day(match: Match) -> date:
    """Return the day on which those who have not responded are reminded."""
    return working_day_after(match.started_on, RESPOND.of(match.program)) + ONE_DAY


def follow_up_day(match: Match) -> date:
    """Return the day from which a match without a response is a next step of those who run the program."""
    return working_day_after(match.started_on, 2 * RESPOND.of(match.program)) + ONE_DAY


def waiting_for(
    program: Program, *, today: date, day_of: Callable[[Match], date], until: date
) -> list[Party]:
    """Return those who have not responded and whose day comes up to `until`, in order of the start. One query.

    Only of matches that began with an introduction and have not met, without those of people who have left.
    """
    accepted = AgreementAcceptance.objects.filter(match=OuterRef("pk"))
    found = Match.objects.filter(
        program=program,
        state=MatchState.ACTIVE,
        introduction__isnull=False,
        started_on__gt=today - RECENT,
        held_count=0,
    ).annotate(
        mentor_accepted=Exists(accepted.filter(role=ParticipantRole.MENTOR)),
        mentee_accepted=Exists(accepted.filter(role=ParticipantRole.MENTEE)),
    )
    waiting = []
    for match in found.with_current_people(today).with_people().order_by("started_on", "id"):
        match.program = program
        if day_of(match) > until:
            continue
        has_accepted = {
            ParticipantRole.MENTOR: match.mentor_accepted,
            ParticipantRole.MENTEE: match.mentee_accepted,
        }
        waiting += [party for party in parties_in(match) if not has_accepted[ParticipantRole(party.role)]]
    return waiting


def not_reminded(parties: Sequence[Party]) -> dict[str, Party]:
    """Return those who have an address and whose reminder is not in the outbox, by its key. One query."""
    found = {response_key(party): party for party in parties if party.person.email}
    sent = OutboxMessage.objects.filter(dedup_key__in=found).values_list("dedup_key", flat=True)
    for key in list(sent):
        del found[key]
    return found


def response_key(party: Party) -> str:
    return f"{RESPONSE_REMINDER}:{party.match.pk.hex}:{party.role}"


class ResponseForecast:
    """The days on which those are reminded who will not have accepted by then. A fixed number of queries."""

    kinds = (RESPONSE_REMINDER,)

    def planned(self, program: Program, *, first: date, last: date, today: date) -> Sequence[PlannedSends]:
        if is_over(program, today):
            return []
        waiting = waiting_for(program, today=today, day_of=reminder_day, until=last)
        calendars, counts = Calendars(program), Counter[date]()
        for party in not_reminded(waiting).values():
            match = party.match
            calendar = calendars.of(match.pk, match.mentor_id, match.mentee_id)
            # What is overdue comes as soon as it may: on the first day after a break, an absence or a pause.
            day = calendar.day_when(max(reminder_day(match), first) - ONE_DAY, 1)
            if day <= last and match.started_on > day - RECENT and not is_over(program, day):
                counts[day] += 1
        return [PlannedSends(day, RESPONSE_REMINDER, counts[day]) for day in sorted(counts)]
