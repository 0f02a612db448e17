import gc
import os

from celery import Celery
from celery.app.utils import Settings
from celery.signals import celeryd_init, worker_init, worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentoring.settings")

app = Celery("mentoring")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="periodic")
app.autodiscover_tasks(["mentoring"], related_name="health")


@celeryd_init.connect
def be_patient(conf: Settings, **kwargs: object) -> None:
    """Let the worker wait longer for the broker than a request does, or a slow disk would end its connections."""
    patient = {"socket_timeout": 10, "socket_connect_timeout": 10}
    conf.broker_transport_options = {**conf.broker_transport_options, **patient}


@worker_process_init.connect
def collect_garbage_less_often(**kwargs: object) -> None:
    """Tune garbage collection for imports and outcomes, which create hundreds of thousands of objects without cycles.

    With the defaults, an import spends a third more processor time in Python.
    """
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@worker_init.connect
def refuse_to_work(**kwargs: object) -> None:
    from django.db import connection  # needs the apps to be loaded

    from mentoring.encryption.canary import refuse_missing_data_keys
    from mentoring.tenancy.roles import refuse_bypassing_role

    refuse_bypassing_role(connection)
    refuse_missing_data_keys()
    connection.close()
