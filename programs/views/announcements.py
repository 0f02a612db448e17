"""Write to the mentors and mentees of a program: choose, preview every email, send, undo."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions.messages import cancel_announcement, send_announcement
from programs.announcement_text import PLACEHOLDERS, refuse_unknown_placeholders, starting_points
from programs.emails import announcement_values
from programs.enums import Audience
from programs.extensions import MESSAGE_GROUPS
from programs.forms import AnnouncementForm, MatchFilter
from programs.models import Announcement
from programs.rules import can_write_to_participants
from programs.selectors.announcements import Addressee, addressees_of, matches_to_write_to, program_contact
from programs.views.base import ProgramView, add_errors

PREVIEWS_ON_A_PAGE = 20


class AnnouncementCreate(ProgramView):
    """The query string chooses the matches, as on the list of matches: `match` names a single one, `group` several."""

    rule = can_write_to_participants

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        start = starting_points().get(request.GET.get("start", ""))
        initial = {"subject": start.subject, "body": start.body} if start else {}
        if request.GET.get("audience") in Audience:
            initial["audience"] = request.GET["audience"]
        return self.show(AnnouncementForm(initial=initial))

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        form = AnnouncementForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            if "send" in request.POST:
                return self.send(form)
            refuse_unknown_placeholders(form.cleaned_data["subject"], form.cleaned_data["body"])
        except ValidationError as error:
            add_errors(form, error)
            return self.show(form, status=422)
        # Going back from the preview shows the form with the text again.
        return self.show(form) if "edit" in request.POST else self.preview(form)

    def send(self, form: AnnouncementForm) -> HttpResponse:
        contact = program_contact(self.program)
        if contact is None:
            raise ValidationError(_("This program has no contact to whom replies could go."))
        sent = send_announcement(
            self.program,
            **form.cleaned_data,
            addressees=self.addressees(form.cleaned_data["audience"]),
            reply_to=contact,
            by=self.actor,
            at=timezone.now(),
        )
        text = ngettext(
            "Email to %(num)s person goes out in two minutes.",
            "Emails to %(num)s people go out in two minutes.",
            sent.recipients,
        ) % {"num": sent.recipients}
        undo = reverse(
            "programs:announcement-cancel",
            kwargs={
                "slug": self.organization.slug,
                "program_id": self.program.pk,
                "announcement_id": sent.pk,
            },
        )
        notify(self.request, text, undo_url=undo)
        return self.to("match-list")

    def addressees(self, audience: str) -> list[Addressee]:
        filters = MatchFilter(self.request.GET).filters()
        group = MESSAGE_GROUPS.get(self.request.GET.get("group", ""))
        matches = matches_to_write_to(
            self.program,
            filters,
            match_id=self.request.GET.get("match", ""),
            among=group(self.program, self.today) if group else None,
        )
        return addressees_of(matches, audience)

    def preview(self, form: AnnouncementForm) -> HttpResponse:
        data = form.cleaned_data
        draft = Announcement(program=self.program, subject=data["subject"], body=data["body"])
        draft.sent_by = self.membership
        addressees = self.addressees(data["audience"])
        reachable = [it for it in addressees if it.recipient.email]
        pages = Paginator(reachable, PREVIEWS_ON_A_PAGE)
        shown = pages.get_page(self.request.POST.get("page"))
        return self.page(
            form,
            emails=[(it, announcement_values(draft, it)) for it in shown],
            first=shown.start_index(),
            page=shown.number,
            pages=pages.num_pages,
            count=len(reachable),
            unreachable=[it for it in addressees if not it.recipient.email],
            contact=program_contact(self.program),
        )

    def show(self, form: AnnouncementForm, status: int = 200) -> HttpResponse:
        addressees = self.addressees("both")
        return self.page(form, status, people=len(addressees), starts=starting_points())

    def page(self, form: AnnouncementForm, status: int = 200, **more: Any) -> HttpResponse:
        selection = self.request.GET.copy()
        selection.pop("start", None)
        context = {
            "program": self.program,
            "form": form,
            "placeholders": PLACEHOLDERS.items(),
            "query": f"{selection.urlencode()}&" if selection else "",
            **more,
        }
        return render(self.request, "programs/announcement.html", context, status=status)


class AnnouncementCancel(ProgramView):
    rule = can_write_to_participants

    def post(self, request: HttpRequest, slug: str, program_id: UUID, announcement_id: UUID) -> HttpResponse:
        found = get_object_or_404(Announcement, pk=announcement_id, program=self.program)
        try:
            cancel_announcement(found, by=self.actor, at=timezone.now())
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Emails not sent."))
        return self.to("match-list")
