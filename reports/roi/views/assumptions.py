"""Assumptions: change in place, see the effect before saving, undo."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.views.base import add_errors
from reports.enums import AssumptionKey
from reports.models import Assumption, AssumptionChange
from reports.roi.actions import remove_assumption, undo_assumption_change, update_assumption
from reports.roi.forms import LevelForm
from reports.roi.inputs import AssumedValue
from reports.roi.page import effect_of_change
from reports.roi.result import RoiResult, calculate
from reports.roi.views.base import RoiEdit
from reports.roi.views.page import RoiPage, editing_form


class AssumptionEdit(RoiEdit, RoiPage):
    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        return self.back(anchor="#assumptions")

    def saved(self, before: RoiResult, key: str, level: str, values: dict[str, Any]) -> HttpResponse:
        change = update_assumption(
            self.program, key, level=level, **values, by=self.actor, now=self.now, today=self.today
        )
        label, old, new = effect_of_change(before, self.result())
        text = _("Assumption saved. %(label)s: %(old)s → %(new)s.") % {"label": label, "old": old, "new": new}
        notify(self.request, text, undo_url=self.address("roi-assumption-undo", change_id=change.pk))
        return self.back(anchor="#assumptions")


class AssumptionUpdate(AssumptionEdit):
    """Save the assumption that is edited in the table."""

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        key, level = request.POST.get("key", ""), request.POST.get("level", "")
        if key not in AssumptionKey.values:
            raise Http404
        before, pool = self.found()
        editing = editing_form(before, key, level, owner=self.membership.user.name, data=request.POST)
        form = editing[2]
        if form.is_valid():
            try:
                return self.saved(before, key, level, form.values)
            except ValidationError as error:
                add_errors(form, error)
        return self.page(before, pool, editing=editing, status=422)


class AssumptionOfLevel(AssumptionEdit):
    """Add a value for one level."""

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        form = LevelForm(request.POST, key="", prefix="level")
        before, pool = self.found()
        if form.is_valid():
            data = form.cleaned_data
            try:
                return self.saved(before, data["key"], data["level"], form.values)
            except ValidationError as error:
                add_errors(form, error)
        return self.page(before, pool, level_form=form, status=422)


class AssumptionEffect(RoiEdit):
    """Show what the values being typed would change. Changes nothing."""

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        key, level = request.GET.get("key", ""), request.GET.get("level", "")
        if key not in AssumptionKey.values:
            raise Http404
        before = self.result()
        _key, _level, form = editing_form(before, key, level, owner="", data=request.GET)
        form.fields["source"].required = form.fields["owner"].required = False
        effect = None
        if form.is_valid() and form.values["low"] <= form.values["best"] <= form.values["high"]:
            effect = effect_of_change(before, _with(before, key, level, form.values))
        return render(request, "reports/roi_effect.html", {"effect": effect})


def _with(result: RoiResult, key: str, level: str, values: dict[str, Any]) -> RoiResult:
    """Return the result as it would be with other values of one assumption."""
    [program] = result.inputs.programs
    value = AssumedValue(key, level, values["low"], values["best"], values["high"])
    others = tuple(it for it in program.assumptions if it.name != (key, level))
    changed = replace(program, assumptions=(*others, value))
    return calculate(replace(result.inputs, programs=(changed,)))


class AssumptionRemove(RoiEdit):
    """Delete the value of one level."""

    def post(self, request: HttpRequest, slug: str, program_id: UUID, assumption_id: UUID) -> HttpResponse:
        found = get_object_or_404(Assumption, program=self.program, pk=assumption_id)
        found.program = self.program
        try:
            remove_assumption(found, by=self.actor)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Value of this level removed."))
        return self.back(anchor="#assumptions")


class AssumptionUndo(RoiEdit):
    def post(self, request: HttpRequest, slug: str, program_id: UUID, change_id: UUID) -> HttpResponse:
        changes = AssumptionChange.objects.filter(assumption__program=self.program)
        change = get_object_or_404(changes.select_related("assumption__program"), pk=change_id)
        try:
            undo_assumption_change(change, by=self.actor, now=self.now)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Change undone."))
        return self.back(anchor="#assumptions")
