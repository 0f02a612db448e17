"""The saved views of the list of matches."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mentoring.ui.notices import notify
from programs.actions import delete_view, save_view
from programs.forms import MatchFilter, ViewForm
from programs.models import SavedView
from programs.rules import owns_view
from programs.views.base import ProgramView


class ViewSave(ProgramView):
    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        query = MatchFilter(request.POST).filters().query
        form = ViewForm(request.POST)
        try:
            if not form.is_valid():
                raise ValidationError(_("Enter a name of at most 60 characters."))
            save_view(self.program, name=form.cleaned_data["name"], query=query, by=self.actor)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("View saved."))
        return redirect(f"{_matches(self)}?{query}")


class ViewDelete(ProgramView):
    """Delete one of the member's own views."""

    rule = owns_view
    loaded: SavedView

    def load(self) -> SavedView:
        super().load()
        mine = SavedView.objects.filter(program=self.program, membership=self.membership)
        return get_object_or_404(mine, pk=self.kwargs["view_id"])

    def post(self, request: HttpRequest, slug: str, program_id: UUID, view_id: UUID) -> HttpResponse:
        delete_view(self.loaded, by=self.actor)
        notify(request, _("View deleted."))
        return redirect(_matches(self))


def _matches(view: ProgramView) -> str:
    return reverse(
        "programs:match-list", kwargs={"slug": view.organization.slug, "program_id": view.program.pk}
    )
