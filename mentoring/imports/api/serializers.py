"""The bodies and answers of the API of imports."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from mentoring.api import Answer, Body
from mentoring.imports.actions.corrections import Cell
from mentoring.imports.encodings import ENCODINGS
from mentoring.imports.enums import RunState
from mentoring.imports.extensions import IMPORT_KINDS
from mentoring.imports.models import ImportRun

RUN = {
    "id": "5b0a1c7e-3f0e-4a51-9d0f-2f1f0a7c9e11",
    "kind": "directory",
    "program_id": None,
    "as_of": "2026-11-02",
    "file_name": "people.csv",
    "state": "checked",
    "row_count": 101,
    "added": 84,
    "updated": 12,
    "unchanged": 3,
    "skipped": 2,
    "error_count": 2,
    "refusal": "",
    "notes": ["Row 2 repeats the column names and is not imported."],
    "sheets": ["Staff", "Leavers"],
    "sheet": "Staff",
    "encoding": "xlsx",
    "date_order": "",
    "time_zone": "",
    "mapping": {"employee_id": 0, "full_name": 1, "email": 2, "employment_status": 5},
    "undecided_columns": [],
    "questions": [
        {
            "key": "word:employment_status:loa",
            "text": "Is a person with the status “LOA” employed?",
            "options": {"active": "Yes, employed", "inactive": "No, left", "-": "Do not import"},
            "guess": "active",
            "answer": None,
            "count": 14,
            "is_needed": False,
        }
    ],
    "waits_for_answer": False,
    "created_at": "2026-11-02T09:30:00Z",
    "imported_at": None,
    "undone_at": None,
}
ERROR = {
    "row": 7,
    "field": "email",
    "person": "Ada Bell",
    "column": "Work Email",
    "found": "bad.mail.example.org",
    "expected": "An email address contains an @, such as name@example.org.",
    "code": "email-without-at",
    "skips_row": True,
}


class QuestionAnswer(Answer):
    key = serializers.CharField()
    text = serializers.CharField(help_text=_("The question, for the user."))
    options = serializers.DictField(
        child=serializers.CharField(), help_text=_("The possible answers, each with its text.")
    )
    guess = serializers.CharField(allow_null=True, help_text=_("What holds without an answer."))
    answer = serializers.CharField(allow_null=True)
    count = serializers.IntegerField(help_text=_("The number of rows or people."))
    is_needed = serializers.BooleanField(help_text=_("If true, nothing is imported before the answer."))


@extend_schema_serializer(examples=[OpenApiExample("Import", value=RUN)])
class ImportAnswer(Answer):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    program_id = serializers.UUIDField(source="target_id", allow_null=True)
    as_of = serializers.DateField(help_text=_("The date of the data in the file."))
    file_name = serializers.CharField()
    state = serializers.ChoiceField(choices=RunState.choices)
    row_count = serializers.IntegerField()
    added = serializers.IntegerField(help_text=_("New rows, or those that would be added."))
    updated = serializers.IntegerField(help_text=_("Rows that change existing data."))
    unchanged = serializers.IntegerField(help_text=_("Rows that change nothing."))
    skipped = serializers.IntegerField(help_text=_("Rows that are not imported because of an error."))
    error_count = serializers.IntegerField(source="fault_count")
    refusal = serializers.CharField(allow_blank=True, help_text=_("Why the import failed."))
    notes = serializers.SerializerMethodField(help_text=_("What the check found, in sentences for the user."))
    sheets = serializers.SerializerMethodField(help_text=_("The sheets of a workbook."))
    sheet = serializers.CharField(allow_blank=True)
    encoding = serializers.CharField(allow_blank=True)
    date_order = serializers.CharField(
        allow_blank=True, help_text=_("dmy or mdy; blank if the file makes it clear.")
    )
    time_zone = serializers.CharField(allow_blank=True, help_text=_("Blank: the organization's."))
    mapping = serializers.DictField(
        child=serializers.IntegerField(), help_text=_("The column of each field, counted from 0.")
    )
    undecided_columns = serializers.ListField(
        child=serializers.CharField(),
        help_text=_("Columns for which date_order has to be given, because their dates are ambiguous."),
    )
    questions = serializers.SerializerMethodField(help_text=_("What a user can decide."))
    waits_for_answer = serializers.SerializerMethodField(
        help_text=_("Whether nothing is imported before a question is answered or date_order is given.")
    )
    created_at = serializers.DateTimeField()
    imported_at = serializers.DateTimeField(allow_null=True)
    undone_at = serializers.DateTimeField(allow_null=True)

    def get_notes(self, run: ImportRun) -> list[str]:
        return [*run.notes, *run.remarks]

    def get_sheets(self, run: ImportRun) -> list[str]:
        return [sheet["name"] for sheet in run.sheets]

    @extend_schema_field(QuestionAnswer(many=True))
    def get_questions(self, run: ImportRun) -> list[dict[str, Any]]:
        return [
            {
                "key": entry["key"],
                "text": entry["text"],
                "options": dict(entry["options"]),
                "guess": entry["guess"],
                "answer": run.answers.get(entry["key"]),
                "count": entry["count"],
                "is_needed": entry["is_needed"],
            }
            for entry in run.questions
        ]

    def get_waits_for_answer(self, run: ImportRun) -> bool:
        return run.state == RunState.CHECKED and bool(run.open_questions or run.undecided)


@extend_schema_serializer(examples=[OpenApiExample("Error", value=ERROR)])
class ImportErrorAnswer(Answer):
    row = serializers.IntegerField(
        source="row_number", help_text=_("The row number in the file, counting the header.")
    )
    field = serializers.CharField(
        allow_blank=True, help_text=_("The field, to correct the cell; blank for a whole row.")
    )
    person = serializers.CharField(allow_blank=True, help_text=_("The person whom the row is about."))
    column = serializers.CharField(source="header", allow_blank=True)
    found = serializers.CharField(allow_blank=True)
    expected = serializers.CharField(help_text=_("A sentence for the user."))
    code = serializers.CharField()
    skips_row = serializers.BooleanField(help_text=_("If false, the row is imported without this cell."))


class ReadingBody(Body):
    """How a file is read, and answers to questions of its check."""

    sheet = serializers.CharField(
        required=False, max_length=100, help_text=_("Default: the sheet whose headings fit best.")
    )
    encoding = serializers.ChoiceField(
        required=False, choices=sorted(ENCODINGS), help_text=_("Default: as the bytes suggest.")
    )
    date_order = serializers.ChoiceField(
        required=False,
        choices=["dmy", "mdy"],
        help_text=_("What comes first in dates such as 03/04/2024, the day or the month."),
    )
    time_zone = serializers.CharField(
        required=False,
        max_length=64,
        help_text=_("The zone of times without one. Default: the organization's."),
    )
    mapping = serializers.JSONField(
        required=False, help_text=_("The column of each field, counted from 0. Default: by the headings.")
    )
    answers = serializers.JSONField(required=False, help_text=_("Answers to questions, by key."))

    def validate_mapping(self, value: Any) -> dict[str, int]:
        is_valid = isinstance(value, dict) and all(type(at) is int for at in value.values())
        if not is_valid:
            raise serializers.ValidationError(gettext("Give the number of a column for each field."))
        return value

    def validate_answers(self, value: Any) -> dict[str, str]:
        is_valid = isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
        if not is_valid:
            raise serializers.ValidationError(gettext("Give an answer for each key."))
        return value


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Answers", value={"date_order": "mdy", "answers": {"word:employment_status:loa": "active"}}
        )
    ]
)
class ImportUpdateBody(ReadingBody):
    corrections = serializers.JSONField(
        required=False,
        help_text=_("Texts for cells with errors: {row: {field: text}}; blank leaves it blank."),
    )

    def validate_corrections(self, value: Any) -> dict[Cell, str]:
        try:
            return {
                Cell(int(row), str(name)): str(text)
                for row, cells in value.items()
                for name, text in cells.items()
            }
        except (AttributeError, ValueError):
            raise serializers.ValidationError(gettext("Give a text for each row and field.")) from None


class ImportBody(ReadingBody):
    kind = serializers.ChoiceField(choices=[])
    file = serializers.FileField(
        max_length=200, allow_empty_file=True, help_text=_("CSV, TSV or XLSX, up to 20 MB and 200,000 rows.")
    )
    program = serializers.UUIDField(
        required=False, help_text=_("Required for kinds that belong to a program.")
    )
    as_of = serializers.DateField(required=False, help_text=_("Default: today."))
    dry_run = serializers.BooleanField(
        required=False, default=False, help_text=_("Check the file without importing it.")
    )

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        # Apps register their kinds after this module is imported.
        fields["kind"].choices = [name for name, _kind in IMPORT_KINDS.items()]
        return fields

    def to_internal_value(self, data: Any) -> Any:
        if getattr(self.context["request"], "is_upload_too_large", False):
            raise serializers.ValidationError({"file": [gettext("The file is larger than 20 MB.")]})
        return super().to_internal_value(data)

    def validate_as_of(self, value: Any) -> Any:
        if value > self.context["request"].organization.local_date(timezone.now()):
            raise serializers.ValidationError(gettext("This date is in the future."))
        return value
