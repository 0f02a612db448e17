"""Next steps of a program, collected from providers."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.db.models import Case, CharField, Count, F, Q, Value, When, Window
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Coalesce, RowNumber
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.ui.formats import number
from programs.enums import Health, ParticipantState
from programs.extensions import SIGNAL_WORDS, TODAY_PROVIDERS, TodayItem
from programs.health.wording import day, describe_signal
from programs.models import Match, Program

MOST = 10
AT_RISK, REVIEW, ATTENTION = 10, 20, 30
# From this number on, matches with the same signal are one step.
GROUPED_FROM = 4


def next_steps(program: Program, *, today: date) -> list[TodayItem]:
    """Return at most ten next steps, by rank and then by age."""
    found = [item for provider in TODAY_PROVIDERS for item in provider.items(program, today)]
    return sorted(found, key=lambda item: (item.rank, item.since or date.max, item.who))[:MOST]


class MatchesNeedingAction:
    """Matches at risk or needing attention, and overrides due for review. One query.

    Matches with the same signal are grouped. Matches of people who have left are omitted: nobody can be asked.
    """

    def items(self, program: Program, today: date) -> Sequence[TodayItem]:
        due = Q(override_review_on__lte=today) & ~Q(override="")
        code = KeyTextTransform("code", KeyTransform("0", "signals"))
        order = [F("rank").asc(), F("health_since").asc(nulls_last=True), F("id").asc()]
        matches = (
            Match.objects.filter(program=program)
            .introduced()
            .exclude(health=Health.FINISHED)
            .filter(Q(health__in=[Health.AT_RISK, Health.ATTENTION]) | due)
            .with_current_people(today)
            .exclude(mentor__state=ParticipantState.LEFT)
            .with_people()
            .annotate(
                rank=Case(
                    When(due, then=REVIEW), When(health=Health.AT_RISK, then=AT_RISK), default=ATTENTION
                ),
                # Overridden matches are not grouped: each has its own reason.
                code=Case(
                    When(~Q(override=""), then=Value("")),
                    default=Coalesce(code, Value("")),
                    output_field=CharField(),
                ),
            )
            .annotate(
                position=Window(RowNumber(), partition_by=[F("code")], order_by=order),
                size=Window(Count("id"), partition_by=[F("code")]),
            )
            .filter(position__lte=MOST)
            .order_by("code", "position")
        )
        items: list[TodayItem] = []
        for group_code, group in groupby(matches, key=lambda match: match.code):
            rows = list(group)
            if group_code in SIGNAL_WORDS and rows[0].size >= GROUPED_FROM:
                items.append(_group_item(rows[0], program))
            else:
                items.extend(_item(match, program, today) for match in rows)
        return items


def _group_item(first: Match, program: Program) -> TodayItem:
    words, others = SIGNAL_WORDS[first.code], first.size - 1
    who = ngettext(
        "Longest: %(match)s and %(others)s more", "Longest: %(match)s and %(others)s more", others
    ) % {"match": first, "others": number(others)}
    url = f"{_address(program, 'match-list')}?{urlencode({'only': first.code})}"
    if words.audience:
        step, step_url = _("Write to all of them"), _write_address(program, first.code, {"only": first.code})
    else:
        step, step_url = _("Open the matches"), url
    return TodayItem(
        first.rank, words.many(first.size), who, first.health_since, step, url, step_url, first.health
    )


def _item(match: Match, program: Program, today: date) -> TodayItem:
    address = _address(program, "match-detail", match_id=match.pk)
    step_url = f"{address}#health"
    if match.override and match.override_review_on and match.override_review_on <= today:
        fact = _("Override due for review on %(day)s: %(reason)s") % {
            "day": day(match.override_review_on.isoformat()),
            "reason": match.override_reason,
        }
        step = _("Review the override")
    elif match.override or not match.signals:
        fact, step = match.override_reason or _("This match needs attention."), _("Open the match")
    else:
        fact, step = describe_signal(match.signals[0])
        if match.code in SIGNAL_WORDS and SIGNAL_WORDS[match.code].audience:
            step_url = _write_address(program, match.code, {"match": str(match.pk)})
    return TodayItem(match.rank, str(match), fact, _since(match), step, address, step_url, match.health)


def _since(match: Match) -> date | None:
    return match.override_review_on if match.rank == REVIEW else match.health_since


def _write_address(program: Program, code: str, selection: dict[str, str]) -> str:
    """Return the URL of an email to the people of the selected matches, with the text of the signal."""
    words = SIGNAL_WORDS[code]
    query = {**selection, "audience": words.audience}
    if words.start:
        query["start"] = words.start
    return f"{_address(program, 'announcement-create')}?{urlencode(query)}"


def _address(program: Program, name: str, **arguments: object) -> str:
    kwargs = {"slug": program.organization.slug, "program_id": program.pk, **arguments}
    return reverse(f"programs:{name}", kwargs=kwargs)
