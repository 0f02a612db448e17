"""The tasks of a program's setup about what mentors and mentees are given: to read, and at the end."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.enums import SetupState
from programs.extensions import SETUP_TASKS, SetupTask
from programs.models import Briefing, Program, Resource


def register() -> None:
    SETUP_TASKS.register("briefings", briefings, order=51)
    SETUP_TASKS.register("resources", resources, order=52)
    SETUP_TASKS.register("certificate", certificate, order=80)


def briefings(program: Program, today: date) -> SetupTask:
    changed = Briefing.objects.filter(program=program).count()
    own = ngettext("%(num)s text is your own.", "%(num)s texts are your own.", changed) % {"num": changed}
    return SetupTask(
        label=_("Briefings"),
        why=own if changed else _("The standard texts for mentors and mentees."),
        minutes=5,
        url=reverse(
            "programs:program-briefings",
            kwargs={"slug": program.organization.slug, "program_id": program.pk},
        ),
        state=SetupState.DONE if changed else SetupState.OPTIONAL,
    )


def resources(program: Program, today: date) -> SetupTask:
    count = Resource.objects.filter(program=program, removed_at=None).count()
    return SetupTask(
        label=_("Resources"),
        why=ngettext("%(num)s link or file.", "%(num)s links and files.", count) % {"num": count}
        if count
        else _("No links or files yet."),
        minutes=5,
        url=reverse(
            "programs:resource-list", kwargs={"slug": program.organization.slug, "program_id": program.pk}
        ),
        state=SetupState.DONE if count else SetupState.OPTIONAL,
    )


def certificate(program: Program, today: date) -> SetupTask:
    is_offered = program.offers_certificates
    return SetupTask(
        label=_("Certificates"),
        why=_("Offered once a match or the program has ended.") if is_offered else _("They are not offered."),
        minutes=1,
        url=reverse(
            "programs:program-certificate",
            kwargs={"slug": program.organization.slug, "program_id": program.pk},
        ),
        state=SetupState.DONE if is_offered else SetupState.OPTIONAL,
    )
