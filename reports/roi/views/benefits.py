"""Benefits: add, change, delete and undo."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.views.base import add_errors
from programs.views.undo import recall, remember
from reports.models import Benefit, Kpi
from reports.roi.actions import delete_benefit, record_benefit, restore_benefit, update_benefit
from reports.roi.actions.benefits import EDITABLE
from reports.roi.forms import HUNDRED, BenefitForm
from reports.roi.views.base import RoiEdit

KEPT = tuple("kpi_id" if name == "kpi" else name for name in EDITABLE)


class BenefitForms(RoiEdit):
    def form_page(self, form: BenefitForm, benefit: Benefit | None = None, status: int = 200) -> HttpResponse:
        context = {"program": self.program, "form": form, "benefit": benefit}
        return render(self.request, "reports/roi_benefit.html", context, status=status)


class BenefitCreate(BenefitForms):
    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        return self.form_page(BenefitForm())

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        form = BenefitForm(request.POST)
        if form.is_valid():
            try:
                record_benefit(self.program, values=form.values, by=self.actor)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Benefit added."))
                return self.back()
        return self.form_page(form, status=422)


class OneBenefit(BenefitForms):
    benefit: Benefit

    def load(self) -> Benefit:
        program = super().load()
        self.benefit = get_object_or_404(
            Benefit.objects.select_related("kpi"), program=program, pk=self.kwargs["benefit_id"]
        )
        self.benefit.program = program
        return self.benefit

    @property
    def undo_url(self) -> str:
        return self.address("roi-benefit-restore", benefit_id=self.kwargs["benefit_id"])


class BenefitUpdate(OneBenefit):
    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        initial = {name: getattr(self.benefit, name) for name in EDITABLE}
        for name in BenefitForm.PERCENT:
            if initial[name] is not None:
                initial[name] *= HUNDRED
        return self.form_page(BenefitForm(initial=initial), self.benefit)

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        form = BenefitForm(request.POST)
        if form.is_valid():
            kept = Benefit.objects.get(pk=self.benefit.pk)
            try:
                update_benefit(self.benefit, values=form.values, by=self.actor)
            except ValidationError as error:
                add_errors(form, error)
            else:
                remember(request, kept, KEPT)
                notify(request, _("Benefit saved."), undo_url=self.undo_url)
                return self.back()
        return self.form_page(form, self.benefit, status=422)


class BenefitDelete(OneBenefit):
    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        remember(request, self.benefit, KEPT)
        delete_benefit(self.benefit, by=self.actor)
        notify(request, _("Benefit deleted."), undo_url=self.undo_url)
        return self.back()


class BenefitRestore(RoiEdit):
    """Undo a change or a deletion. The benefit may not exist."""

    def post(self, request: HttpRequest, benefit_id: UUID, **kwargs: object) -> HttpResponse:
        values = recall(request, Benefit, benefit_id)
        try:
            if values is None:
                raise ValidationError(_("This change can no longer be undone."))
            kpi = Kpi.objects.filter(pk=values.pop("kpi_id", None)).first()
            restore_benefit(self.program, benefit_id, {**values, "kpi": kpi}, by=self.actor)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Change undone."))
        return self.back()
