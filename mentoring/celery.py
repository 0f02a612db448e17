import os

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentoring.settings")

app = Celery("mentoring")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="periodic")
app.autodiscover_tasks(["mentoring"], related_name="health")


@worker_init.connect
def refuse_to_work_as_a_bypassing_role(**kwargs: object) -> None:
    from django.db import connection  # needs the apps to be loaded

    from mentoring.tenancy.roles import refuse_bypassing_role

    refuse_bypassing_role(connection)
    connection.close()
