"""Create a program: from a template, as a copy of an earlier one, or without either."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.tenancy.views import TenantView
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions import copy_program, create_program
from programs.enums import ProgramState
from programs.forms import ProgramForm, ProgramStartForm
from programs.models import Program
from programs.program_templates import TEMPLATES, ProgramTemplate
from programs.rules import can_set_up_programs
from programs.selectors.program_copies import copied_name, copy_version, programs_to_copy
from programs.views.base import add_errors

WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Choice:
    """A template or an earlier program in the list; what is chosen says what it sets up."""

    address: str
    name: str
    sentence: str
    is_chosen: bool
    facts: str = ""


class ProgramCreate(TenantView):
    """`template` in the query string is the key of a template, `copy` the id of an earlier program."""

    rule = can_set_up_programs

    def load(self) -> object:
        self.earlier = programs_to_copy(self.membership)
        self.source: Program | None = None
        copied = self.request.GET.get("copy")
        if copied:
            self.source = next((it for it in self.earlier if str(it.pk) == copied), None)
            if not self.source:
                raise Http404
        key = self.request.GET.get("template") or next(iter(TEMPLATES))
        self.template = TEMPLATES.get(key)
        return self.source

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        if not self.source and not self.template:
            return self._retired()
        return self._page(self._form())

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        if not self.source and not self.template:
            return self._retired()
        form = self._form()
        if form.is_valid():
            try:
                program = self._create(**form.cleaned_data)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Program created as a draft. No email was sent."))
                return redirect("programs:program-setup", slug=slug, program_id=program.pk)
        return self._page(form, status=422)

    def _create(self, *, name: str, starts_on: date, ends_on: date | None) -> Program:
        if self.source:
            return copy_program(self.source, name=name, starts_on=starts_on, ends_on=ends_on, by=self.actor)
        assert self.template
        arguments = self.template.defaults(starts_on) | {"state": ProgramState.DRAFT}
        if ends_on:
            arguments["ends_on"] = ends_on
        return create_program(name=name, starts_on=starts_on, **arguments, by=self.actor)

    def _retired(self) -> HttpResponse:
        notify(self.request, _("This template no longer exists. Choose another."))
        return redirect("programs:program-create", slug=self.organization.slug)

    def _form(self) -> ProgramStartForm:
        today = self.organization.local_date(timezone.now())
        if self.source:
            starts_on = self.source.starts_on
            while starts_on < today:
                starts_on += 52 * WEEK
            name, version = copied_name(self.source, starts_on), copy_version(self.source)
            hint = _("Leave empty to move the last day by the same number of days as the first.")
            if not self.source.ends_on:
                hint = _("Leave empty if it has no end date.")
        else:
            assert self.template
            starts_on = today + WEEK + timedelta(days=-today.weekday() % 7)  # a Monday
            name, version = f"{self.template.name} {starts_on.year}", self.template.version
            hint = _end_hint(self.template)
        return ProgramStartForm(
            self.request.POST or None,
            initial={"name": name, "starts_on": starts_on},
            version=version,
            end_hint=hint,
        )

    def _page(self, form: ProgramStartForm, status: int = 200) -> HttpResponse:
        here = reverse("programs:program-create", kwargs={"slug": self.organization.slug})
        templates = [
            Choice(
                f"{here}?template={it.key}#chosen",
                str(it.name),
                str(it.sentence),
                not self.source and it == self.template,
                _facts(it),
            )
            for it in TEMPLATES.values()
        ]
        copies = [
            Choice(
                f"{here}?copy={it.pk}#chosen",
                it.name,
                _("Copy its setup; dates move to your new start."),
                it == self.source,
            )
            for it in self.earlier
        ]
        context = {
            "form": form,
            "templates": templates,
            "copies": copies,
            "chosen": self.source.name if self.source else self.template and self.template.name,
            "intro": _intro(self.source, self.template),
            "sets_up": _of_copy(self.source) if self.source else _of_template(self.template),
        }
        return render(self.request, "programs/program_choose.html", context, status=status)


def _intro(source: Program | None, template: ProgramTemplate | None) -> str:
    if source or not template:
        return _("Its setup and breaks are copied, participants and matches are not.")
    return f"{template.sentence} " + _("This template sets up:")


def _facts(template: ProgramTemplate) -> str:
    label = str(template.interval.label)
    often = _("one session") if template.is_one_session else label[0].lower() + label[1:]
    rolling = [_("rolling intake")] if template.is_rolling else []
    return " · ".join([template.length, often, *rolling])


def _of_template(template: ProgramTemplate | None) -> Sequence[tuple[str, str]]:
    """Return what the template sets up, as terms and descriptions."""
    assert template
    length = {"length": template.length}
    about = ngettext("about %(num)s session", "about %(num)s sessions", template.sessions)
    meetings = f"{template.interval.label}, " + about % {"num": template.sessions}
    points = [str(point) for point in template.agreement]
    return [
        (
            _("Length"),
            _("%(length)s for each match; the program has no end date") % length
            if template.is_rolling
            else _("%(length)s, everybody starts together") % length,
        ),
        (_("Meetings"), _("One session") if template.is_one_session else meetings),
        (
            _("Agreement"),
            " ".join([_("The standard text.") if not points else _("The standard text and:"), *points]),
        ),
        (_("Listening plan"), _("Surveys: %(list)s") % {"list": ", ".join(map(str, template.moments))}),
    ]


def _of_copy(source: Program) -> Sequence[tuple[str, str]]:
    breaks = len(source.break_list)
    return [
        (_("Meetings"), str(source.get_meeting_interval_days_display())),
        (_("Agreement"), _("Its own text") if source.agreement else _("The standard text.")),
        (_("Program contact"), str(source.contact.user) if source.contact else _("The administrators")),
        (
            _("Breaks"),
            ngettext("%(num)s break, moved with the dates", "%(num)s breaks, moved with the dates", breaks)
            % {"num": breaks}
            if breaks
            else _("No breaks"),
        ),
    ]


def _end_hint(template: ProgramTemplate) -> str:
    if template.is_rolling:
        return _("Leave empty if it has no end date.")
    return _("Leave empty to end %(length)s after the first day.") % {"length": template.length}


class ProgramCreateEmpty(TenantView):
    """Create a program without a template."""

    rule = can_set_up_programs

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self._page(ProgramForm())

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = ProgramForm(request.POST)
        if form.is_valid():
            try:
                program = create_program(**form.arguments, by=self.actor)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Program created. Next, add participants."))
                return redirect("programs:today", slug=slug, program_id=program.pk)
        return self._page(form, status=422)

    def _page(self, form: ProgramForm, status: int = 200) -> HttpResponse:
        return render(self.request, "programs/program_new.html", {"form": form}, status=status)
