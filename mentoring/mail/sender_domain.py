"""What the DNS records of the sender’s domain say: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489). Pure."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from mentoring.email_address import ascii_domain
from mentoring.mail.enums import Choice, DeliveryRecord, FindingReason, FindingState

# The texts of the TXT records of a name, none if there are none; raises LookupFailed.
Lookup = Callable[[str], Sequence[str]]
LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", re.IGNORECASE)
LONGEST_NAME = 253
# Of the domain and those above it; a public suffix such as org has one label and none of its own.
DMARC_LOOKUPS, FEWEST_LABELS = 4, 2
POLICIES = {"none", "quarantine", "reject"}
EVERYBODY = {"all", "+all"}
# What is kept of a record to be shown.
LONGEST_RECORD = 500


class LookupFailed(Exception):
    """The DNS server has not answered, or not in time: nothing is known about the name."""


@dataclass(frozen=True)
class Finding:
    """What one check has found. `name` is where the record is or belongs, `record` what is there."""

    check: Choice
    state: Choice
    name: str
    reason: Choice = FindingReason.NONE
    record: str = ""

    def as_json(self) -> dict[str, Any]:
        return {name: str(value) for name, value in asdict(self).items()}


def sender_domain(address: str) -> str:
    """Return the domain of an address as DNS knows it."""
    return ascii_domain(address.rpartition("@")[2].strip().rstrip(".").lower())


def is_domain_name(name: str) -> bool:
    return len(name) <= LONGEST_NAME and all(LABEL.fullmatch(label) for label in name.split("."))


def examine(domain: str, selector: str, lookup: Lookup) -> list[Finding]:
    """Return the findings about SPF, DKIM and DMARC of the domain, in this order."""
    return [
        _or_unknown(DeliveryRecord.SPF, domain, lambda: spf(domain, lookup)),
        _or_unknown(DeliveryRecord.DKIM, dkim_name(domain, selector), lambda: dkim(domain, selector, lookup)),
        _or_unknown(DeliveryRecord.DMARC, f"_dmarc.{domain}", lambda: dmarc(domain, lookup)),
    ]


def spf(domain: str, lookup: Lookup) -> Finding:
    """Judge the SPF record. Whether it names the mail server cannot be seen here: includes are not followed."""
    found = [text for text in lookup(domain) if _words(text)[:1] == ["v=spf1"]]
    if not found:
        return Finding(DeliveryRecord.SPF, FindingState.MISSING, domain)
    state, reason = FindingState.SET_UP, FindingReason.NONE
    if len(found) > 1:
        state, reason = FindingState.FAULTY, FindingReason.SEVERAL_RECORDS
    elif EVERYBODY & set(_words(found[0])):
        state, reason = FindingState.FAULTY, FindingReason.ALLOWS_EVERYBODY
    return Finding(DeliveryRecord.SPF, state, domain, reason, " ".join(found)[:LONGEST_RECORD])


def dkim(domain: str, selector: str, lookup: Lookup) -> Finding:
    """Judge the key of the selector. Without a selector nothing can be checked: DNS does not list them."""
    name = dkim_name(domain, selector)
    if not selector:
        return Finding(DeliveryRecord.DKIM, FindingState.UNKNOWN, name, FindingReason.NO_SELECTOR)
    for text in lookup(name):
        tags = _tags(text)
        if "p" in tags and tags.get("v", "DKIM1") == "DKIM1":
            key = tags["p"].replace(" ", "")
            state = FindingState.SET_UP if key else FindingState.FAULTY
            reason = FindingReason.NONE if key else FindingReason.KEY_REVOKED
            return Finding(DeliveryRecord.DKIM, state, name, reason, text[:LONGEST_RECORD])
    return Finding(DeliveryRecord.DKIM, FindingState.MISSING, name)


def dmarc(domain: str, lookup: Lookup) -> Finding:
    """Judge the DMARC record of the domain, or else of the nearest domain above it that has one."""
    for place in _domain_and_above(domain):
        found = [text for text in lookup(f"_dmarc.{place}") if _is_dmarc(text)]
        if not found:
            continue
        state, reason, tags = FindingState.SET_UP, FindingReason.NONE, _tags(found[0])
        policy = tags.get("p") if place == domain else tags.get("sp", tags.get("p"))
        if len(found) > 1:
            state, reason = FindingState.FAULTY, FindingReason.SEVERAL_RECORDS
        elif policy is None or policy.lower() not in POLICIES:
            state, reason = FindingState.FAULTY, FindingReason.NO_POLICY
        elif policy.lower() == "none":
            reason = FindingReason.ONLY_OBSERVES
        return Finding(
            DeliveryRecord.DMARC, state, f"_dmarc.{place}", reason, " ".join(found)[:LONGEST_RECORD]
        )
    return Finding(DeliveryRecord.DMARC, FindingState.MISSING, f"_dmarc.{domain}")


def dkim_name(domain: str, selector: str) -> str:
    return f"{selector}._domainkey.{domain}" if selector else f"_domainkey.{domain}"


def _or_unknown(check: Choice, name: str, judge: Callable[[], Finding]) -> Finding:
    try:
        return judge()
    except LookupFailed:
        return Finding(check, FindingState.UNKNOWN, name, FindingReason.NO_ANSWER)


def _domain_and_above(domain: str) -> Iterator[str]:
    labels = domain.split(".")
    starts = range(max(len(labels) - FEWEST_LABELS, 0) + 1)
    for start in [0, *list(starts)[1:][1 - DMARC_LOOKUPS :]]:
        yield ".".join(labels[start:])


def _words(text: str) -> list[str]:
    return text.lower().split()


def _is_dmarc(text: str) -> bool:
    return text.replace(" ", "").partition(";")[0] == "v=DMARC1"


def _tags(text: str) -> dict[str, str]:
    """Return the tags of a list such as `v=DMARC1; p=none`."""
    pairs = (part.partition("=") for part in text.split(";"))
    return {name.strip(): value.strip() for name, equals, value in pairs if equals}
