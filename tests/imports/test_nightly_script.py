"""The script of docs/imports.md that sends a directory every night, as cron runs it, against a served product."""

import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from mentoring.imports.enums import RunState
from mentoring.imports.models import ImportRun
from mentoring.imports.tasks import import_task
from mentoring.people.models import Person
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope
from tests.api.conftest import secret_of  # noqa: F401 - a fixture
from tests.e2e.live import live_site, mailbox  # noqa: F401 - fixtures
from tests.factories.tenancy import make_membership, make_organization, make_user

# Not in every image; the rest of what the script calls is part of each system.
ABSENT = [program for program in ("curl", "jq") if not shutil.which(program)]
pytestmark = pytest.mark.skipif(bool(ABSENT), reason=f"The script needs programs that are not here: {ABSENT}")
SECONDS = 120
SHELLS = [shell for shell in ("sh", "bash") if shutil.which(shell)]


def people(count: int) -> str:
    """Return a directory; the question about the status of the last person has a backslash."""
    rows = "".join(f'E{n},Ann,"Lee ""{n}""",Active\n' for n in range(1, count))
    return f"Employee ID,First Name,Last Name,Status\n{rows}E0,Bo,Coe,L\\leer\n"


def script_of_the_docs() -> str:
    text = (Path(settings.BASE_DIR) / "docs" / "imports.md").read_text()
    [script] = re.findall(r"^```sh\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return script


class Night:
    """A machine with the script, a token and a file; a worker's job is done in the test, while the script waits."""

    def __init__(self, folder: Path, organization: Organization, address: str, secret: str) -> None:
        self.organization, self.file = organization, folder / "people.csv"
        self.token = folder / "token"
        self.token.write_text(f"{secret}\n")
        script = script_of_the_docs()
        for documented, here in (
            ("https://mentoring.example.org/api/v1/o/acme/", f"{address}/api/v1/o/{organization.slug}/"),
            ("/etc/mentoring/token", str(self.token)),
            ("/srv/hr/people.csv", str(self.file)),
            ("sleep 5 ", "sleep 0.1 "),
        ):
            assert script.count(documented) == 1, documented
            script = script.replace(documented, here)
        self.script = folder / "import-directory"
        self.script.write_text(script)

    def run(self, text: str, *, shell: str = "sh") -> tuple[int, str, str]:
        """Run the script with this directory and return its exit code and what it prints."""
        self.file.write_text(text)
        # cron gives a job hardly more than the path; no proxy stands before the loopback interface.
        job = subprocess.Popen(
            [shell, str(self.script)],
            env={"PATH": os.environ["PATH"]},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        ends = time.monotonic() + SECONDS
        while job.poll() is None:
            if time.monotonic() > ends:
                job.kill()
                pytest.fail(f"The script took longer than {SECONDS} s.")
            with tenant_scope(self.organization.id):
                runs = list(ImportRun.objects.filter(state=RunState.IMPORTING).values_list("pk", flat=True))
            for pk in runs:
                import_task(str(self.organization.id), str(pk), "", True)
            time.sleep(0.05)
        return job.returncode, *job.communicate(timeout=10)

    def people(self) -> int:
        with tenant_scope(self.organization.id):
            return Person.objects.count()


@pytest.fixture
def night(tmp_path, live_site, secret_of) -> Night:  # noqa: F811 - the fixtures
    organization = make_organization(name="Acme", slug=f"acme-{uuid4().hex[:8]}")
    with tenant_scope(organization.id):
        user = make_user(email=f"{uuid4().hex[:10]}@example.org", name="Ada")
        member = make_membership(user=user, role="administrator")
    return Night(tmp_path, organization, live_site, secret_of(member, "read", "write"))


@pytest.mark.parametrize("shell", SHELLS)
def test_nights_of_a_directory(night, shell):
    code, printed, errors = night.run(people(20), shell=shell)
    assert (code, errors) == (0, "")
    first = json.loads(printed)
    assert [first[count] for count in ("added", "updated", "unchanged", "skipped")] == [20, 0, 0, 0]

    code, printed, errors = night.run(people(20), shell=shell)
    assert (code, errors) == (0, "")
    second = json.loads(printed)
    assert [second[count] for count in ("added", "updated", "unchanged", "skipped")] == [0, 0, 20, 0]

    code, printed, errors = night.run(people(13), shell=shell)
    assert (code, printed, night.people()) == (1, "", 20)
    said = json.loads(errors)
    assert (said["state"], said["waits_for_answer"]) == ("checked", True)
    texts = [question["text"] for question in said["questions"]]
    assert "This file has 13 people, the last directory had 20. Is it right?" in texts


def test_directory_that_is_refused_says_why(night):
    code, printed, errors = night.run("Team,Floor\nOps,2\n")
    assert (code, printed, night.people()) == (1, "", 0)
    assert "No column found for" in errors


def test_token_that_does_not_count_any_more_says_so(night):
    night.token.write_text("mtk_nothing\n")
    code, printed, errors = night.run(people(1))
    assert (code, printed) == (1, "")
    assert "401" in errors


def test_token_is_no_argument_of_a_program():
    assert "token" not in re.search(r"curl .*(\\\n.*)*", script_of_the_docs())[0]
