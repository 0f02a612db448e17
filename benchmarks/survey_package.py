"""The peer of the answers: django-survey-and-report, whose view saves the same three answers.

Its page is open to everybody and has the default middleware of Django. It is installed into a folder of its own for
this run, never into the environment, and gets a schema of its own in the same PostgreSQL.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("django-survey-and-report==1.5.0", "pytz", "pyyaml")
LIMIT = 300
SCHEMA = "survey_package"
MIDDLEWARE = (
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
)
APPS = ("django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
        "django.contrib.messages", "survey")  # fmt: skip


class SurveyPackage:
    """A process that saves so many answers each time it is asked."""

    name = PACKAGES[0].partition("==")[0]

    def __init__(self, answers: int) -> None:
        self.answers = answers

    def __enter__(self) -> "SurveyPackage":
        folder = Path(os.environ["VAR_DIR"]) / "survey_package"
        if not folder.exists():
            pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", folder]
            subprocess.run([*pip, *PACKAGES], check=True, timeout=LIMIT)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.survey_package", str(self.answers)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def answer(self) -> float:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def __exit__(self, *_error: object) -> None:
        self.process.communicate(timeout=LIMIT)


def answer_when_asked(answers: int) -> None:
    """Be the process: at each line of the standard input, save that many answers and say how long it took."""
    from benchmarks.survey_answers import post

    application, path, given = _application()
    for _line in sys.stdin:
        began = time.perf_counter()
        for _ in range(answers):
            status = post(application, path, given)
            assert status.startswith("302"), status
        print(time.perf_counter() - began, flush=True)


def _application() -> tuple[Any, str, dict[str, str]]:
    """Return the package's application with a survey of our three questions, its path, and the answers."""
    import django
    from django.conf import settings

    from mentoring.settings import DATABASES

    database = {
        **DATABASES["owner"],
        "ENGINE": "django.db.backends.postgresql",
        "OPTIONS": {"options": f"-c search_path={SCHEMA}"},
        "CONN_MAX_AGE": None,
    }
    settings.configure(
        SECRET_KEY="bench",
        DATABASES={"default": database},
        INSTALLED_APPS=APPS,
        MIDDLEWARE=MIDDLEWARE,
        ROOT_URLCONF="survey.urls",
        ALLOWED_HOSTS=["localhost"],
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        CHOICES_SEPARATOR=",",
        USER_DID_NOT_ANSWER="Left blank",
        DEFAULT_SURVEY_PUBLISHING_DURATION=7,
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    )
    django.setup()
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.management import call_command
    from django.db import connection
    from survey.models import Question, Survey

    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}")
    call_command("migrate", interactive=False, verbosity=0)
    survey = Survey.objects.create(name="Pulse", description="Pulse", need_logged_user=False)
    given = {}
    for order, (text, most, answer) in enumerate(
        (("Meetings", 5, "4"), ("Fit", 5, "5"), ("Recommend", 10, "9"))
    ):
        question = Question.objects.create(
            survey=survey,
            text=text,
            order=order,
            required=True,
            type=Question.RADIO,
            choices=",".join(str(n) for n in range(1, most + 1)),
        )
        given[f"question_{question.pk}"] = answer
    return WSGIHandler(), f"/{survey.pk}/", given


if __name__ == "__main__":
    answer_when_asked(int(sys.argv[1]))
