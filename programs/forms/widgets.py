"""Native inputs of dates and times."""

from django import forms


class DateInput(forms.DateInput):
    """A native date picker, which needs the ISO format in every language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")
