"""Sample content of the style guide, with long German words to test layouts."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

from django import forms
from django.http import HttpRequest

from .navigation import Navigation, NavItem, Switcher

TODAY = dt.date(2026, 11, 21)
FIRST_NAMES = [
    "Priya",
    "Jon",
    "Sam",
    "Lena",
    "Mei",
    "Ruth",
    "Ali",
    "Ines",
    "Olu",
    "Kat",
    "Tomás",
    "Amara",
    "Zoe",
    "Max",
    "Nia",
    "Bo",
    "Anna-Lena",
]
LAST_NAMES = [
    "Raman",
    "Lindqvist",
    "Okafor",
    "Fischer",
    "Tanaka",
    "Adler",
    "Hassan",
    "Costa",
    "Ade",
    "Novak",
    "Vega",
    "Osei",
    "Dubois",
    "Weber",
]
STATES = (
    "on_track",
    "on_track",
    "on_track",
    "needs_attention",
    "on_track",
    "at_risk",
    "not_enough_data",
    "finished",
)


class SampleForm(forms.Form):
    name = forms.CharField(label="Name of the program", help_text="People see it in every mail.")
    kind = forms.ChoiceField(label="Kind", choices=[("one", "One mentor, one mentee"), ("group", "Groups")])
    starts_on = forms.DateField(label="First day", widget=forms.DateInput(attrs={"type": "date"}))
    capacity = forms.IntegerField(label="Mentees for each mentor", min_value=1, max_value=9, required=False)
    purpose = forms.CharField(label="Purpose", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    rhythm = forms.ChoiceField(
        label="How often do pairs meet?",
        help_text="They can agree on something else.",
        choices=[("2", "Every two weeks"), ("4", "Once a month"), ("0", "They decide themselves")],
        widget=forms.RadioSelect,
    )
    days = forms.MultipleChoiceField(
        label="Days that suit",
        choices=[("mon", "Monday"), ("thu", "Donnerstagnachmittag, außerhalb der Kernarbeitszeit")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    file = forms.FileField(label="List of people", help_text="CSV or XLSX, at most 20 MB.", required=False)
    accepted = forms.BooleanField(
        label="Both sides have read the ground rules", help_text="They are asked again once a year."
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code",
        max_length=6,
        min_length=6,
        help_text="We sent six digits to priya@example.org.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


ORGANIZATION = SimpleNamespace(name="Acme Manufacturing", slug="acme")


def matches(count: int) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            mentor=f"{FIRST_NAMES[i % 17]} {LAST_NAMES[i % 14]}",
            mentee=f"{FIRST_NAMES[(i * 5 + 3) % 17]} {LAST_NAMES[(i * 3 + 5) % 14]}",
            state=STATES[i % len(STATES)],
            sessions=(i * 7) % 12,
            next_on=TODAY + dt.timedelta(days=(i * 5) % 23) if i % 4 else None,
            goals=f"{i % 4} / 3",
        )
        for i in range(count)
    ]


def _counting(count: int) -> Callable[[HttpRequest], int | None]:
    return lambda _request: count


def _address(request: HttpRequest, url_name: str) -> str:
    return url_name


def navigation() -> Navigation:
    found = Navigation()
    entries = [
        ("today", "Today", "house", "/styleguide/administrator/", "program", True, None),
        ("matches", "Matches", "handshake", "#matches", "program", True, 62),
        ("people", "People", "users", "#people", "program", True, 131),
        ("goals", "Goals", "target", "#goals", "program", False, None),
        ("surveys", "Surveys", "message-square-text", "#surveys", "program", True, 2),
        ("outcomes", "Outcomes", "chart-no-axes-column", "#outcomes", "program", False, None),
        ("reports", "Reports", "file-text", "#reports", "program", False, None),
        ("programs", "Programs", "layers", "#programs", "organization", False, None),
        ("members", "Members", "user-round-cog", "#members", "organization", False, None),
        ("settings", "Benachrichtigungseinstellungen", "settings", "#settings", "organization", False, None),
        ("account", "Your account", "circle-user-round", "#account", "account", False, None),
    ]
    for order, (name, label, icon, href, group, in_bar, count) in enumerate(entries):
        found.add(
            NavItem(
                name,
                label,
                icon,
                href,
                group=group,
                in_bottom_bar=in_bar,
                address=_address,
                count=_counting(count) if count else None,
                order=order,
            )
        )
    choices = [("Acme Manufacturing", "#acme", True), ("Donaudampfschifffahrtsgesellschaft", "#donau", False)]
    found.switchers.register(
        "organization", lambda _request: Switcher("Organization", choices[0][0], choices), order=1
    )
    found.switchers.register("program", lambda _request: Switcher("Program", "Rising Leaders 2026"), order=2)
    return found
