"""Send a survey: now or by a schedule; see what was sent; close what is open."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.ui import formats
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.views.base import add_errors
from surveys.actions import close_wave, launch_wave, move_survey, schedule_survey, stop_schedule
from surveys.enums import Decision, SurveyMode, Trigger, WaveState
from surveys.forms.sending import AudienceForm, ScheduleForm
from surveys.models import Schedule, Wave
from surveys.program_settings import open_days_in
from surveys.selectors.audience import audience_of
from surveys.selectors.likely_answers import LikelyAnswers, likely_answers
from surveys.selectors.load import SurveyLoad, survey_load
from surveys.selectors.sending_status import sending_status
from surveys.views.builder import SurveyView
from surveys.views.plan_text import likely_text, schedule_when, waiting_text
from surveys.views.tabs import survey_tabs


class SurveySending(SurveyView):
    """What is planned and sent of a survey."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        return self.show()

    def show(
        self,
        *,
        launch: AudienceForm | None = None,
        schedule: ScheduleForm | None = None,
        likely: LikelyAnswers | None = None,
        load: SurveyLoad | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """Show the page. `likely` is about the audience that was chosen, and asks whether to send all the same."""
        found = sending_status(self.survey, today=self.today)
        expected = likely or found.likely
        open_days = open_days_in(self.program)
        context = {
            "program": self.program,
            "survey": self.survey,
            "tabs": survey_tabs(self.survey, self.organization.slug, "sending"),
            "found": found,
            "schedules": [(each, schedule_when(each)) for each in found.schedules],
            "launch": launch or AudienceForm(choices=found.choices, open_days=open_days, prefix="send"),
            "schedule": schedule or ScheduleForm(choices=found.choices, open_days=open_days, prefix="plan"),
            "likely": likely_text(expected) if expected else "",
            "is_probably_hidden": expected is not None and expected.is_probably_hidden,
            "is_to_confirm": likely is not None or "is_confirmed" in self.request.POST,
            "waiting": waiting_text(found.people_due) if found.people_due else "",
            "load": load,
            "is_open": any(sent.state == WaveState.OPEN and sent.schedule_id is None for sent in found.waves),
        }
        return render(self.request, "surveys/sending.html", context, status=status)

    def load_on(self, day: date, form: AudienceForm) -> SurveyLoad | None:
        """Return what sending on that day would do if somebody would go over budget, and nobody has decided yet."""
        if self.request.POST.get("decision"):
            return None
        load = survey_load(
            self.survey,
            on=day,
            organization=self.organization,
            now=timezone.now(),
            audience=form.audience,
            open_days=form.cleaned_data["open_days"],
        )
        return load if load.over_budget else None

    def back(self) -> HttpResponse:
        return redirect(
            "surveys:sending",
            slug=self.organization.slug,
            program_id=self.program.pk,
            survey_id=self.survey.pk,
        )


class SurveyLaunch(SurveySending):
    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        return self.back()

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        choices = sending_status(self.survey, today=self.today).choices
        form = AudienceForm(request.POST, choices=choices, prefix="send")
        if not form.is_valid():
            return self.show(launch=form, status=422)
        likely = self._likely(form)
        if likely is not None and likely.is_probably_hidden and "is_confirmed" not in request.POST:
            return self.show(launch=form, likely=likely, status=422)
        decision = request.POST.get("decision", "")
        if decision == Decision.MOVE:
            return self.schedule_for_later(form)
        try:
            if load := self.load_on(self.today, form):
                return self.show(launch=form, load=load)
            wave = launch_wave(
                self.survey,
                organization=self.organization,
                by=self.actor,
                now=timezone.now(),
                audience=form.audience,
                open_days=form.cleaned_data["open_days"],
                merges=decision == Decision.MERGE,
                asks_half=decision == Decision.HALF,
            )
        except ValidationError as error:
            add_errors(form, error)
            return self.show(launch=form, status=422)
        count = wave.invitations.count()
        text = ngettext("Survey sent to %(count)s person.", "Survey sent to %(count)s people.", count)
        notify(request, text % {"count": count})
        return self.back()

    def schedule_for_later(self, form: AudienceForm) -> HttpResponse:
        """Send the survey on the first day on which nobody is over budget, decided again: the page may be old."""
        try:
            schedule = move_survey(
                self.survey,
                organization=self.organization,
                by=self.actor,
                now=timezone.now(),
                audience=form.audience,
                open_days=form.cleaned_data["open_days"],
            )
        except ValidationError as error:
            add_errors(form, error)
            return self.show(launch=form, status=422)
        day = formats.date(schedule.first_on, "short")
        notify(self.request, _("Survey scheduled for %(day)s. Nothing has been sent.") % {"day": day})
        return self.back()

    def _likely(self, form: AudienceForm) -> LikelyAnswers | None:
        if self.survey.mode != SurveyMode.ANONYMOUS:
            return None
        audience = audience_of(self.program, self.survey.role, form.audience, on=self.today)
        return likely_answers(self.survey, audience.count())


class SurveySchedule(SurveySending):
    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        return self.back()

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        choices = sending_status(self.survey, today=self.today).choices
        form = ScheduleForm(request.POST, choices=choices, prefix="plan")
        if not form.is_valid():
            return self.show(schedule=form, status=422)
        trigger, first_on = form.cleaned_data["trigger"], form.cleaned_data["first_on"]
        decision = request.POST.get("decision", "")
        try:
            if trigger in (Trigger.DATE, Trigger.CALENDAR) and first_on and first_on >= self.today:
                if load := self.load_on(first_on, form):
                    return self.show(schedule=form, load=load)
                if decision == Decision.MOVE:
                    first_on = self.first_free_day(form, first_on)
            schedule_survey(
                self.survey,
                trigger=trigger,
                every=form.cleaned_data["every"],
                first_on=first_on,
                merges=decision == Decision.MERGE,
                asks_half=decision == Decision.HALF,
                open_days=form.cleaned_data["open_days"],
                audience=form.audience,
                by=self.actor,
                today=self.today,
            )
        except ValidationError as error:
            add_errors(form, error)
            return self.show(schedule=form, status=422)
        notify(request, _("Survey scheduled. Nothing has been sent."))
        return self.back()

    def first_free_day(self, form: AudienceForm, day: date) -> date:
        load = survey_load(
            self.survey,
            on=day,
            organization=self.organization,
            now=timezone.now(),
            audience=form.audience,
        )
        return load.free_on or day


class ScheduleStop(SurveySending):
    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        return self.back()

    def post(self, request: HttpRequest, schedule_id: UUID, **kwargs: object) -> HttpResponse:
        schedule = get_object_or_404(Schedule, survey=self.survey, pk=schedule_id)
        stop_schedule(schedule, by=self.actor, now=timezone.now())
        notify(request, _("Schedule stopped."))
        return self.back()


class WaveClose(SurveySending):
    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        return self.back()

    def post(self, request: HttpRequest, wave_id: UUID, **kwargs: object) -> HttpResponse:
        wave = get_object_or_404(Wave, survey=self.survey, pk=wave_id)
        close_wave(wave, by=self.actor, now=timezone.now())
        notify(request, _("Survey closed."))
        return self.back()
