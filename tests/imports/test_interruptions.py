"""An import whose job is killed says so as soon as somebody looks, and continues where it was."""

import json
import subprocess
import sys
import time
from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from mentoring.imports.actions import note_beginning, note_death, request_import
from mentoring.imports.models import ImportRun
from mentoring.imports.tasks import import_task
from mentoring.people.models import Person
from mentoring.tenancy.scope import tenant_scope
from tests.factories.tenancy import make_membership, make_organization
from tests.imports.importing import BY, checked, directory

ADA = "E1,Ada,Lovelace,ada@x.example,Sales,,2024-01-05"
# What a job does first, in a process that can be killed: it locks the row of its import.
JOB = """
import json, sys, time, psycopg2
settings, organization, run = json.loads(sys.argv[1]), sys.argv[2], sys.argv[3]
cursor = psycopg2.connect(**settings).cursor()
cursor.execute("SELECT set_config('app.organization_id', %s, false)", [organization])
row = "SELECT id FROM imports_importrun WHERE organization_id = %s AND id = %s FOR UPDATE"
cursor.execute(row, [organization, run])
assert cursor.fetchone()
print("locked", flush=True)
time.sleep(60)
"""


def a_job(organization, run) -> subprocess.Popen:
    there = connection.settings_dict
    settings = {
        "dbname": there["NAME"], "user": there["USER"], "password": there["PASSWORD"], "host": there["HOST"],
        "port": there["PORT"] or None,
    }  # fmt: skip
    words = [sys.executable, "-c", JOB, json.dumps(settings), str(organization.id), str(run.pk)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "locked\n"
    return process


def test_killed_job_is_noticed_and_continued(committed_db, client_of):
    organization = make_organization(name="Acme", slug=f"acme-{uuid4().hex[:8]}")
    begun = timezone.now() - timedelta(seconds=15)
    with tenant_scope(organization.id):
        member = make_membership(role="administrator")
        run = checked(directory(ADA), now=timezone.now())
        request_import(run, by=BY, now=begun)
        note_beginning(run, now=begun)
    page = f"/o/{organization.slug}/imports/{run.pk}/"
    client = client_of(member)
    job = a_job(organization, run)
    try:
        assert "Importing rows…" in client.get(page).content.decode()
        with tenant_scope(organization.id):
            assert not note_death(ImportRun.objects.light().get(pk=run.pk), now=timezone.now())
    finally:
        job.kill()
        job.communicate(timeout=30)
    text = ""
    for _attempt in range(50):
        text = client.get(page).content.decode()
        if "interrupted" in text:
            break
        time.sleep(0.1)
    assert "The import was interrupted. Nothing was imported." in text
    assert "Continue" in text
    assert client.post(f"{page}continue/").status_code == 302
    assert "Importing rows…" in client.get(page).content.decode()
    import_task(str(organization.id), str(run.pk))
    with tenant_scope(organization.id):
        assert ImportRun.objects.get(pk=run.pk).state == "done"
        assert Person.objects.count() == 1
