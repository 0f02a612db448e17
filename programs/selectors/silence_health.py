"""The signal of silence: nothing was heard from either side for so long, or an email bounced."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from mentoring.mail.enums import SuppressionReason
from mentoring.mail.models import MailPreference, Suppression
from mentoring.tenancy.models import Organization
from programs.enums import Health
from programs.extensions import EvaluatedMatch
from programs.health.pausable_calendar import PausableCalendar
from programs.health.rules import MatchFacts, Signal
from programs.models import Match, Program
from programs.program_settings import SILENCE_RISK
from programs.selectors.signs_of_life import last_signs_of_life
from programs.silence import AT_RISK_AFTER


def silence_signal(
    since: date, calendar: PausableCalendar, day: date, after: int = AT_RISK_AFTER
) -> Signal | None:
    """At risk from the day (the 45th) on which nothing was heard; breaks, absences and pauses do not count."""
    days = calendar.elapsed(since, day)
    if days < after:
        return None
    values = {"days": days, "elapsed": (day - since).days, "since": since.isoformat()}
    return Signal("silence", Health.AT_RISK, calendar.day_when(since, after), values)


def bounce_signal(bounced_on: Iterable[date], last_sign: date) -> Signal | None:
    """At risk after a bounce, until something is heard of the match."""
    days = [on for on in bounced_on if on >= last_sign]
    return (
        Signal("bounced", Health.AT_RISK, min(days), {"bounced_on": min(days).isoformat()}) if days else None
    )


class SilenceHealth:
    """Says nothing about matches whose sessions come from files: nobody writes to their people from here.

    Before the first session, its own rule is stricter. Those who unsubscribed are not silent: nobody asked them. Two
    queries for any number of matches, and a fixed number more if one may be silent.
    """

    def explain(self, program: Program) -> list[str]:
        return [
            _(
                "After the first session, a match is at risk when nothing was heard from either side for %(days)s "
                "days, or an email bounced since. Those who unsubscribed do not count as silent."
            )
            % {"days": SILENCE_RISK.of(program)}
        ]

    def signals(self, program: Program, matches: Sequence[EvaluatedMatch]) -> Mapping[UUID, Sequence[Signal]]:
        after = SILENCE_RISK.of(program)
        facts = {it.id: it.facts for it in matches if it.facts.held_count and not it.facts.is_paused}
        rows = (
            Match.objects.filter(pk__in=list(facts), sessions_known_until=None)
            .select_related("mentor__person", "mentee__person")
            .order_by("pk")
        )
        emails = (
            {it: (it.mentor.person.email_norm, it.mentee.person.email_norm) for it in rows} if facts else {}
        )
        if not emails:
            return {}
        bounces = Suppression.objects.filter(reason=SuppressionReason.BOUNCED)
        wanted = {email for both in emails.values() for email in both if email}
        bounced = dict(bounces.filter(email_norm__in=wanted).values_list("email_norm", "created_at"))
        quiet = [
            match
            for match, both in emails.items()
            if any(email in bounced for email in both) or _may_be_silent(facts[match.pk], after)
        ]
        if not quiet:
            return {}
        organization = Organization.objects.get(pk=program.organization_id)
        asked = {email for match in quiet for email in emails[match] if email}
        unwanted = MailPreference.objects.filter(email_norm__in=asked, is_wanted=False)
        unsubscribed = set(unwanted.values_list("email_norm", flat=True))
        signs = last_signs_of_life(quiet, organization)
        found: dict[UUID, list[Signal]] = {}
        for match in quiet:
            f, both = facts[match.pk], emails[match]
            days = [organization.local_date(bounced[email]) for email in both if email in bounced]
            signals = [bounce_signal(days, signs[match.pk])]
            if not unsubscribed.intersection(both):
                signals.append(silence_signal(signs[match.pk], f.calendar, f.day, after))
            if present := [signal for signal in signals if signal is not None]:
                found[match.pk] = present
        return found


def _may_be_silent(facts: MatchFacts, after: int) -> bool:
    """Tell whether they neither met for so long nor plan to meet."""
    quiet_since = facts.day - timedelta(days=after)
    return not facts.is_booked and facts.last_held_on is not None and facts.last_held_on <= quiet_since
