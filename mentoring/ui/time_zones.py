"""Time zones for forms."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext as _

CONTINENTS = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)


@cache
def time_zone_choices() -> list[tuple[str, str]]:
    """Return (name, label) of each place's time zone, UTC first, without legacy names such as US/Eastern."""
    names = sorted(name for name in available_timezones() if name.startswith(CONTINENTS))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


class TimeZoneField(forms.ChoiceField):
    """A select of time zones without a default. static/js/time-zone.js chooses that of the browser.

    `replaces`: also if there is an initial value.
    """

    def __init__(self, *, replaces: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("choices", lambda: [("", _("Choose a time zone")), *time_zone_choices()])
        attributes = {"data-browser-time-zone": "replace" if replaces else ""}
        super().__init__(widget=forms.Select(attrs=attributes), **kwargs)
