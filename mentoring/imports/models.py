from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mentoring.imports.enums import RunState
from mentoring.imports.tables import Table
from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel

UNDO_FOR = timedelta(hours=24)
# A job holds the lock of its import. Between its first commit and the lock lies less than this.
LOCK_WITHIN = timedelta(seconds=10)
# A job that has not begun after this long may never begin: the worker is down or busy.
BEGINS_WITHIN = timedelta(seconds=45)


class ImportRunQuerySet(models.QuerySet):
    def light(self) -> "ImportRunQuerySet":
        """Do not load the file itself, which may have 20 MB."""
        return self.defer("source")

    def newest_first(self) -> "ImportRunQuerySet":
        return self.order_by("-created_at", "-id")


class ImportRun(TenantModel):
    """An import of one file: its columns, corrections, state and result."""

    kind = models.CharField(_("type"), max_length=40)
    # The id of the target, such as a program.
    target_id = models.UUIDField(null=True, blank=True)
    as_of = models.DateField(_("as of"))
    file_name = models.CharField(_("file"), max_length=200)
    # Deleted when the import can no longer be undone.
    source = models.BinaryField(null=True, blank=True, editable=False)
    is_text = models.BooleanField(default=False)

    # [{"header", "samples", "refused": reason or "", "how", "joined": heading or ""}], so that no page has to read the
    # file. Columns of names that are joined follow those of the file.
    columns = models.JSONField(default=list, blank=True)
    # Notes about the whole file, in the language of the member who imports it.
    notes = models.JSONField(default=list, blank=True)
    # [{"name", "is_hidden"}] of a workbook, and the one that is read.
    sheets = models.JSONField(default=list, blank=True)
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    # The codec by which a text file is read, and whether it was chosen by a person or proven by the bytes.
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    is_encoding_sure = models.BooleanField(default=True)
    # The time zone of times without one; blank for the organization's.
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    # {field: index of its column}, which can be corrected.
    mapping = models.JSONField(default=dict, blank=True)
    # The order of day and month in 03/04/2024; blank unless it had to be chosen.
    date_order = models.CharField(max_length=3, blank=True)
    # The date fields whose order was ambiguous in the last check.
    undecided = models.JSONField(default=list, blank=True)
    # What the last check asked (see questions.py), and the answers: {key: value}.
    questions = models.JSONField(default=list, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    # What the last check found, in the language of the member who imports.
    remarks = models.JSONField(default=list, blank=True)
    # Corrections: {row number: {field: text}}.
    fixes = models.JSONField(default=dict, blank=True)

    state = models.CharField(_("status"), max_length=12, choices=RunState, default=RunState.UPLOADED)
    state_at = models.DateTimeField(_("since"), default=timezone.now)
    # When the job of the present state began. It holds the import's lock until it ends or dies.
    began_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The state in which the job was killed, to continue there.
    interrupted_in = models.CharField(max_length=12, blank=True, editable=False)
    row_count = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    fault_count = models.PositiveIntegerField(default=0)
    # Why nothing could be imported, as shown to the member.
    refusal = models.CharField(max_length=500, blank=True)

    created_by = TenantForeignKey(
        "tenancy.Membership", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("started"), auto_now_add=True)
    imported_at = models.DateTimeField(_("imported"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects = TenantManager.from_queryset(ImportRunQuerySet)()
    # The table read by start_import, to be reused in the same request.
    table: Table | None = None

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["organization", "-created_at", "-id"], name="imports_run_newest")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_busy(self) -> bool:
        return self.state in {RunState.CHECKING, RunState.IMPORTING}

    @property
    def can_import(self) -> bool:
        """Whether there is anything to import."""
        return self.added + self.updated + self.unchanged > 0

    @property
    def open_questions(self) -> list[dict[str, Any]]:
        """The questions that have to be answered before anything is imported."""
        return [
            entry for entry in self.questions if entry["is_needed"] and not self.answers.get(entry["key"])
        ]

    @property
    def asks_person(self) -> bool:
        """Whether a person has to confirm something, which a token cannot."""
        return any(entry["asks_person"] for entry in self.questions)

    @property
    def column_counts(self) -> tuple[int, int]:
        """How many columns the file has, and how many of them are used: a joined one stands for two of the file."""
        wholes = {column.get("joined") for column in self.columns} - {None, ""}
        joined = {at for at, column in enumerate(self.columns) if column["header"] in wholes}
        used = len(self.mapping) + len(joined.intersection(self.mapping.values()))
        return len(self.columns) - len(joined), used

    @property
    def undecided_columns(self) -> list[str]:
        """The headings of the columns whose order of day and month is ambiguous."""
        return [self.columns[self.mapping[name]]["header"] for name in self.undecided if name in self.mapping]

    @property
    def state_label(self) -> str:
        """The status as it is shown: never "ready" when there is nothing to import or a question is open."""
        if self.state == RunState.CHECKED:
            if self.open_questions or self.undecided:
                return gettext("Waiting for an answer")
            if not self.can_import:
                return gettext("Nothing to import")
        return str(RunState(self.state).label)

    def may_have_died(self, at: datetime) -> bool:
        """Whether its job began so long ago that it must hold the import's lock, if it is alive."""
        return self.is_busy and self.began_at is not None and at >= self.began_at + LOCK_WITHIN

    def is_late(self, at: datetime) -> bool:
        """Whether its job should have begun by now."""
        return self.is_busy and self.began_at is None and at >= self.state_at + BEGINS_WITHIN

    def can_be_undone(self, at: datetime) -> bool:
        return (
            self.state == RunState.DONE and self.imported_at is not None and at < self.imported_at + UNDO_FOR
        )


class ImportFault(TenantModel):
    """An error in a cell or a row: the place, the text found, and what was expected."""

    run = TenantForeignKey(ImportRun, models.CASCADE, related_name="faults", verbose_name=_("import"))
    row_number = models.PositiveIntegerField(_("row"))
    # The name of the person whom the row is about, as in the file.
    person = models.CharField(_("person"), max_length=200, blank=True)
    field = models.CharField(max_length=40, blank=True)
    header = models.CharField(_("column"), max_length=200, blank=True)
    found = models.CharField(_("found"), max_length=200, blank=True)
    # In the language of the member who imports.
    expected = models.CharField(_("expected"), max_length=500)
    code = models.CharField(max_length=40)
    # Otherwise the row is imported without this cell.
    skips_row = models.BooleanField(default=True)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["organization", "run", "row_number"], name="imports_fault_by_row")]

    def __str__(self) -> str:
        return f"{self.row_number}: {self.code}"


class ImportChange(TenantModel):
    """The undo data of one table: the rows that were added, and previous values of those that were updated."""

    run = TenantForeignKey(ImportRun, models.CASCADE, related_name="changes", verbose_name=_("import"))
    position = models.PositiveSmallIntegerField()
    model = models.CharField(max_length=80)
    added_ids = ArrayField(models.UUIDField(), default=list)
    # {id: {column: value before}}
    before = models.JSONField(default=dict, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organization", "run", "position"], name="imports_change_once")
        ]

    def __str__(self) -> str:
        return self.model


class ColumnMemory(TenantModel):
    """What headings and words meant in this organization's earlier files of a kind."""

    kind = models.CharField(max_length=40)
    headings = models.JSONField(default=dict, blank=True)
    # What words in cells mean: {field: {word: value}}.
    words = models.JSONField(default=dict, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organization", "kind"], name="imports_memory_once")]

    def __str__(self) -> str:
        return self.kind
