from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections, transaction

from mentoring.tenancy import distribution


class Command(BaseCommand):
    help = "Distribute the tables over the nodes of a Citus cluster (docs/operations.md). Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="print the statements, change nothing")
        parser.add_argument("--database", default="owner")

    def handle(self, *, dry_run: bool, database: str, **options: Any) -> None:
        with transaction.atomic(using=database), connections[database].cursor() as cursor:
            if not dry_run and not distribution.is_installed(cursor):
                raise CommandError(
                    "The extension citus is not installed in this database. Nothing was changed."
                    " docs/operations.md (“On several machines”) lists what a cluster needs."
                )
            statements = distribution.plan(cursor)
            if not statements:
                self.stdout.write("-- All tables are distributed.")
            for statement in statements:
                self.stdout.write(f"{statement};")
                if not dry_run:
                    cursor.execute(statement)
