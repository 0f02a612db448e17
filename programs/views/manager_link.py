"""A line manager's link: approve the hours or decline them, without an account."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from mentoring.mail.rendering import recipient_locale
from mentoring.tenancy.links import LinkView
from mentoring.ui.rendering import render
from programs.actions.applying import answer_as_manager
from programs.application_emails import hours_of
from programs.models import Application


class ManagerApprovalLink(LinkView):
    """Shows the name, the program and the hours, and nothing else. The answer can be changed until the decision."""

    purpose = "manager-approval"
    target: Application

    @classmethod
    def find(cls, target_id: UUID) -> Application | None:
        found = Application.objects.current().exclude(manager_answer="")
        return found.select_related("program", "manager").filter(pk=target_id).first()

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        answer = request.POST.get("answer")
        if answer not in ("approve", "decline"):
            return self.show(status=422)
        try:
            answer_as_manager(
                self.target,
                approves=answer == "approve",
                by=self.actor,
                at=now,
                today=self.organization.local_date(now),
            )
        except ValidationError as error:
            return self.show(error=" ".join(error.messages), status=422)
        return redirect(self.path_to(self.target, self.organization))

    def show(self, *, error: str = "", status: int = 200) -> HttpResponse:
        manager = self.target.manager
        language = (manager.language if manager else "") or self.organization.language
        zone = (manager.time_zone if manager else "") or self.organization.time_zone
        context = {
            "application": self.target,
            "organization": self.organization,
            "hours": hours_of(self.target.program, self.organization, at=timezone.now()),
            "error": error,
        }
        with recipient_locale(language, zone):
            return render(self.request, "programs/manager_approval.html", context, status=status)
