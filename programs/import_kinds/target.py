"""The program that rows are imported into."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mentoring.imports.extensions import ImportTarget
from programs.models import Program


class ProgramTarget(ImportTarget):
    label = _("Program")
    none_yet = _("There is no program yet. Create one first.")
    create_url_name = "programs:program-create"
    create_label = _("Create the first program")
    url_argument = "program_id"

    def choices(self) -> list[tuple[str, str]]:
        programs = Program.objects.order_by("-starts_on", "name").values_list("id", "name")
        return [(str(program_id), name) for program_id, name in programs]

    def name_of(self, target_id: UUID) -> str | None:
        return Program.objects.filter(pk=target_id).values_list("name", flat=True).first()
