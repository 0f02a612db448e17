"""Bring a directory in: paste, choose columns, correct the dirty rows, import, undo."""

from datetime import date
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from mentoring.imports.models import ImportRun
from mentoring.imports.tasks import import_task
from mentoring.people.models import Person
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope
from tests.data import SAMPLE
from tests.e2e.looking import look_at
from tests.e2e.test_accounts import sign_in
from tests.factories.tenancy import make_membership, make_organization, make_user


@pytest.fixture
def address() -> str:
    return f"{uuid4().hex[:10]}@example.org"


@pytest.fixture
def acme(live_site, address) -> Organization:
    organization = make_organization(name="Acme", slug=f"acme-{uuid4().hex[:8]}")
    with tenant_scope(organization.id):
        make_membership(user=make_user(email=address, name="Ada Lovelace"), role="administrator")
    return organization


def people(organization: Organization) -> int:
    with tenant_scope(organization.id):
        return Person.objects.count()


def do_the_job(organization: Organization) -> None:
    """Do what a worker does, in this process: none runs beside the tests."""
    with tenant_scope(organization.id):
        run = ImportRun.objects.light().get(state="importing")
    import_task(str(organization.id), str(run.pk))


def test_directory_from_pasted_text_to_undo(page: Page, live_site, mailbox, address, acme):
    sign_in(page, live_site, mailbox, address)
    page.goto(f"{live_site}/o/{acme.slug}/imports/")
    expect(page.get_by_role("heading", name="No imports yet")).to_be_visible()
    look_at(page, "import-empty")
    page.get_by_role("link", name="Import a file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What does the file contain?")
    look_at(page, "import-kinds")
    page.get_by_role("link", name="1. Directory One row").click()
    look_at(page, "import-new")

    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Choose a file, or paste rows below.").first).to_be_visible()
    look_at(page, "import-new-error")

    text = (SAMPLE / "dirty_directory.csv").read_text().replace("Work Email", "Where to write", 1)
    text = text.replace("Start date", "Start date,Status", 1).replace("2025-07-20", "2025-07-20,LOA", 1)
    text = text.replace("2025-09-26", "2025-09-26,RTD", 1)
    page.get_by_label("As of").fill(date.today().isoformat())
    page.get_by_label("Or paste from a spreadsheet").fill(text)
    page.get_by_role("button", name="Continue").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Column mapping")
    expect(page.get_by_text("Guessed. Please check.")).to_be_visible()
    expect(page.get_by_label("Where to write")).to_have_value("email")
    look_at(page, "import-columns")
    page.get_by_role("button", name="Check rows").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("7 skipped")
    expect(page.get_by_role("group", name="Is a person with the status “LOA” employed?")).to_be_visible()
    expect(page.get_by_label("Yes, employed").first).to_be_checked()
    look_at(page, "import-check")
    page.get_by_role("group", name="Is a person with the status “RTD” employed?").get_by_text(
        "No, left"
    ).click()
    page.get_by_label("April 3 (day first)").first.check()
    page.get_by_label("Row 8, Where to write").fill("x2@example.org")
    page.get_by_label("Row 11, Start date").fill("2024-02-29")
    page.get_by_role("button", name="Save and check again").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("4 skipped")
    rtd = page.get_by_role("group", name="Is a person with the status “RTD” employed?")
    expect(rtd.get_by_label("No, left")).to_be_checked()
    expect(page.get_by_text("2 cells corrected.").first).to_be_visible()
    assert people(acme) == 0

    page.get_by_role("button", name="Import", exact=True).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Importing rows…")
    look_at(page, "import-progress")
    assert people(acme) == 0
    do_the_job(acme)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Imported:")
    look_at(page, "import-done")
    assert people(acme) > 100
    page.get_by_role("link", name="Next: Participants").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Participants")
    expect(page.get_by_role("listitem").filter(has_text="Directory").get_by_text("done")).to_be_attached()
    look_at(page, "import-next")
    page.go_back()

    page.get_by_role("link", name="View directory").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Directory")

    page.get_by_role("link", name="Import", exact=True).first.click()
    look_at(page, "import-list")
    page.get_by_role("button", name="Undo import of Pasted rows").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Import undone")
    look_at(page, "import-undone")
    assert people(acme) == 0
