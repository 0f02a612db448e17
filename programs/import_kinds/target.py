"""The program that rows are imported into."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mentoring.imports.extensions import ImportTarget
from programs.models import Program


class ProgramTarget(ImportTarget):
    label = _("Program")
    none_yet = _("There are no programs yet. Create one before importing.")
    create_url_name = "programs:program-create"
    create_label = _("Create your first program")
    url_argument = "program_id"

    def choices(self) -> list[tuple[str, str]]:
        programs = Program.objects.order_by("-starts_on", "name").values_list("id", "name")
        return [(str(program_id), name) for program_id, name in programs]

    def name_of(self, target_id: UUID) -> str | None:
        return Program.objects.filter(pk=target_id).values_list("name", flat=True).first()
