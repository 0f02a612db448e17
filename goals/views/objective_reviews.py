"""The review of an objective: its value, the decision, and its history."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from goals.actions.reviews import review_objective, undo_review
from goals.enums import ObjectiveDecision
from goals.forms import ObjectiveReviewForm
from goals.models import ObjectiveReview
from goals.objective_status import decisions_for
from goals.presentation import history_entries, presented
from goals.selectors.objectives import history_of, standings
from goals.views.objectives import OneObjective
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.views.base import add_errors


class ObjectiveReviewPage(OneObjective):
    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        return self.page()

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        form = ObjectiveReviewForm(request.POST, choices=ObjectiveDecision.of_reviews())
        if form.is_valid():
            try:
                review = review_objective(
                    self.objective, values=form.cleaned_data, by=self.actor, today=self.today
                )
            except ValidationError as error:
                add_errors(form, error)
            else:
                undo_url = self.address(
                    "objective-review-undo", objective_id=self.objective.pk, review_id=review.pk
                )
                notify(request, _("Review saved."), undo_url=undo_url)
                if review.decision == ObjectiveDecision.REPLACE:
                    goal = self.objective.organization_goal_id
                    return redirect(f"{self.address('objective-create')}?goal={goal}")
                return self.back()
        return self.page(form, status=422)

    def page(self, form: ObjectiveReviewForm | None = None, status: int = 200) -> HttpResponse:
        found = standings([self.objective], today=self.today)[self.objective.pk]
        choices = decisions_for(found.standing, due_on=self.objective.due_on, today=self.today)
        if form is None:
            form = ObjectiveReviewForm(choices=choices)
        form.offer(choices)
        context = {
            "program": self.program,
            "tab": "objectives",
            "row": presented(found, today=self.today),
            "form": form,
            "choices": choices,
            "history": history_entries(history_of(self.objective), self.objective),
        }
        return render(self.request, "goals/objective_review.html", context, status=status)


class ObjectiveReviewUndo(OneObjective):
    def post(self, request: HttpRequest, review_id: UUID, **kwargs: object) -> HttpResponse:
        review = get_object_or_404(ObjectiveReview, objective=self.objective, pk=review_id)
        review.objective = self.objective
        try:
            undo_review(review, by=self.actor)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Review undone."))
        return self.back()
