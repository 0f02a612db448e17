"""The API of the contact budget: what a survey would cost, the survey calendar, and who was not invited."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Operation, Query, TenantApiView
from programs.models import Program
from surveys.api.contact_budget import LimitsAnswer
from surveys.api.surveys import TAG, OneSurvey
from surveys.enums import SkipReason
from surveys.rules import can_edit_surveys, can_see_surveys
from surveys.selectors.audience import ATTRIBUTES
from surveys.selectors.budget import current_limits
from surveys.selectors.calendar import DAYS, skip_counts, survey_calendar
from surveys.selectors.load import email_load, survey_load


class LoadQuery(Query):
    """Participants with this value; an attribute that is left out means all."""

    on = serializers.DateField(required=False, help_text=gettext_lazy("Today if left out."))
    department = serializers.CharField(max_length=120, required=False)
    level = serializers.CharField(max_length=120, required=False)
    location = serializers.CharField(max_length=120, required=False)
    open_days = serializers.IntegerField(min_value=2, max_value=60, required=False)


class HalfAnswer(Answer):
    invited = serializers.IntegerField()
    over_budget = serializers.IntegerField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Load",
            value={
                "on": "2026-12-03",
                "people": 113,
                "invited": 79,
                "over_budget": 31,
                "waiting": 31,
                "merged": 4,
                "free_on": "2026-12-09",
                "half": {"invited": 40, "over_budget": 15},
                "is_half": False,
                "reasons": [{"label": "Has stopped survey emails", "count": 3}],
            },
        )
    ]
)
class SurveyLoadAnswer(Answer):
    on = serializers.DateField()
    people = serializers.IntegerField(help_text=gettext_lazy("In the audience."))
    invited = serializers.IntegerField()
    over_budget = serializers.IntegerField()
    waiting = serializers.IntegerField(
        help_text=gettext_lazy("Of those over budget: are invited later, while the survey is open.")
    )
    merged = serializers.IntegerField(
        help_text=gettext_lazy("Of those over budget: get another survey while this one is open.")
    )
    free_on = serializers.DateField(
        allow_null=True, help_text=gettext_lazy("The first working day on which nobody is over budget.")
    )
    half = HalfAnswer(help_text=gettext_lazy("If a random half is asked."))
    is_half = serializers.BooleanField(
        help_text=gettext_lazy("Whether only half is asked anyway: a pulse with 40 people or more.")
    )
    reasons = serializers.SerializerMethodField()

    def get_reasons(self, load: Any) -> list[dict[str, Any]]:
        return [{"label": label, "count": count} for label, count in load.reasons]


class SurveyLoadApi(OneSurvey):
    rule = can_edit_surveys
    tag = TAG
    query_class = LoadQuery
    operations = {
        "get": Operation(
            id="preview_survey_load",
            summary=gettext_lazy("Preview what sending a survey would do to contact budgets"),
            description=gettext_lazy("Sends nothing. Uses the same rules as sending the survey."),
            answer=SurveyLoadAnswer,
        )
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        if self.loaded.program is None:
            raise serializers.ValidationError(_("This is a template. Create the survey in a program first."))
        now = timezone.now()
        today = self.organization.local_date(now)
        on = self.query.get("on") or today
        if not today <= on <= today + timedelta(days=730):
            raise serializers.ValidationError({"on": [_("Choose a day in the next two years.")]})
        load = survey_load(
            self.loaded,
            on=on,
            organization=self.organization,
            now=now,
            audience={name: [self.query[name]] for name in ATTRIBUTES if self.query.get(name)},
            open_days=self.query.get("open_days"),
        )
        return self.answer(load)


class ProgramQuery(Query):
    program = serializers.UUIDField(required=False, help_text=gettext_lazy("Only of this program."))


class CalendarEmailsAnswer(Answer):
    on = serializers.DateField()
    kind = serializers.ChoiceField(
        choices=[
            ("invitation", gettext_lazy("Invitation")),
            ("reminder", gettext_lazy("Reminder")),
            ("over_budget", gettext_lazy("Over the contact budget")),
        ]
    )
    survey_id = serializers.UUIDField(source="survey.pk")
    survey = serializers.CharField(source="survey.name")
    program_id = serializers.UUIDField(source="survey.program_id")
    program = serializers.CharField(source="survey.program.name")
    count = serializers.IntegerField(
        allow_null=True,
        help_text=gettext_lazy("Null for reminders: only people who have not answered get them."),
    )


class EmailLoadAnswer(Answer):
    people = serializers.IntegerField(allow_null=True)
    median = serializers.FloatField(allow_null=True)
    maximum = serializers.IntegerField(allow_null=True)
    cap = serializers.IntegerField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Survey calendar",
            value={
                "first": "2026-11-27",
                "last": "2027-02-24",
                "limits": {"gap_days": 14, "per_month": 1, "per_year": 6},
                "load": {"people": 215, "median": 1.0, "maximum": 2, "cap": 1},
                "emails": [
                    {
                        "on": "2026-12-09",
                        "kind": "invitation",
                        "survey_id": "5a0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                        "survey": "Half-time survey",
                        "program_id": "1d0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                        "program": "Rising Leaders, cohort 2",
                        "count": 110,
                    }
                ],
            },
        )
    ]
)
class SurveyCalendarAnswer(Answer):
    first = serializers.DateField()
    last = serializers.DateField()
    limits = LimitsAnswer()
    load = EmailLoadAnswer(
        help_text=gettext_lazy(
            "Invitations per person in the last 30 days. Null with fewer than five people."
        )
    )
    emails = CalendarEmailsAnswer(many=True)


class OfPrograms(TenantApiView, abstract=True):
    """Load the programs that the member sees, or the one of the query."""

    query_class = ProgramQuery
    loaded: list[Program]

    def load(self) -> list[Program]:
        return list(Program.objects.visible_to(self.membership).order_by("name", "pk"))

    @property
    def programs(self) -> list[Program]:
        wanted: UUID | None = self.query.get("program")
        return [each for each in self.loaded if wanted in (None, each.pk)]


class SurveyCalendarApi(OfPrograms):
    rule = can_see_surveys
    tag = TAG
    operations = {
        "get": Operation(
            id="get_survey_calendar",
            summary=gettext_lazy("Get the survey emails of the coming 90 days"),
            description=gettext_lazy(
                "As things stand, with the contact budget; sessions to come are not known."
            ),
            answer=SurveyCalendarAnswer,
        )
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        today = self.organization.local_date(timezone.now())
        programs = self.programs
        found = survey_calendar(programs, organization=self.organization, today=today)
        return self.answer(
            {
                "first": found.first,
                "last": found.last,
                "limits": current_limits(),
                "load": email_load(programs, organization=self.organization, today=today),
                "emails": found.emails,
            }
        )


class SkipCountAnswer(Answer):
    survey_id = serializers.UUIDField(source="survey.pk")
    survey = serializers.CharField(source="survey.name")
    program_id = serializers.UUIDField(source="survey.program_id")
    program = serializers.CharField(source="survey.program.name")
    reason = serializers.ChoiceField(choices=SkipReason.choices)
    label = serializers.CharField()
    count = serializers.IntegerField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Skips",
            value={
                "first": "2026-08-29",
                "last": "2026-11-27",
                "skips": [
                    {
                        "survey_id": "5a0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                        "survey": "Pulse, mentees",
                        "program_id": "1d0c1a7e-52a4-4b19-8a5d-0a5f1a0c2d33",
                        "program": "Rising Leaders, cohort 2",
                        "reason": "budget",
                        "label": "Over the contact budget",
                        "count": 7,
                    }
                ],
            },
        )
    ]
)
class SkipsAnswer(Answer):
    first = serializers.DateField()
    last = serializers.DateField()
    skips = SkipCountAnswer(many=True)


class SkipsApi(OfPrograms):
    rule = can_see_surveys
    tag = TAG
    operations = {
        "get": Operation(
            id="list_skips",
            summary=gettext_lazy("List why people were not invited to surveys"),
            description=gettext_lazy("Of the last 90 days, as counts by survey and reason. No names."),
            answer=SkipsAnswer,
        )
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        last = self.organization.local_date(timezone.now())
        first = last - timedelta(days=DAYS)
        return self.answer(
            {"first": first, "last": last, "skips": skip_counts(self.programs, first=first, last=last)}
        )
