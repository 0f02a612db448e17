"""“We’re still meeting”, from the link of an email, without signing in."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from mentoring.mail.rendering import recipient_locale
from mentoring.tenancy.links import LinkView
from mentoring.ui.rendering import render
from programs.actions.silence import answer_still_meeting
from programs.enums import MatchState
from programs.models import StillMeetingQuestion
from programs.selectors.parties import Party


class StillMeetingLink(LinkView):
    """For one side of a silent match, as long as the match is active."""

    purpose = "still-meeting"
    target: StillMeetingQuestion

    @classmethod
    def find(cls, target_id: UUID) -> StillMeetingQuestion | None:
        people = ("match__program", "match__mentor__person", "match__mentee__person")
        found = StillMeetingQuestion.objects.select_related(*people)
        return found.filter(pk=target_id, match__state=MatchState.ACTIVE).first()

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest) -> HttpResponse:
        answer_still_meeting(self.target, by=self.actor, now=timezone.now())
        self.target.refresh_from_db(fields=["answered_at"])
        return self.show()

    def show(self) -> HttpResponse:
        party = Party(self.target.match, self.target.role)
        person, organization = party.person, self.organization
        with recipient_locale(
            person.language or organization.language, person.time_zone or organization.time_zone
        ):
            context = {"party": party, "question": self.target, "organization": organization}
            return render(self.request, "programs/still_meeting.html", context)
