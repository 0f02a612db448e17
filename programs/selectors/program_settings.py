"""The settings of programs in queries."""

from django.db.models import Expression, FloatField, IntegerField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from programs.program_settings import ProgramSetting


def setting_in_sql(setting: ProgramSetting, program: str) -> Expression:
    """Return the number that applies in the program at this path of a query; "" is the program itself."""
    as_number = IntegerField() if setting.is_whole else FloatField()
    stored = Cast(
        KeyTextTransform(setting.name, f"{program}__settings" if program else "settings"), as_number
    )
    return Coalesce(stored, Value(setting.default), output_field=as_number)
