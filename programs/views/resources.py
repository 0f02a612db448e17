"""The resources of a program: links and files to add, change, order and remove with undo."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions.resources import (
    add_resource,
    move_resource,
    remove_resource,
    restore_resource,
    update_resource,
)
from programs.forms.material import ResourceForm
from programs.models import Resource
from programs.resource_files import content_type
from programs.rules import can_set_up_programs
from programs.selectors.resources import by_stage
from programs.views.base import ProgramView, add_errors


def file_response(resource: Resource) -> HttpResponse:
    """Return the file as a download that no browser runs or shows as a page of ours."""
    if resource.content is None:
        raise Http404
    response = HttpResponse(bytes(resource.content), content_type=content_type(resource.file_name))
    response.headers["Content-Disposition"] = content_disposition_header(True, resource.file_name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response


class ResourceList(ProgramView):
    rule = can_set_up_programs

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        groups = by_stage(Resource.objects.filter(program=self.program).offered())
        context = {"program": self.program, "groups": groups}
        return render(request, "programs/resource_list.html", context)


class ResourceCreate(ProgramView):
    accepts_files = True
    rule = can_set_up_programs

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        return self.show(ResourceForm())

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        form = ResourceForm(request.POST, request.FILES)
        if self.saves(form, lambda arguments: add_resource(self.program, **arguments, by=self.actor)):
            notify(request, _("Resource added."))
            return self.to("resource-list")
        return self.show(form, status=422)

    def saves(self, form: ResourceForm, save: Callable[[dict[str, Any]], object]) -> bool:
        """Return whether the form is valid and what it says was saved."""
        if getattr(self.request, "is_upload_too_large", False):
            form.add_error("file", _("The file is larger than 5 MB."))
        if form.is_valid():
            try:
                save(form.arguments())
            except ValidationError as error:
                add_errors(form, error, file_name="file", content="file", size="file")
            else:
                return True
        return False

    def show(
        self, form: ResourceForm, *, resource: Resource | None = None, status: int = 200
    ) -> HttpResponse:
        context = {"program": self.program, "form": form, "resource": resource}
        return render(self.request, "programs/resource_form.html", context, status=status)


class ResourceUpdate(ResourceCreate):
    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        resource = _resource(self, self.kwargs["resource_id"])
        return self.show(ResourceForm(initial=ResourceForm.initial_of(resource)), resource=resource)

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        resource = _resource(self, self.kwargs["resource_id"])
        form = ResourceForm(request.POST, request.FILES)
        if self.saves(form, lambda arguments: update_resource(resource, **arguments, by=self.actor)):
            notify(request, _("Resource saved."))
            return self.to("resource-list")
        return self.show(form, resource=_resource(self, resource.pk), status=422)


class ResourceFile(ProgramView):
    rule = can_set_up_programs

    def get(self, request: HttpRequest, resource_id: UUID, **kwargs: object) -> HttpResponse:
        return file_response(get_object_or_404(Resource, program=self.program, pk=resource_id))


class ResourceRemove(ProgramView):
    rule = can_set_up_programs

    def post(self, request: HttpRequest, resource_id: UUID, **kwargs: object) -> HttpResponse:
        remove_resource(_resource(self, resource_id), by=self.actor, at=timezone.now())
        arguments = {
            "slug": self.organization.slug,
            "program_id": self.program.pk,
            "resource_id": resource_id,
        }
        notify(
            request, _("Resource removed."), undo_url=reverse("programs:resource-restore", kwargs=arguments)
        )
        return self.to("resource-list")


class ResourceRestore(ProgramView):
    rule = can_set_up_programs

    def post(self, request: HttpRequest, resource_id: UUID, **kwargs: object) -> HttpResponse:
        restore_resource(_resource(self, resource_id), by=self.actor)
        notify(request, _("Resource restored."))
        return self.to("resource-list")


class ResourceMove(ProgramView):
    """`up` moves it up, anything else down."""

    rule = can_set_up_programs

    def post(self, request: HttpRequest, resource_id: UUID, **kwargs: object) -> HttpResponse:
        try:
            move_resource(_resource(self, resource_id), up=request.POST.get("to") == "up", by=self.actor)
        except ValidationError as error:
            self.show_error(error)
        return self.to("resource-list")


def _resource(view: ProgramView, resource_id: UUID) -> Resource:
    found = get_object_or_404(Resource.objects.light(), program=view.program, pk=resource_id)
    found.program = view.program
    return found
