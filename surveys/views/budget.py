"""The contact budget of the organization, in sentences."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.tenancy.views import TenantView
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.views.base import add_errors
from surveys.actions.budget import reset_contact_budget, set_contact_budget
from surveys.budget import DEFAULT_LIMITS
from surveys.forms.budget import ContactBudgetForm
from surveys.rules import can_edit_budget
from surveys.selectors.budget import current_limits


class ContactBudgetEdit(TenantView):
    rule = can_edit_budget

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.show(ContactBudgetForm(limits=current_limits()))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = ContactBudgetForm(request.POST)
        if form.is_valid():
            try:
                set_contact_budget(form.cleaned_data, by=self.actor, now=timezone.now())
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Contact budget saved."))
                return redirect("surveys:contact-budget", slug=slug)
        return self.show(form, status=422)

    def show(self, form: ContactBudgetForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "is_default": current_limits() == DEFAULT_LIMITS}
        return render(self.request, "surveys/contact_budget.html", context, status=status)


class ContactBudgetReset(TenantView):
    rule = can_edit_budget

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        reset_contact_budget(by=self.actor, now=timezone.now())
        notify(request, _("Contact budget reset."))
        return redirect("surveys:contact-budget", slug=slug)
