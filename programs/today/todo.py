"""Next steps of a program, collected from providers."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils.translation import gettext as _

from programs.enums import Health
from programs.extensions import TODAY_PROVIDERS, TodayItem
from programs.health.wording import day, describe_signal
from programs.models import Match, Program

MOST = 10
AT_RISK, REVIEW, ATTENTION = 10, 20, 30


def next_steps(program: Program, *, today: date) -> list[TodayItem]:
    """Return at most ten next steps, by rank and then by age."""
    found = [item for provider in TODAY_PROVIDERS for item in provider.items(program, today)]
    return sorted(found, key=lambda item: (item.rank, item.since or date.max, item.who))[:MOST]


class MatchesNeedingAction:
    """Matches at risk or needing attention, and overrides due for review. One query."""

    def items(self, program: Program, today: date) -> Sequence[TodayItem]:
        due = Q(override_review_on__lte=today) & ~Q(override="")
        matches = (
            Match.objects.filter(program=program)
            .introduced()
            .exclude(health=Health.FINISHED)
            .filter(Q(health__in=[Health.AT_RISK, Health.ATTENTION]) | due)
            .with_people()
            .annotate(
                rank=Case(
                    When(due, then=REVIEW), When(health=Health.AT_RISK, then=AT_RISK), default=ATTENTION
                )
            )
            .order_by("rank", F("health_since").asc(nulls_last=True), "id")
        )
        return [self._item(match, program, today) for match in matches[:MOST]]

    def _item(self, match: Match, program: Program, today: date) -> TodayItem:
        address = reverse(
            "programs:match-detail",
            kwargs={"slug": program.organization.slug, "program_id": program.pk, "match_id": match.pk},
        )
        if match.override and match.override_review_on and match.override_review_on <= today:
            fact = _("Override due for review on %(day)s: %(reason)s") % {
                "day": day(match.override_review_on.isoformat()),
                "reason": match.override_reason,
            }
            return TodayItem(
                REVIEW,
                str(match),
                fact,
                match.override_review_on,
                _("Review the override"),
                address,
                match.health,
            )
        if match.override or not match.signals:
            fact, step = match.override_reason or _("This match needs attention."), _("Open the match")
        else:
            fact, step = describe_signal(match.signals[0])
        return TodayItem(match.rank, str(match), fact, match.health_since, step, address, match.health)
