"""Reviews: one side's answers by link or signed in, what both have answered, and the totals of a program."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from babel.dates import format_skeleton
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.mail.rendering import recipient_locale
from mentoring.tenancy.links import LinkView
from mentoring.ui.formats import current_locale
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions.reviews import answer_review
from programs.enums import MatchState, ReviewFrequency
from programs.extensions import PartyStep
from programs.forms import ReviewForm
from programs.models import ReviewAnswer
from programs.review_emails import PEOPLE
from programs.review_periods import Period
from programs.rules import can_see_program
from programs.selectors.parties import Party
from programs.selectors.reviews import answers_in, review_totals, reviews_of
from programs.views.base import ProgramView, add_errors
from programs.views.parties import PartyView

RANK = 25
# So long the home page asks for it.
ASKED_FOR = timedelta(days=30)


class MyReviews(PartyView):
    """A section of the match's page; a page of its own without JavaScript."""

    def get(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        context = {"party": self.party, "match": self.match, "reviews": reviews_of(self.party)}
        return render(request, "programs/my_reviews.html", context, block="section")


class MyReview(PartyView):
    """The caller's own answers to one review."""

    answer: ReviewAnswer

    def load(self) -> Any:
        party = super().load()
        own = ReviewAnswer.objects.select_related(*PEOPLE).filter(review__match=self.match, role=party.role)
        self.answer = get_object_or_404(own, pk=self.kwargs["answer_id"])
        return party

    def get(self, request: HttpRequest, slug: str, match_id: UUID, answer_id: UUID) -> HttpResponse:
        return self.show(ReviewForm(initial=answers_in(self.answer)))

    def post(self, request: HttpRequest, slug: str, match_id: UUID, answer_id: UUID) -> HttpResponse:
        form = ReviewForm(request.POST)
        if form.is_valid():
            try:
                answer_review(self.answer, form.cleaned_data, by=self.actor, at=self.now, today=self.today)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Review saved."))
                return redirect("programs:my-reviews", slug=slug, match_id=match_id)
        return self.show(form, status=422)

    def show(self, form: ReviewForm, status: int = 200) -> HttpResponse:
        context = {
            "party": self.party,
            "match": self.match,
            "form": form,
            "is_link": False,
            "is_saved": False,
        }
        return render(self.request, "programs/my_review.html", context, status=status)


class ReviewLink(LinkView):
    """The same without signing in. Answers are never shown again here: the link may reach others."""

    purpose = "review"
    target: ReviewAnswer

    @classmethod
    def find(cls, target_id: UUID) -> ReviewAnswer | None:
        found = ReviewAnswer.objects.select_related(*PEOPLE)
        return found.filter(pk=target_id, review__match__state=MatchState.ACTIVE).first()

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(ReviewForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form, now = ReviewForm(request.POST), timezone.now()
        if form.is_valid():
            today = self.organization.local_date(now)
            try:
                answer_review(self.target, form.cleaned_data, by=self.actor, at=now, today=today)
            except ValidationError as error:
                add_errors(form, error)
            else:
                self.target.answered_at = now
                return self.show(ReviewForm())
        return self.show(form, status=422)

    def show(self, form: ReviewForm, status: int = 200) -> HttpResponse:
        party = Party(self.target.review.match, self.target.role)
        person, organization = party.person, self.organization
        with recipient_locale(
            person.language or organization.language, person.time_zone or organization.time_zone
        ):
            context = {
                "party": party,
                "match": party.match,
                "form": form,
                "is_link": True,
                "is_saved": self.target.answered_at is not None and not form.errors,
            }
            return render(self.request, "programs/review_link.html", context, status=status)


class ReviewSteps:
    """The next step: a review that this side has not answered. One query."""

    def steps(self, parties: Sequence[Party], *, now: datetime) -> Mapping[UUID, PartyStep]:
        sides = Q()
        by_match = {party.match.pk: party for party in parties}
        for party in parties:
            sides |= Q(review__match=party.match.pk, role=party.role)
        open_ones = ReviewAnswer.objects.filter(
            sides, answered_at=None, review__opened_on__gt=(now - ASKED_FOR).date()
        )
        found = {}
        for answer in open_ones.select_related("review").order_by("review__number"):
            party = by_match[answer.review.match_id]
            slug = party.match.program.organization.slug
            found[party.match.pk] = PartyStep(
                RANK,
                _("How is it going with %(name)s?") % {"name": party.partner.person.name},
                _("Five questions for the two of you. Takes two minutes."),
                _("Answer"),
                reverse(
                    "programs:my-review",
                    kwargs={"slug": slug, "match_id": party.match.pk, "answer_id": answer.pk},
                ),
            )
        return found


class ProgramReviews(ProgramView):
    """The totals of all reviews of a program, never a single answer."""

    rule = can_see_program

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        context = {
            "program": self.program,
            "periods": [(_months(it), it) for it in review_totals(self.program, today=self.today)],
            "frequencies": ReviewFrequency.choices,
        }
        return render(request, "programs/program_reviews.html", context)


def _months(period: Period) -> str:
    first, last = (
        format_skeleton("yMMM", day, locale=current_locale()) for day in (period.first, period.last)
    )
    return first if first == last else f"{first} – {last}"
