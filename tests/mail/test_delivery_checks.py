"""Test email delivery, with a DNS server on loopback: the action, the task, the page and the API."""

import time

import pytest

from mentoring.audit.models import AuditEvent
from mentoring.mail.delivery_advice import advice_of
from mentoring.mail.delivery_checks import check_email_delivery, run_delivery_check
from mentoring.mail.models import DeliveryCheck
from mentoring.mail.tasks import check_delivery
from mentoring.mail.txt_records import TxtRecords, make_resolver
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from tests.factories.mail import NOON
from tests.mail.dns_server import BROKEN, SILENT, dns_server

PAGE = "/o/acme/emails/delivery/"
BY = Actor.system("test")
KEY = "v=DKIM1; k=rsa; p=" + "MIGf" * 100
GOOD = {
    "example.org": ["v=spf1 include:mail.example.net ~all", "site-verification=1"],
    "s1._domainkey.example.org": [KEY],
    "_dmarc.example.org": ["v=DMARC1; p=quarantine"],
}


@pytest.fixture
def dns(settings):
    settings.MAIL_FROM = "mentoring@example.org"
    with dns_server(GOOD) as server:
        settings.DNS_SERVERS = [server.address]
        yield server


@pytest.fixture
def check(organization):
    """Check with a selector; return the finished check."""

    def run(selector="s1"):
        with tenant_scope(organization.id):
            check_email_delivery(selector=selector, by=BY)
        check_delivery(organization.id)
        with tenant_scope(organization.id):
            return DeliveryCheck.objects.get()

    return run


def states(check):
    return {it["check"]: (it["state"], it["reason"]) for it in check.findings}


@pytest.fixture
def ada(administrator, client_of):
    return client_of(administrator)


def test_check_finds_what_the_server_answers(dns, check):
    done = check()
    assert states(done) == {"spf": ("set_up", ""), "dkim": ("set_up", ""), "dmarc": ("set_up", "")}
    assert done.findings[1]["record"] == KEY[:500]
    assert dns.asked == ["example.org", "s1._domainkey.example.org", "_dmarc.example.org"]
    assert (done.domain, done.selector) == ("example.org", "s1")


def test_names_without_records_are_missing(dns, check):
    dns.records = {"example.org": []}  # the name exists, without TXT records
    assert states(check()) == {"spf": ("missing", ""), "dkim": ("missing", ""), "dmarc": ("missing", "")}


def test_failures_of_the_server_are_not_missing_records(dns, check):
    dns.records["example.org"] = BROKEN
    assert states(check())["spf"] == ("unknown", "no_answer")


def test_lookups_end_when_their_time_is_over(dns, organization):
    dns.records = dict.fromkeys(GOOD, SILENT)
    with tenant_scope(organization.id):
        check_email_delivery(selector="s1", by=BY)
    began = time.monotonic()
    run_delivery_check(organization.id, TxtRecords(one_seconds=0.2, all_seconds=0.3), clock=lambda: NOON)
    assert time.monotonic() - began < 5
    with tenant_scope(organization.id):
        assert {state for state, _ in states(DeliveryCheck.objects.get()).values()} == {"unknown"}
    assert "_dmarc.example.org" not in dns.asked


def test_only_the_configured_servers_are_asked(settings):
    settings.DNS_SERVERS = ["192.0.2.53", "192.0.2.53:5353", "[2001:db8::53]", "[2001:db8::53]:5353"]
    assert [(it.address, it.port) for it in make_resolver().nameservers] == [
        ("192.0.2.53", 53),
        ("192.0.2.53", 5353),
        ("2001:db8::53", 53),
        ("2001:db8::53", 5353),
    ]


def test_texts_of_records_are_stored_as_one_line(dns, check):
    dns.records["example.org"] = ["v=spf1 <script>\\000\\010x -all"]
    assert check().findings[0]["record"] == "v=spf1 <script> x -all"


def test_check_is_requested_once_while_it_runs(organization, dns):
    with tenant_scope(organization.id):
        first = check_email_delivery(selector="s1", by=BY, at=NOON)
        again = check_email_delivery(selector="s2", by=BY, at=NOON)
        assert (again.pk, again.selector) == (first.pk, "s1")
        later = check_email_delivery(selector="s2", by=BY, at=NOON.replace(hour=13))
        assert (later.pk, later.selector) == (first.pk, "s2")
        assert AuditEvent.objects.filter(action="mail.check_delivery").count() == 2
    assert dns.asked == []


def test_check_that_was_begun_again_is_left_to_its_own_task(organization, dns):
    with tenant_scope(organization.id):
        check_email_delivery(selector="s1", by=BY, at=NOON)

    def lookup(name):
        with tenant_scope(organization.id):
            DeliveryCheck.objects.update(requested_at=NOON.replace(hour=13))
        return []

    run_delivery_check(organization.id, lookup, clock=lambda: NOON)
    with tenant_scope(organization.id):
        assert DeliveryCheck.objects.get().checked_at is None


def test_page_looks_nothing_up(ada, dns):
    page = ada.get(PAGE).content.decode()
    assert "Not checked yet" in page
    assert "mentoring@example.org" in page
    assert dns.asked == []


def test_page_shows_a_running_check_and_then_its_result(ada, organization, dns):
    dns.records["_dmarc.example.org"] = []
    page = ada.post(f"{PAGE}check/", {"selector": "S1"}, follow=True).content.decode()
    assert "Checking…" in page
    assert dns.asked == []
    check_delivery(organization.id)
    page = ada.get(PAGE).content.decode()
    assert page.count("Set up") == 2
    assert "Missing" in page
    assert "_dmarc.example.org. TXT &#34;v=DMARC1; p=none; rua=mailto:postmaster@example.org&#34;" in page
    assert "Last checked on" in page
    assert 'value="s1"' in page


def test_records_are_escaped(ada, organization, dns):
    dns.records["example.org"] = ["v=spf1 <script>alert(1)</script>"]
    ada.post(f"{PAGE}check/", {"selector": ""})
    check_delivery(organization.id)
    page = ada.get(PAGE).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "The selector is not known" in page


@pytest.mark.parametrize("selector", ["a b", "x" * 64, "../etc", "s1;drop", "ä"])
def test_impossible_selector_is_refused(ada, organization, dns, selector):
    answer = ada.post(f"{PAGE}check/", {"selector": selector})
    assert answer.status_code == 422
    assert "letters, digits, hyphens and dots" in answer.content.decode()
    with tenant_scope(organization.id):
        assert DeliveryCheck.objects.count() == 0


def test_check_that_never_ran_says_so(ada, organization):
    with tenant_scope(organization.id):
        check_email_delivery(selector="", by=BY, at=NOON)
    assert "The check has not run" in ada.get(PAGE).content.decode()


def test_another_organization_sees_nothing_of_it(client_of, outsider, dns, check):
    check()
    slug = outsider.organization.slug
    assert "Not checked yet" in client_of(outsider).get(f"/o/{slug}/emails/delivery/").content.decode()


def test_advice_says_what_to_ask_for(organization, dns, check):
    dns.records = {
        "example.org": ["v=spf1 +all"],
        "s1._domainkey.example.org": ["v=DKIM1; p="],
        "_dmarc.example.org": ["v=DMARC1; p=none"],
    }
    spf, dkim, dmarc = advice_of(check())
    assert spf.record_to_add == ""
    assert spf.ask == "Ask IT to replace “all” or “+all” at the end with “~all”."
    assert dkim.record_to_add.startswith("s1._domainkey.example.org. TXT ")
    assert (dmarc.record_to_add, dmarc.ask.startswith("Enough for delivery.")) == ("", True)


def test_api_begins_a_check_and_reads_its_result(administrator, organization, caller_of, dns):
    caller = caller_of(administrator, "read", "write")
    assert caller.get("/api/v1/o/acme/emails/delivery/").json() == {
        "domain": "example.org",
        "selector": "",
        "requested_at": None,
        "checked_at": None,
        "findings": [],
    }
    begun = caller.post("/api/v1/o/acme/emails/delivery/check/", {"selector": "s1"}, "application/json")
    assert (begun.status_code, begun.json()["checked_at"]) == (200, None)
    check_delivery(organization.id)
    found = caller.get("/api/v1/o/acme/emails/delivery/").json()["findings"]
    assert [(it["check"], it["state"]) for it in found] == [
        ("spf", "set_up"),
        ("dkim", "set_up"),
        ("dmarc", "set_up"),
    ]
