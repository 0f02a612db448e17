from importlib import import_module
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class TenancyConfig(AppConfig):
    name = "mentoring.tenancy"
    verbose_name = _("Organizations")

    def ready(self) -> None:
        # Sets the current Celery application in every process, so that .delay() uses our broker.
        # Not in mentoring/__init__.py: bin/run imports that before anything is installed.
        import_module("mentoring.celery")
        pre_migrate.connect(open_schema, sender=self)
        post_migrate.connect(grant_data_access, sender=self)


def application_role() -> str:
    return settings.DATABASES["default"].get("APPLICATION_ROLE") or settings.DATABASES["default"]["USER"]


def open_schema(*, using: str, **kwargs: Any) -> None:
    from mentoring.tenancy.roles import prepare_schema

    prepare_schema(connections[using], application=application_role(), definer=settings.DATABASE_DEFINER_ROLE)


def grant_data_access(*, using: str, **kwargs: Any) -> None:
    from mentoring.tenancy.roles import grant_data

    append_only = [m._meta.db_table for m in apps.get_models() if getattr(m, "is_append_only", False)]
    grant_data(connections[using], application=application_role(), append_only=append_only)
