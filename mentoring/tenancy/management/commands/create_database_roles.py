from contextlib import closing
from typing import Any

import dj_database_url
import psycopg2
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mentoring.tenancy import roles


class Command(BaseCommand):
    help = "Create the database and its owner, application and definer roles, as a superuser. Safe to repeat."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--admin-url", required=True, help="postgresql:// address of a superuser")
        parser.add_argument(
            "--createdb", action="store_true", help="allow the owner to create databases (for tests)"
        )
        parser.add_argument(
            "--cluster-node",
            action="store_true",
            help="for each node of a Citus cluster (docs/operations.md)",
        )

    def handle(self, *, admin_url: str, createdb: bool, cluster_node: bool, **options: Any) -> None:
        owner, application = (_login(settings.DATABASES[alias]) for alias in ("owner", "default"))
        if owner.role == application.role:
            raise CommandError("DATABASE_URL and DATABASE_OWNER_URL must name different roles.")
        admin = dj_database_url.parse(admin_url)
        parameters = {
            "host": admin["HOST"],
            "port": admin["PORT"],
            "user": admin["USER"],
            "password": admin["PASSWORD"],
            "dbname": admin["NAME"] or "postgres",
        }
        try:
            with closing(psycopg2.connect(**{k: v for k, v in parameters.items() if v})) as connection:
                connection.autocommit = True
                cursor = connection.cursor()
                roles.create_roles(
                    cursor,
                    owner=owner,
                    application=application,
                    definer=settings.DATABASE_DEFINER_ROLE,
                    createdb=createdb,
                    is_node=cluster_node,
                )
                roles.create_database(cursor, name=application.database, owner=owner.role)
        except psycopg2.Error as error:
            raise CommandError(f"PostgreSQL refused: {str(error).strip()}") from error


def _login(database: dict[str, Any]) -> roles.Login:
    return roles.Login(database["USER"], database["PASSWORD"], database["NAME"])
