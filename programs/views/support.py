"""Help and endings, as the two people of a match see them."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mentoring.tenancy.rules import is_owner
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions.concerns import raise_concern
from programs.actions.endings import leave_match, undo_leaving, wish_rematch, withdraw_rematch_wish
from programs.actions.help_requests import request_help, withdraw_help_request
from programs.actions.programs import update_support
from programs.enums import MatchChangeKind
from programs.forms import ConcernForm, HelpForm, SupportForm
from programs.models import HelpRequest, MatchChange, RematchWish
from programs.rules import can_set_up_programs
from programs.selectors.concerns import concern_readers, concerns_without_readers
from programs.selectors.meeting_pages import help_readers
from programs.views.base import ProgramView, add_errors
from programs.views.parties import PartyView


class MySupport(PartyView):
    """What can be done when something does not work: ask for help, raise a concern, end the match."""

    def get(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        """Ask for help."""
        form = HelpForm(request.POST)
        if form.is_valid():
            try:
                asked = request_help(
                    self.party, text=form.cleaned_data["text"], by=self.actor, now=self.now, today=self.today
                )
            except ValidationError as error:
                add_errors(form, error)
            else:
                undo = reverse("programs:my-help-withdraw", kwargs={**self.kwargs, "request_id": asked.pk})
                notify(request, _("Request sent."), undo_url=undo)
                return redirect("programs:my-support", **self.kwargs)
        return self.show(form=form, status=422)

    def show(self, status: int = 200, **given: Any) -> HttpResponse:
        readers = concern_readers(self.party, today=self.today)
        context = {
            "party": self.party,
            "match": self.match,
            "form": HelpForm(),
            "help_readers": help_readers(),
            "requested": HelpRequest.objects.open().filter(match=self.match, role=self.party.role).first(),
            "concern_readers": readers,
            "wish": RematchWish.objects.filter(match=self.match, participant=self.party.participant).first(),
            **given,
        }
        return render(self.request, "programs/my_support.html", context, status=status)


class MyHelpWithdraw(PartyView):
    def post(self, request: HttpRequest, slug: str, match_id: UUID, request_id: UUID) -> HttpResponse:
        mine = HelpRequest.objects.open().filter(match=self.match, role=self.party.role)
        withdraw_help_request(get_object_or_404(mine, pk=request_id), by=self.actor, today=self.today)
        notify(request, _("Request withdrawn."))
        return redirect("programs:my-support", slug=slug, match_id=match_id)


class MyConcern(PartyView):
    """Raise a concern with a named person; also after the match has ended."""

    def get(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        return self.show(ConcernForm())

    def post(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        form = ConcernForm(request.POST)
        readers = concern_readers(self.party, today=self.today)
        if form.is_valid():
            try:
                raise_concern(
                    self.party, text=form.cleaned_data["text"], readers=readers, by=self.actor, at=self.now
                )
            except ValidationError as error:
                add_errors(form, error)
            else:
                context = {"party": self.party, "match": self.match, "readers": readers}
                return render(request, "programs/my_concern_sent.html", context)
        return self.show(form, status=422)

    def show(self, form: ConcernForm, status: int = 200) -> HttpResponse:
        readers = concern_readers(self.party, today=self.today)
        context = {"party": self.party, "match": self.match, "form": form, "readers": readers}
        return render(self.request, "programs/my_concern.html", context, status=status)


class MyExit(PartyView):
    """End the match without giving reasons."""

    def post(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        try:
            change = leave_match(
                self.party,
                wants_rematch=bool(request.POST.get("wants_rematch")),
                by=self.actor,
                at=self.now,
                today=self.today,
            )
        except ValidationError as error:
            self.show_error(error)
        else:
            undo = reverse("programs:my-exit-undo", kwargs={**self.kwargs, "change_id": change.pk})
            notify(request, _("Match ended. Both of you are told in two minutes."), undo_url=undo)
        return self.back()


class MyExitUndo(PartyView):
    """Only who has ended the match takes that back."""

    def post(self, request: HttpRequest, slug: str, match_id: UUID, change_id: UUID) -> HttpResponse:
        mine = MatchChange.objects.filter(
            match=self.match, made_by=self.membership, kind=MatchChangeKind.ENDED
        )
        change = get_object_or_404(mine, pk=change_id)
        change.match = self.match
        try:
            undo_leaving(self.party, change, by=self.actor, at=self.now, today=self.today)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Undone."))
        return self.back()


class MyRematch(PartyView):
    """Wish for another match after this one, or withdraw the wish."""

    def post(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        if request.POST.get("withdraw"):
            withdraw_rematch_wish(self.party, by=self.actor)
            notify(request, _("Wish withdrawn."))
        elif self.party.is_current:
            self.show_error(ValidationError(_("This match has not ended.")))
        else:
            wish_rematch(self.party, by=self.actor, at=self.now, today=self.today)
            notify(request, _("Wish saved."))
        return redirect("programs:my-support", slug=slug, match_id=match_id)


class ProgramSupport(ProgramView):
    """Whom the program names for concerns, and how often the two are asked for a review."""

    rule = can_set_up_programs

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        names = SupportForm.base_fields
        return self.show(SupportForm(initial={name: getattr(self.program, name) for name in names}))

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        form = SupportForm(request.POST)
        if form.is_valid():
            update_support(self.program, **form.cleaned_data, by=self.actor)
            notify(request, _("Changes saved."))
            return self.to("program-support")
        return self.show(form, status=422)

    def show(self, form: SupportForm, status: int = 200) -> HttpResponse:
        left = concerns_without_readers(self.membership) if is_owner(self.membership) else []
        context = {"program": self.program, "form": form, "is_concern_left": bool(left)}
        return render(self.request, "programs/program_support.html", context, status=status)
