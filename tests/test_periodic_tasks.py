"""Every task that beat starts can be started: a name or an argument that is wrong shows in no other test."""

import pytest
from celery import current_app
from django.conf import settings


@pytest.mark.raw_sql
@pytest.mark.parametrize("name", sorted(each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()))
def test_periodic_task_runs(name, organization):
    current_app.loader.import_default_modules()
    current_app.tasks[name]()
