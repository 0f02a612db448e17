"""The next step on Today about a pulse that has stopped because few people answered."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from programs.extensions import TodayItem
from programs.models import Program
from surveys.models import Survey

# After what is about matches.
RANK = 55
MOST = 10


class StoppedPulses:
    """A step for each pulse that has stopped, until it is started again or archived. One query."""

    def items(self, program: Program, today: date) -> Sequence[TodayItem]:
        stopped = Survey.objects.filter(program=program, stopped_at__isnull=False, archived_at=None)
        arguments = {"slug": program.organization.slug, "program_id": program.pk}
        return [
            TodayItem(
                RANK,
                name,
                _("Stopped: under 30% answered its last two rounds"),
                program.organization.local_date(stopped_at),
                _("Review or start again"),
                reverse("surveys:sending", kwargs={**arguments, "survey_id": pk}),
                reverse("surveys:plan", kwargs=arguments),
            )
            for pk, name, stopped_at in stopped.order_by("stopped_at", "pk").values_list(
                "pk", "name", "stopped_at"
            )[:MOST]
        ]
