"""What SPF, DKIM and DMARC records say. DNS is a dictionary here; test_delivery_checks.py asks a server."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.mail.sender_domain import (
    LookupFailed,
    examine,
    is_domain_name,
    sender_domain,
)

DMARC = "v=DMARC1; p=quarantine"
SPF = "v=spf1 include:mail.example.net ~all"
KEY = "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCB"


def look_up(records):
    return lambda name: records.get(name, [])


def judged(records, check, domain="example.org", selector="s1"):
    [finding] = [it for it in examine(domain, selector, look_up(records)) if it.check == check]
    return str(finding.state), str(finding.reason)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([], ("missing", "")),
        (["google-site-verification=abc"], ("missing", "")),
        (["v=spf10 ~all"], ("missing", "")),
        ([SPF], ("set_up", "")),
        (["V=SPF1 -all", "other"], ("set_up", "")),
        (["v=spf1"], ("set_up", "")),
        ([SPF, "v=spf1 -all"], ("faulty", "several_records")),
        (["v=spf1 +all"], ("faulty", "allows_everybody")),
        (["v=spf1 mx all"], ("faulty", "allows_everybody")),
        (["v=spf1 include:all.example.net -all"], ("set_up", "")),
    ],
)
def test_spf(texts, expected):
    assert judged({"example.org": texts}, "spf") == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([], ("missing", "")),
        (["v=spf1 -all"], ("missing", "")),
        ([KEY], ("set_up", "")),
        (["p=MIGf"], ("set_up", "")),
        (["v=DKIM1; p="], ("faulty", "key_revoked")),
        (["v=DKIM2; p=MIGf"], ("missing", "")),
        (["other", KEY], ("set_up", "")),
    ],
)
def test_dkim(texts, expected):
    assert judged({"s1._domainkey.example.org": texts}, "dkim") == expected


def test_dkim_without_a_selector_is_not_looked_up():
    asked = []

    def lookup(name):
        asked.append(name)
        return []

    finding = examine("example.org", "", lookup)[1]
    assert (finding.state, finding.reason) == ("unknown", "no_selector")
    assert asked == ["example.org", "_dmarc.example.org"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([], ("missing", "")),
        (["v=DMARC10; p=none"], ("missing", "")),
        ([DMARC], ("set_up", "")),
        (["v = DMARC1 ; p = REJECT"], ("set_up", "")),
        (["v=DMARC1; p=none"], ("set_up", "only_observes")),
        (["v=DMARC1; rua=mailto:a@example.org"], ("faulty", "no_policy")),
        (["v=DMARC1; p=never"], ("faulty", "no_policy")),
        ([DMARC, DMARC], ("faulty", "several_records")),
    ],
)
def test_dmarc(texts, expected):
    assert judged({"_dmarc.example.org": texts}, "dmarc") == expected


def test_dmarc_is_taken_from_the_nearest_domain_above():
    records = {"_dmarc.example.org": ["v=DMARC1; p=reject; sp=none"], "_dmarc.org": [DMARC]}
    finding = examine("mail.hr.example.org", "", look_up(records))[2]
    assert (finding.state, finding.reason, finding.name) == ("set_up", "only_observes", "_dmarc.example.org")
    # Of a top-level domain, no record is read.
    assert judged({"_dmarc.org": [DMARC]}, "dmarc") == ("missing", "")


def test_dmarc_costs_four_lookups_at_most():
    asked = []

    def lookup(name):
        asked.append(name)
        return []

    examine("a.b.c.d.e.f.example.org", "", lookup)
    assert asked[1:] == [
        "_dmarc.a.b.c.d.e.f.example.org",
        "_dmarc.e.f.example.org",
        "_dmarc.f.example.org",
        "_dmarc.example.org",
    ]


def test_failed_lookup_is_no_missing_record():
    def lookup(name):
        if name == "_dmarc.example.org":
            raise LookupFailed(name)
        return [SPF]

    found = examine("example.org", "s1", lookup)
    assert [str(it.state) for it in found] == ["set_up", "missing", "unknown"]
    assert found[2].reason == "no_answer"


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("mentoring@example.org", "example.org"),
        ("mentoring@Bücher.Example", "xn--bcher-kva.example"),
        ("mentoring@example.org.", "example.org"),
    ],
)
def test_domain_of_an_address(address, domain):
    assert sender_domain(address) == domain


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("s1", True),
        ("20230601", True),
        ("k1.mail", True),
        ("_dmarc.example.org", True),
        ("", False),
        ("a b", False),
        ("a..b", False),
        (".a", False),
        ("-a", False),
        ("ä", False),
        ("a\n", False),
        ("x" * 64, False),
        (".".join(["x" * 50] * 6), False),
    ],
)
def test_names_that_dns_allows(name, expected):
    assert is_domain_name(name) is expected


@given(st.lists(st.text(max_size=80) | st.text(alphabet="v=spf1DKIM;p ar+", max_size=60), max_size=3))
def test_whatever_records_say_there_are_three_findings(texts):
    found = examine("mail.example.org", "s1", lambda name: texts)
    assert [str(it.check) for it in found] == ["spf", "dkim", "dmarc"]
    assert all(it.state != "unknown" for it in found)
