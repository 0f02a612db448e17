"""Beside every text that a mentor or mentee writes stands who reads it."""

import re

import pytest
from django.urls import reverse

from mentoring.tenancy.scope import tenant_scope
from tests.access import Row
from tests.test_access import ROWS

PAGES = [
    row
    for row in ROWS.values()
    if isinstance(row, Row) and row.get and "participant" in row.get.roles and not row.name.startswith("api:")
]
TEXTAREA = re.compile(r"<textarea\b[^>]*>", re.DOTALL)


def without_readers(html: str) -> list[str]:
    """Return the textareas that name no element which says who reads them."""
    readers = set(re.findall(r'<p class="readers" id="([^"]+)"', html))
    found = []
    for tag in TEXTAREA.findall(html):
        described = re.search(r'aria-describedby="([^"]*)"', tag)
        if not described or not readers & set(described[1].split()):
            found.append(tag)
    return found


def test_the_search_finds_a_textarea_without_readers():
    label = '<p class="readers" id="a-readers">'
    assert without_readers(f'<textarea aria-describedby="a-readers"></textarea>{label}') == []
    assert len(without_readers(f'<textarea aria-describedby="b-readers"></textarea>{label}')) == 1
    assert len(without_readers(f"<textarea></textarea>{label}")) == 1


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.name)
def test_every_text_of_a_participant_says_who_reads_it(row, organization, mentor, client_of):
    with tenant_scope(organization.id):
        arguments = row.make(mentor)
    page = client_of(mentor).get(reverse(row.name, kwargs={"slug": organization.slug, **arguments}))
    assert page.status_code == row.get.status
    # One of them is a PDF.
    assert without_readers(page.content.decode(errors="replace")) == []


def test_there_are_texts_to_look_at():
    assert {"programs:my-notes", "programs:my-messages", "programs:own-inquiry"} <= {
        row.name for row in PAGES
    }
