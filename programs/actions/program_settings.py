"""Change the settings of a program that have a default, and reset them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.health.evaluate import evaluate_program
from programs.locks import lock_and_reload
from programs.models import Program
from programs.program_settings import ProgramSetting, all_settings

Values = Mapping[str, float | None]


@transaction.atomic
def update_program_settings(program: Program, *, values: Values, by: Actor, today: date) -> None:
    """Change settings and recalculate the health of the matches. None resets a setting to its default."""
    lock_and_reload(program)
    changed = apply_settings(program, values)
    if not changed:
        return
    program.save(update_fields=["settings", *columns()])
    evaluate_program(program, today=today)
    record("programs.update_program_settings", program, by=by, label=program.name, values=changed)


def columns() -> list[str]:
    return [name for name, setting in all_settings().items() if setting.is_column]


def apply_settings(program: Program, values: Values) -> dict[str, str]:
    """Set the values on a program that is not saved yet; return those that changed, as the audit log has them.

    Refuses what is out of bounds, and unknown names.
    """
    known = all_settings()
    before = {name: setting.of(program) for name, setting in known.items()}
    stored = dict(program.settings)
    errors: dict[str, Any] = {}
    for name, value in values.items():
        setting = known.get(name)
        if setting is None:
            raise ValidationError(_("This setting does not exist."))
        value = setting.default if value is None else value
        if error := _out_of_bounds(setting, value):
            errors[name] = error
        elif setting.is_column:
            setattr(program, name, value)
        elif value == setting.default:
            stored.pop(name, None)
        else:
            stored[name] = value
    program.settings = stored
    for name, setting in known.items():
        if setting.above is None or errors.get(name) or errors.get(setting.above.name):
            continue
        if setting.of(program) <= setting.above.of(program):
            # Shown at the one that was changed.
            at = name if name in values or setting.above.name not in values else setting.above.name
            errors[at] = _("“%(more)s” must be more than “%(less)s”.") % {
                "more": setting.label,
                "less": setting.above.label,
            }
    if errors:
        raise ValidationError(errors)
    after = {name: setting.of(program) for name, setting in known.items()}
    return {name: str(value) for name, value in after.items() if value != before[name]}


def _out_of_bounds(setting: ProgramSetting, value: float) -> str:
    if setting.choices:
        return "" if value in dict(setting.choices) else _("Choose one of the values.")
    if setting.is_whole and value != int(value):
        return _("Enter a whole number.")
    if not setting.least <= value <= setting.most:
        return _("Enter a number from %(least)s to %(most)s.") % {
            "least": f"{setting.least:g}",
            "most": f"{setting.most:g}",
        }
    return ""
