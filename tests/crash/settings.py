"""Settings of the worker processes that a crash test kills: its database and broker, short leases, fail points."""

import os
from datetime import timedelta

from mentoring.mail.email_url import email_settings
from tests.settings import *  # noqa: F403 - settings are made to be extended
from tests.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ["CRASH_DATABASE"]
# The real application role signs in here: nothing steps down in a worker.
DATABASES["default"]["USER"] = DATABASES["default"]["APPLICATION_ROLE"]
globals().update(email_settings(os.environ["EMAIL_URL"]))
EMAIL_TIMEOUT = 5
MAIL_LEASE = timedelta(seconds=3)
MAIL_CHECKPOINT = "tests.crash.fail_points.pass_by"
CELERY_BROKER_URL = os.environ["CRASH_BROKER"]
CELERY_TASK_DEFAULT_QUEUE = "crash"
CELERY_BEAT_SCHEDULE = {"mail": {"task": "periodic.mail.poll", "schedule": 0.5, "options": {"expires": 5}}}
CELERY_IMPORTS = ["tests.crash.kinds"]
if os.environ.get("CRASH_ASKS"):
    CELERY_BEAT_SCHEDULE = {
        "asking": {"task": "periodic.ask_whether_met", "schedule": 0.5, "options": {"expires": 5}}
    }
    CELERY_IMPORTS = ["tests.crash.asking"]
if os.environ.get("CRASH_SURVEYS"):
    CELERY_BEAT_SCHEDULE = {
        "surveys": {"task": "crash.send_surveys", "schedule": 0.5, "options": {"expires": 5}}
    }
    CELERY_IMPORTS = ["tests.crash.surveying"]
