"""Queries of an import's faults."""

import dataclasses
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Min, Window
from django.db.models.functions import RowNumber

from mentoring.imports.extensions import IMPORT_KINDS, IMPORT_TARGETS, NO_DATA, ImportKind
from mentoring.imports.models import ImportFault, ImportRun

FAULTS_PER_GROUP = 20


@dataclass
class FaultGroupSummary:
    """Cells of one column that are faulty for the same reason. `sentence` is blank where each has its own."""

    field: str
    code: str
    header: str
    skips_row: bool
    count: int
    sentence: str
    can_be_corrected: bool
    can_be_blank: bool
    faults: list[ImportFault] = dataclasses.field(default_factory=list)

    @property
    def has_data(self) -> bool:
        """Return whether there is anything to correct in these rows."""
        return self.code not in NO_DATA

    @property
    def name(self) -> str:
        return f"{self.field}:{self.code}"


def fault_groups(run: ImportRun, *, shown: int = FAULTS_PER_GROUP) -> list[FaultGroupSummary]:
    """Return the run's faults by cause, those that leave rows out first, each with its first rows. Two queries."""
    faults = ImportFault.objects.filter(run=run)
    required = {entry.name for entry in IMPORT_KINDS[run.kind].fields if entry.required}
    counted = (
        faults.values("field", "code", "header", "skips_row")
        .annotate(
            count=Count("id"),
            sentences=Count("expected", distinct=True),
            sentence=Min("expected"),
            first=Min("row_number"),
        )
        .order_by("-skips_row", "first", "field", "code")
    )
    groups = {
        (row["field"], row["code"], row["skips_row"]): FaultGroupSummary(
            row["field"],
            row["code"],
            row["header"],
            row["skips_row"],
            row["count"],
            row["sentence"] if row["sentences"] == 1 else "",
            can_be_corrected=row["field"] in run.mapping,
            can_be_blank=row["field"] in run.mapping
            and row["field"] not in required
            and row["code"] not in {"missing", "nobody"},
        )
        for row in counted
    }
    numbered = faults.annotate(
        place=Window(
            RowNumber(),
            partition_by=[F("field"), F("code"), F("skips_row")],
            order_by=[F("row_number").asc()],
        )
    )
    for fault in numbered.filter(place__lte=shown).order_by("row_number"):
        groups[fault.field, fault.code, fault.skips_row].faults.append(fault)
    return list(groups.values())


def blanked_cells(groups: list[FaultGroupSummary]) -> dict[str, int]:
    """Return how many rows are imported without a cell, by the heading of its column."""
    found: dict[str, int] = {}
    for group in groups:
        if not group.skips_row:
            found[group.header] = found.get(group.header, 0) + group.count
    return found


@dataclass(frozen=True)
class Step:
    """A step of filling a program: a kind of file, and whether there are rows of it."""

    kind: ImportKind
    number: int
    is_done: bool


def steps(target_id: UUID | None) -> list[Step]:
    """Return the steps in their order, for the program; without one, for the newest."""
    kinds = sorted((kind for kind in IMPORT_KINDS if kind.step), key=lambda kind: kind.step)
    if target_id is None:
        targets = {kind.target for kind in kinds if kind.needs_target}
        first = [value for name in targets for value, _label in IMPORT_TARGETS[name].choices()[:1]]
        target_id = UUID(first[0]) if first else None
    return [Step(kind, kind.step, kind.is_done(target_id)) for kind in kinds]


def next_step(kind: ImportKind) -> ImportKind | None:
    """Return the kind of file to import after this one."""
    later = [other for other in IMPORT_KINDS if kind.step and other.step == kind.step + 1]
    return later[0] if later else None


def target_names(runs: list[ImportRun]) -> dict[UUID, str]:
    """Return what the runs are imported into, by id; one query for each kind of target."""
    wanted = {IMPORT_KINDS[run.kind].target for run in runs if run.target_id and run.kind in IMPORT_KINDS}
    return {UUID(key): name for target in wanted for key, name in IMPORT_TARGETS[target].choices()}
