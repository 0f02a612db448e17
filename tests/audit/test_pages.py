from datetime import UTC, datetime
from uuid import uuid4

import pytest

from mentoring.audit import exports
from mentoring.audit.actions import record
from mentoring.audit.models import AuditEvent
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from tests.factories.programs import make_absence, make_match
from tests.factories.tenancy import make_api_token
from tests.members.test_member_pages import queries_of

LOG = "/o/acme/audit/"


def write(by, action="members.remove_member", subject=None, at=None, **words):
    with tenant_scope(by.membership.organization_id if by.membership else words.pop("organization_id")):
        return record(action, subject, by=by, **words)


@pytest.fixture
def ada(administrator) -> Actor:
    return Actor.member(administrator)


def test_an_event_is_a_sentence_with_names_looked_up(ada, mentor, administrator, client_of):
    write(ada, "members.change_member_role", mentor, values={"before": "participant", "role": "analyst"})
    page = client_of(administrator).get(LOG).content.decode()
    assert "Ada changed the role of Max from Participant to Analyst." in page


def test_an_unknown_action_and_missing_values_are_shown_by_name(ada, administrator, client_of):
    write(ada, "old.did_something", label="Thing")
    write(ada, "members.remove_member", values={})
    page = client_of(administrator).get(LOG).content.decode()
    assert "Ada: old.did_something Thing" in page
    assert "Ada: members.remove_member" in page


def test_things_and_changed_fields_are_named(ada, administrator, client_of):
    with tenant_scope(administrator.organization_id):
        match = make_match()
        absence = make_absence(participant=match.mentee)
        record("programs.record_session", match, by=ada, values={"on": "2020-11-20", "state": "held"})
        record("programs.update_absence", absence.participant, by=ada, fields=["starts_on", "ends_on"])
        record("programs.update_program", match.program, by=ada, fields=["ends_on", "gone"])
        record("programs.send_announcement", match.program, by=ada, values={"count": 3})
        names = f"{match.mentor.person} & {match.mentee.person}".replace("&", "&amp;")
        program, mentee = match.program.name, str(match.mentee.person)
    page = client_of(administrator).get(LOG).content.decode()
    assert f"Ada recorded a session of {names} on Nov 20, 2020 (Held)." in page
    assert f"Ada updated an absence of {mentee}." in page
    assert "Changed: Last day, First day" in page
    assert "Changed: ends on, gone" in page
    assert f"Ada sent an email to 3 participants of {program}." in page


def test_tokens_links_and_jobs_are_named(ada, administrator, client_of):
    with tenant_scope(administrator.organization_id):
        token = make_api_token(membership=administrator, name="Payroll")
        for by in (Actor.token(token), Actor.link("invite", uuid4()), Actor.system("nightly")):
            record("x.y", by=by)
    page = client_of(administrator).get(LOG).content.decode()
    for name in ("Ada with API token Payroll", "Someone with a link (invite)", "System (nightly)"):
        assert name in page


def test_what_is_in_a_label_cannot_break_the_page(ada, administrator, client_of):
    write(ada, "members.update_organization", label="<script>%(who)s")
    page = client_of(administrator).get(LOG).content.decode()
    assert "Ada changed the settings of &lt;script&gt;%(who)s." in page


def test_filters(ada, owner, mentor, administrator, client_of):
    write(ada, "members.remove_member", mentor, values={"role": "participant"})
    write(Actor.member(owner), "members.update_organization", administrator.organization, label="Acme")
    with tenant_scope(administrator.organization_id):
        AuditEvent.objects.filter(action="members.update_organization")  # append-only: dates are made below
        old = AuditEvent.objects.create(
            happened_at=datetime(2020, 5, 4, 23, 59, tzinfo=UTC),
            action="members.restore_member",
            actor_kind="system",
            subject_kind="",
            actor_label="old job",
        )
    client = client_of(administrator)

    def found(**query):
        page = client.get(LOG, query).content.decode()
        return [
            w
            for w in ("removed Max", "changed the settings", old.action)
            if w in page.split('id="audit-log"')[1]
        ]

    assert found() == ["removed Max", "changed the settings", old.action]
    assert found(action="members.remove_member") == ["removed Max"]
    assert found(who="olga") == ["changed the settings"]
    assert found(who="nobody") == []
    assert found(kind="tenancy.membership") == ["removed Max"]
    assert found(thing=mentor.pk) == ["removed Max"]
    assert found(last="2020-05-04") == [old.action]
    assert found(last="2020-05-03") == []
    assert found(first="2020-05-05") == ["removed Max", "changed the settings"]
    assert found(first="yesterday", thing="x", action="\x00") == [
        "removed Max",
        "changed the settings",
        old.action,
    ]


def test_the_log_costs_the_same_for_one_event_and_many(ada, mentor, administrator, client_of):
    client = client_of(administrator)
    write(ada, subject=mentor, values={"role": "participant"})
    client.get(LOG)
    assert queries_of(client, LOG) == 7
    with tenant_scope(administrator.organization_id):
        for _ in range(200):
            record("members.remove_member", mentor, by=ada, values={"role": "participant"})
    assert queries_of(client, LOG) == 7


def test_newest_first_and_every_event_once_over_the_pages(ada, administrator, client_of):
    with tenant_scope(administrator.organization_id):
        for n in range(130):
            record("x.y", by=ada, label=f"[{n:03}]")
    client, url, seen = client_of(administrator), LOG, []
    while url:
        page = client.get(url).content.decode()
        seen += [part[:3] for part in page.split("x.y [")[1:]]
        found = page.split('rel="next"')[0].rpartition('href="')[2].split('"')[0].replace("&amp;", "&")
        url = LOG + found if 'rel="next"' in page else None
    assert seen == [f"{n:03}" for n in reversed(range(130))]


def test_the_export_is_what_was_filtered_without_formulas_and_is_itself_an_event(
    ada, administrator, mentor, client_of
):
    write(ada, "members.update_organization", administrator.organization, label='=HYPERLINK("http://x")')
    write(ada, "members.remove_member", mentor, values={"role": "participant"})
    answer = client_of(administrator).post(f"{LOG}export/", {"action": "members.update_organization"})
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Disposition"].startswith('attachment; filename="audit-log-acme-')
    assert len(lines) == 2
    assert """'=HYPERLINK""" in lines[1]
    assert "removed" not in lines[1]
    with tenant_scope(administrator.organization_id):
        event = AuditEvent.objects.newest_first().first()
        assert (event.action, event.actor_id, event.values) == (
            "audit.export_log",
            administrator.id,
            {"rows": 1, "filters": ["action"]},
        )


def test_the_export_stops_at_its_limit(ada, administrator, client_of, monkeypatch):
    monkeypatch.setattr(exports, "MAX_ROWS", 3)
    monkeypatch.setattr(exports, "BATCH", 2)
    with tenant_scope(administrator.organization_id):
        for n in range(5):
            record("x.y", by=ada, label=f"[{n}]")
    lines = client_of(administrator).post(f"{LOG}export/").content.decode().splitlines()
    assert [line.split("[")[1][0] for line in lines[1:]] == ["4", "3", "2"]


def test_reading_the_log_writes_nothing(ada, administrator, client_of):
    client_of(administrator).get(LOG)
    with tenant_scope(administrator.organization_id):
        assert not AuditEvent.objects.exists()


def test_the_log_of_another_organization_is_not_seen(ada, outsider, administrator, client_of):
    write(Actor.member(outsider), "x.theirs", label="Secret")
    assert "Secret" not in client_of(administrator).get(LOG).content.decode()
