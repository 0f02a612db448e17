"""The forms of an import."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.imports.actions.corrections import Cell, FaultGroup
from mentoring.imports.cells import time_zone_names
from mentoring.imports.dates import DateOrder
from mentoring.imports.encodings import ENCODINGS
from mentoring.imports.extensions import IMPORT_TARGETS, ImportKind
from mentoring.imports.fields import DATES
from mentoring.imports.models import ImportFault, ImportRun
from mentoring.imports.tables import MAX_BYTES

TOO_LARGE = gettext_lazy("The file is larger than 20 MB. Remove columns you do not need, or split it.")
DATE_ORDERS = [
    (DateOrder.DMY.value, gettext_lazy("The day: 03/04/2024 is April 3")),
    (DateOrder.MDY.value, gettext_lazy("The month: 03/04/2024 is March 4")),
]

SHORT_DATE_ORDERS = [
    (DateOrder.DMY.value, gettext_lazy("April 3 (day first)")),
    (DateOrder.MDY.value, gettext_lazy("March 4 (month first)")),
]
# Begins the names of the inputs that answer questions.
ANSWER = "answer:"


class FileForm(forms.Form):
    """A file or pasted rows, their target, and the date of the data."""

    target = forms.ChoiceField(required=True)
    as_of = forms.DateField(
        label=gettext_lazy("As of"),
        help_text=gettext_lazy("The date of the data in this file."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("CSV, TSV or XLSX, up to 20 MB and 200,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste from a spreadsheet"),
        required=False,
        strip=False,
        help_text=gettext_lazy("Include the header row."),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "pasted"}),
    )

    def __init__(
        self,
        *args: Any,
        kind: ImportKind,
        today: date,
        is_upload_too_large: bool = False,
        target_id: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial={"as_of": today, "target": target_id}, **kwargs)
        # One of the two is required: neither is marked as optional.
        for name in ("file", "text"):
            self.fields[name].hides_optional = True
        self.today, self.is_upload_too_large = today, is_upload_too_large
        if kind.needs_target:
            target = IMPORT_TARGETS[kind.target]
            self.fields["target"].label = target.label
            self.fields["target"].choices = target.choices()
        else:
            del self.fields["target"]
        if not kind.has_as_of:
            del self.fields["as_of"]

    @property
    def lacks_target(self) -> bool:
        return "target" in self.fields and not self.fields["target"].choices

    def clean_as_of(self) -> date:
        if self.cleaned_data["as_of"] > self.today:
            raise ValidationError(_("This date is in the future."))
        return self.cleaned_data["as_of"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if self.is_upload_too_large or (file and file.size > MAX_BYTES):
            raise ValidationError(TOO_LARGE)
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        has_text = bool((data.get("text") or "").strip())
        if data.get("file") and has_text:
            self.add_error("text", _("Choose a file or paste rows, not both."))
        elif not data.get("file") and not has_text and not {"file", "text"} & set(self.errors):
            self.add_error("file", _("Choose a file, or paste rows below."))
        return data

    def source(self) -> tuple[bytes, str, bool]:
        """Return the bytes, their file's name, and whether they were pasted."""
        file = self.cleaned_data["file"]
        if file:
            return file.read(), file.name, False
        return self.cleaned_data["text"].encode("utf-8", "replace"), _("Pasted rows"), True


class ColumnsForm(forms.Form):
    """One choice for each column of the file: its field, or none."""

    date_order = forms.ChoiceField(
        label=gettext_lazy("What comes first in dates such as 03/04/2024?"),
        choices=DATE_ORDERS,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, run: ImportRun, kind: ImportKind, **kwargs: Any) -> None:
        at = {index: name for name, index in run.mapping.items()}
        initial = {f"column-{n}": at.get(n, "") for n in range(len(run.columns))}
        super().__init__(*args, initial={**initial, "date_order": run.date_order}, **kwargs)
        self.labels = {entry.name: str(entry.label) for entry in kind.fields}
        choices = [("", _("Do not import")), *((e.name, _label(e.label)) for e in kind.fields)]
        self.open = [n for n, column in enumerate(run.columns) if not column["refused"]]
        for n in self.open:
            name = run.columns[n]["header"] or _("Column %(number)s") % {"number": n + 1}
            self.fields[f"column-{n}"] = forms.ChoiceField(label=name, choices=choices, required=False)
        if not run.undecided and not run.date_order:
            del self.fields["date_order"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        chosen = Counter(data.get(f"column-{n}") for n in self.open)
        for n in self.open:
            name = data.get(f"column-{n}")
            if name and chosen[name] > 1:
                words = {"field": self.labels[name]}
                self.add_error(f"column-{n}", _("Two columns map to %(field)s. Choose one.") % words)
        return data

    def mapping(self) -> dict[str, int]:
        return {
            self.cleaned_data[f"column-{n}"]: n for n in self.open if self.cleaned_data.get(f"column-{n}")
        }


class ReadingForm(forms.Form):
    """How the file is read: sheet, encoding, order of day and month, time zone. Only what may be otherwise."""

    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)
    encoding = forms.ChoiceField(label=gettext_lazy("Encoding"), required=False)
    date_order = forms.ChoiceField(label=gettext_lazy("Dates such as 03/04/2024"), required=False)
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone of the times"), required=False)

    def __init__(
        self, *args: Any, run: ImportRun, kind: ImportKind, own_zone: str = "", **kwargs: Any
    ) -> None:
        initial = {name: getattr(run, name) for name in ("sheet", "encoding", "date_order")}
        super().__init__(*args, initial={**initial, "time_zone": run.time_zone or own_zone}, **kwargs)
        kinds = {entry.kind for entry in kind.fields if entry.name in run.mapping}
        self.fields["sheet"].choices = [
            (each["name"], _("%(name)s (hidden)") % each if each["is_hidden"] else each["name"])
            for each in run.sheets
        ]
        self.fields["encoding"].choices = list(ENCODINGS.items())
        self.fields["date_order"].choices = [("", _("As found")), *SHORT_DATE_ORDERS]
        self.fields["time_zone"].choices = [(name, name) for name in time_zone_names()]
        wanted = {
            "sheet": len(run.sheets) > 1,
            "encoding": not run.is_encoding_sure and not run.is_text,
            "date_order": bool(DATES & kinds) and not run.undecided,
            "time_zone": "moment" in kinds or "time" in kinds,
        }
        for name in [name for name, is_wanted in wanted.items() if not is_wanted]:
            del self.fields[name]

    def choices(self) -> dict[str, str | None]:
        """Return what was chosen; None for what was not asked."""
        return {
            name: self.cleaned_data.get(name) for name in ("sheet", "encoding", "date_order", "time_zone")
        }


def read_answers(data: Mapping[str, str]) -> dict[str, str]:
    """Return the answers to the questions of a check, by key."""
    return {name[len(ANSWER) :]: value for name, value in data.items() if name.startswith(ANSWER) and value}


def _label(label: Any) -> str:
    text = str(label)
    return text[:1].upper() + text[1:]


def read_corrections(
    run: ImportRun, data: Mapping[str, str]
) -> tuple[dict[Cell, str], dict[FaultGroup, str]]:
    """Return the corrections entered in the preview: for single cells, and for groups of faults.

    A cell's input initially contains the found text, so an unchanged input is no correction; an empty one is.
    """
    cells: dict[Cell, str] = {}
    causes: dict[FaultGroup, str] = {}
    for name, text in data.items():
        what, _colon, rest = name.partition(":")
        first, _colon, second = rest.partition(":")
        if what == "cell" and first.isascii() and first.isdecimal() and len(first) < 8:
            cells[Cell(int(first), second)] = text
        elif what == "all" and text.strip():
            causes[FaultGroup(first, second)] = text
    if data.get("blank"):
        first, _colon, second = data["blank"].partition(":")
        causes[FaultGroup(first, second)] = ""
    rows = {cell.row for cell in cells}
    found = {
        Cell(row, name): text
        for row, name, text in ImportFault.objects.filter(run=run, row_number__in=rows).values_list(
            "row_number", "field", "found"
        )
    }
    changed = {
        cell: text for cell, text in cells.items() if cell in found and text.split() != found[cell].split()
    }
    return changed, causes
