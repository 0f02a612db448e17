"""The audit log's texts for imports."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mentoring.audit.extensions import KINDS, NAMES, SENTENCES, Sentence
from mentoring.imports.models import ImportRun

COUNTS = _(
    "%(who)s imported %(thing)s: %(added)s added, %(updated)s updated, %(unchanged)s unchanged, %(skipped)s skipped."
)
AUDIT_TEXT = {
    "start_import": Sentence(_("Upload a file"), _("%(who)s uploaded %(thing)s (%(rows)s rows).")),
    "discard_import": Sentence(_("Discard an import"), _("%(who)s discarded the import of %(thing)s.")),
    "import_rows": Sentence(_("Import a file"), COUNTS),
    "undo_import": Sentence(
        _("Undo an import"), _("%(who)s undid the import of %(thing)s; rows kept: %(kept)s.")
    ),
}


def register() -> None:
    for order, (name, sentence) in enumerate(AUDIT_TEXT.items()):
        SENTENCES.register(f"imports.{name}", sentence, order=40 + order)
    KINDS.register("imports.importrun", _("Import"))
    NAMES.register("imports.importrun", run_names)


def run_names(ids: set[UUID]) -> dict[UUID, str]:
    return dict(ImportRun.objects.filter(id__in=ids).values_list("id", "file_name"))
