import sys
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from mentoring.imports.actions import check_rows, import_rows, start_import
from mentoring.imports.extensions import IMPORT_KINDS
from mentoring.imports.garbage import garbage_collection_paused
from mentoring.imports.models import ImportRun
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope

FAULTS_SHOWN = 50


class Command(BaseCommand):
    help = "Import a CSV, TSV or XLSX file. Rows with errors are listed and skipped; the others are imported."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the file, or - for standard input")
        parser.add_argument("--organization", required=True, metavar="SLUG")
        parser.add_argument("--kind", required=True, choices=[name for name, _kind in IMPORT_KINDS.items()])
        parser.add_argument("--program", type=UUID, metavar="ID")
        parser.add_argument(
            "--as-of", type=_day, metavar="DATE", help="the date of the data in the file (default: today)"
        )
        parser.add_argument(
            "--date-order", choices=("dmy", "mdy"), default="", help="the order of 03/04/2024"
        )
        parser.add_argument("--dry-run", action="store_true", help="check the file without importing it")
        parser.add_argument("--strict", action="store_true", help="import nothing if any row has an error")

    def handle(self, *, file: Path, organization: str, kind: str, **options: Any) -> None:
        source = sys.stdin.buffer.read() if str(file) == "-" else _read(file)
        found = Organization.objects.filter(slug=organization, is_active=True).first()
        if found is None:
            raise CommandError(f"There is no organization with the address {organization!r}.")
        now = timezone.now()
        try:
            with tenant_scope(found.id):
                self._import(file.name, source, kind, now, {**options, "today": found.local_date(now)})
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error

    @garbage_collection_paused()
    def _import(self, name: str, source: bytes, kind: str, now: Any, options: dict[str, Any]) -> None:
        by, today = Actor.system("import_csv"), options["today"]
        run, mapping = start_import(
            kind,
            source,
            by=by,
            as_of=options["as_of"] or today,
            file_name=name,
            target_id=options["program"],
            date_order=options["date_order"],
        )
        for refused in mapping.refused:
            self.stdout.write(f"Column {refused.header!r} is not imported: {refused.reason}")
        if mapping.missing:
            raise CommandError("No column was found for: " + ", ".join(str(f.label) for f in mapping.missing))
        check = check_rows(run, now=now)
        if check is None:
            raise CommandError(run.refusal)
        self._show_faults(run)
        for text in [*run.remarks, *(question["text"] for question in run.questions)]:
            self.stdout.write(text)
        if not options["dry_run"] and (run.open_questions or run.undecided):
            columns = ", ".join(run.undecided_columns)
            raise CommandError(
                f"Give --date-order for {columns}."
                if columns
                else "Import this file in the browser to answer."
            )
        is_imported = False
        if not options["dry_run"] and not (options["strict"] and run.skipped):
            import_rows(run, by=by, now=now, result=check)
            is_imported = True
        self.stdout.write(
            f"{name}: {run.added} added, {run.updated} updated, {run.unchanged} unchanged, {run.skipped} skipped "
            + (f"(import {run.pk})" if is_imported else "(not imported)")
        )
        if options["strict"] and run.skipped:
            raise CommandError(f"{run.skipped} rows have errors; nothing was imported.")

    def _show_faults(self, run: ImportRun) -> None:
        faults = run.faults.order_by("row_number", "field")
        for fault in faults[:FAULTS_SHOWN]:
            self.stdout.write(
                f"row {fault.row_number}, {fault.header or 'row'}: {fault.found!r}. {fault.expected}"
            )
        if run.fault_count > FAULTS_SHOWN:
            self.stdout.write(f"… and {run.fault_count - FAULTS_SHOWN} more")


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is not a date such as 2026-11-02") from error
