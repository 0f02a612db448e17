from contextlib import nullcontext

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import transaction
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState


class Executor(MigrationExecutor):
    """Records each migration in the transaction that applies it.

    Django commits tables and foreign keys first. A start that is killed in between could not be repeated: the tables
    exist, and the migration counts as not applied. A migration with `atomic = False` has no transaction.
    """

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        with transaction.atomic(using=self.connection.alias) if migration.atomic else nullcontext():
            return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)


# The command has no setting for its executor.
migrate.MigrationExecutor = Executor


class Command(migrate.Command):
    """Run Django's migrate as the owner of the tables; the application role may not change them."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")
