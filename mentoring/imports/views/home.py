"""The step that imports add to the home of an organization."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.imports.enums import RunState
from mentoring.imports.models import ImportRun
from mentoring.members.kinds import HOME_STEPS, HomeStep


def register() -> None:
    HOME_STEPS.register("imports", bring_people, order=10)


def bring_people(request: HttpRequest) -> HomeStep | None:
    """Lead to the directory's import until a file of any kind has been imported. One query."""
    if ImportRun.objects.filter(state=RunState.DONE).exists():
        return None
    return HomeStep(
        _("Bring in your people"),
        _(
            "Upload or paste the list that your HR system exports. Nothing is written before you have seen it."
        ),
        reverse("imports:run-create", kwargs={"slug": request.organization.slug, "kind": "directory"}),
    )
