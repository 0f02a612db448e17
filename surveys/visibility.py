"""What others see of survey answers: a row of “What can my administrator see about me?”."""

from django.utils.translation import gettext_lazy

from programs.enums import Sees
from programs.extensions import VISIBILITY, VisibleItem


def register() -> None:
    VISIBILITY.register(
        "survey_answers",
        VisibleItem(
            gettext_lazy("Answers to confidential surveys"),
            Sees.YES,
            Sees.NO,
            Sees.TOTALS,
            Sees.TOTALS,
            detail=gettext_lazy(
                "with five answers or more; surveys with names say so before the first question"
            ),
        ),
        order=60,
    )
    VISIBILITY.register(
        "anonymous_survey_answers",
        VisibleItem(
            gettext_lazy("Answers to anonymous surveys"),
            Sees.NO,
            Sees.NO,
            Sees.TOTALS,
            Sees.TOTALS,
            detail=gettext_lazy(
                "stored without a name; until the survey closes, it is known whether you answered"
            ),
        ),
        order=61,
    )
