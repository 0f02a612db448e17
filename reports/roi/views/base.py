"""The base of all pages of a program's ROI."""

from typing import Any, ClassVar

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from mentoring.tenancy.views import Rule
from programs.models import Program
from programs.views.base import ProgramView
from reports.roi.result import RoiResult, calculate
from reports.roi.selectors import newest_run, roi_inputs
from reports.rules import can_edit_roi, can_read_outcomes


class RoiView(ProgramView):
    rule: ClassVar[Rule] = can_read_outcomes
    loaded: Program

    def load(self) -> Any:
        self.request.switches_to = "reports:roi"
        return super().load()

    @property
    def now(self) -> Any:
        return timezone.now()

    def address(self, name: str, **arguments: Any) -> str:
        return reverse(
            f"reports:{name}",
            kwargs={"slug": self.organization.slug, "program_id": self.program.pk, **arguments},
        )

    def back(self, name: str = "roi", anchor: str = "") -> HttpResponse:
        return redirect(self.address(name) + anchor)

    def result(self) -> RoiResult:
        return calculate(roi_inputs(self.program, newest_run(self.program), as_of=self.today))


class RoiEdit(RoiView):
    """A page or operation that changes costs, benefits or assumptions."""

    rule: ClassVar[Rule] = can_edit_roi
