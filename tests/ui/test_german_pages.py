"""German pages contain no English text: every message is marked for translation."""

import re
from html.parser import HTMLParser
from zoneinfo import available_timezones

import pytest
from django.test import Client
from django.urls import reverse

from mentoring.tenancy.scope import tenant_scope
from tests.access import PublicRow, Row
from tests.factories.tenancy import make_membership, make_user
from tests.test_access import ROWS, url_of

# Words that no German sentence has. Names and addresses of the tests' own rows have none of them either.
ENGLISH = re.compile(
    r"\b(the|and|with|of|to|is|are|you|your|this|that|not|from|for|no|all|or|only|every|each|save|cancel|back|"
    r"search|choose|open|close|delete|change|edit|add|remove|yes|date|day|days|week|weeks|"
    r"settings|members?|invites?|sign|ago|today|tomorrow|yesterday|total)\b",
    re.IGNORECASE,
)
# A time zone's name is the same in every language: America/Port of Spain.
ZONES = {name.replace("_", " ") for name in available_timezones()}
SHOWN_ATTRIBUTES = {"alt", "aria-description", "aria-label", "aria-roledescription", "placeholder", "title"}
UNSEEN = {"script", "style", "template", "code", "pre", "samp", "kbd"}
# The style guide is made-up content in one language, for whoever builds pages.
NOT_FOR_USERS = {"ui:styleguide", "ui:styleguide-sample"}


class Texts(HTMLParser):
    """What a reader sees or hears. What is marked as another language is left out, such as a language's own name."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.unseen: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if self.unseen:
            if tag == self.unseen[0]:
                self.unseen.append(tag)
            return
        if tag in UNSEEN or values.get("lang", "de") != "de":
            self.unseen = [tag]
            return
        self.found += [value for name, value in attrs if name in SHOWN_ATTRIBUTES and value]

    def handle_endtag(self, tag):
        if self.unseen and tag == self.unseen[0]:
            self.unseen.pop()

    def handle_data(self, data):
        if not self.unseen and data.strip():
            self.found.append(" ".join(data.split()))


def english(html: str) -> list[str]:
    return [text for text in Texts(html).found if ENGLISH.search(text) and text not in ZONES]


def test_english_is_noticed():
    page = (
        "<html lang='de'><p title='Save this'>Bis <b>the end</b><code>the</code><i lang='en'>the</i></html>"
    )
    assert english(page) == ["Save this", "the end"]


def is_page(answer) -> bool:
    return answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")


PAGES = [row for row in ROWS.values() if row.name not in NOT_FOR_USERS]


@pytest.mark.parametrize(
    "row", [r for r in PAGES if isinstance(r, Row) and r.get and "owner" in r.get.roles], ids=lambda r: r.name
)
def test_page_of_an_organization_has_no_english_text(row, organization):
    user = make_user(email="olga@example.org", name="Olga", language="de")
    with tenant_scope(organization.id):
        caller = make_membership(user=user, role="owner")
    caller.organization = organization
    client = Client()
    client.force_login(user)
    answer = client.get(url_of(row, caller))
    if not is_page(answer):
        pytest.skip("Not a page.")
    assert 'lang="de"' in answer.content.decode()[:200]
    assert english(answer.content.decode()) == []


@pytest.mark.parametrize("row", [r for r in PAGES if isinstance(r, PublicRow)], ids=lambda r: r.name)
def test_public_page_has_no_english_text(row, db):
    client = Client(headers={"Accept-Language": "de"})
    url = reverse(row.name, kwargs=dict(row.arguments))
    shown = [client.get(url)]
    client.force_login(make_user(name="Olga", language="de"))
    shown.append(client.get(url))
    assert [english(answer.content.decode()) for answer in shown if is_page(answer)] in ([], [[]], [[], []])
