"""The listening plan as a task of a program's setup."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.enums import SetupState
from programs.extensions import SetupTask
from programs.models import Program
from programs.program_templates import TEMPLATES
from surveys.library import LIBRARY
from surveys.models import Schedule


def planned_keys(program: Program) -> set[str]:
    """Return the keys of the surveys that the plan of the program starts with: its template's, or the usual ones."""
    template = TEMPLATES.get(program.template)
    return set(template.surveys) if template else {it.key for it in LIBRARY if it.is_in_default_plan}


def listening_plan_task(program: Program, today: date) -> SetupTask:
    """Count the surveys that are sent by themselves. One query."""
    schedules = Schedule.objects.filter(
        survey__program=program, survey__archived_at__isnull=True, stopped_at__isnull=True
    )
    count = schedules.values("survey").distinct().count()
    template = TEMPLATES.get(program.template)
    why = _("No surveys yet.")
    if template:
        suggested = ", ".join(str(moment) for moment in template.moments)
        why += " " + _("The template suggests: %(list)s.") % {"list": suggested}
    if count:
        why = ngettext("%(num)s survey is scheduled.", "%(num)s surveys are scheduled.", count) % {
            "num": count
        }
    return SetupTask(
        label=_("Listening plan"),
        why=why,
        minutes=5,
        url=reverse("surveys:plan", kwargs={"slug": program.organization.slug, "program_id": program.pk}),
        state=SetupState.DONE if count else SetupState.OPTIONAL,
    )
