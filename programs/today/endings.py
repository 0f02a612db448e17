"""Next steps about endings: silent matches whose end is to be confirmed, and wishes for another match."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mentoring.ui.formats import date as show_date
from programs.enums import Health, MatchState
from programs.extensions import TodayItem
from programs.models import Match, Program, RematchWish, StillMeetingQuestion
from programs.today.todo import MOST

CONFIRM, REMATCH = 15, 25


class SilentMatches:
    """Matches of which neither side has answered for so long (21 days). One query."""

    def items(self, program: Program, today: date) -> Sequence[TodayItem]:
        due = StillMeetingQuestion.objects.filter(
            match__program=program,
            match__state=MatchState.ACTIVE,
            role="mentor",
            closed_at=None,
            confirm_on__lte=today,
        )
        people = due.select_related("match__mentor__person", "match__mentee__person")
        return [self._item(program, it) for it in people.order_by("confirm_on", "id")[:MOST]]

    def _item(self, program: Program, question: StillMeetingQuestion) -> TodayItem:
        match = question.match
        arguments = {"slug": program.organization.slug, "program_id": program.pk, "match_id": match.pk}
        return TodayItem(
            rank=CONFIRM,
            who=str(match),
            fact=_("Silent since %(since)s. Both were asked on %(asked)s; neither has answered.")
            % {"since": show_date(question.silent_since), "asked": show_date(question.asked_on)},
            since=question.confirm_on,
            step=_("Confirm the end"),
            url=reverse("programs:match-detail", kwargs=arguments),
            step_url=reverse("programs:match-state", kwargs=arguments),
            health=Health.AT_RISK,
        )


class RematchWishes:
    """Participants who would like another match and have none. One query."""

    def items(self, program: Program, today: date) -> Sequence[TodayItem]:
        of_participant = Q(mentor=OuterRef("participant")) | Q(mentee=OuterRef("participant"))
        current = Match.objects.filter(of_participant).exclude(state=MatchState.ENDED)
        wishes = RematchWish.objects.filter(~Exists(current), match__program=program)
        people = wishes.select_related("participant__person").order_by("wished_on", "id")
        slug = program.organization.slug
        url = reverse("programs:match-create", kwargs={"slug": slug, "program_id": program.pk})
        return [
            TodayItem(
                rank=REMATCH,
                who=wish.participant.person.name,
                fact=_("Would like another match, since %(day)s.") % {"day": show_date(wish.wished_on)},
                since=wish.wished_on,
                step=_("Find a match"),
                url=url,
                step_url=f"{url}?mentee={wish.participant_id}" if wish.participant.role == "mentee" else url,
            )
            for wish in people[:MOST]
        ]
