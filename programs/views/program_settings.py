"""Every setting of a program that has a default, as an editable sentence."""

from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mentoring.ui.formats import number
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions import update_program_settings
from programs.extensions import PROGRAM_SETTINGS
from programs.forms.program_settings import ProgramSettingsForm
from programs.models import Program
from programs.program_settings import ProgramSetting, all_settings
from programs.rules import can_set_up_programs
from programs.views.base import ProgramView, add_errors


class ProgramSettings(ProgramView):
    rule = can_set_up_programs

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        return self.show(ProgramSettingsForm(program=self.program))

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        if names := request.POST.get("reset"):
            return self.reset(names.split())
        form = ProgramSettingsForm(request.POST, program=self.program)
        if form.is_valid():
            try:
                self.update(form.changed_values)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Settings saved."))
                return self.to("program-settings")
        return self.show(form, status=422)

    def reset(self, names: list[str]) -> HttpResponse:
        try:
            self.update(dict.fromkeys(names))
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(self.request, _("Setting reset to its default."))
        return self.to("program-settings")

    def update(self, values: Mapping[str, float | None]) -> None:
        update_program_settings(self.program, values=values, by=self.actor, today=self.today)

    def show(self, form: ProgramSettingsForm, status: int = 200) -> HttpResponse:
        context = {
            "program": self.program,
            "form": form,
            "areas": PROGRAM_SETTINGS.items(),
            "defaults": changed_defaults(self.program),
        }
        return render(self.request, "programs/program_settings.html", context, status=status)


def changed_defaults(program: Program) -> dict[str, str]:
    """Return the defaults of the settings that differ from them, as the page shows them."""
    return {
        name: _in_words(setting)
        for name, setting in all_settings().items()
        if setting.of(program) != setting.default
    }


def _in_words(setting: ProgramSetting) -> str:
    if setting.choices:
        return str(dict(setting.choices)[int(setting.default)])
    return number(setting.default, 0 if setting.is_whole else 1)
