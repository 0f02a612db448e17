"""What a finding about the sender's domain means, and what to ask IT for: for people who do not know DNS."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.mail.enums import DeliveryRecord, FindingReason, FindingState
from mentoring.mail.models import DeliveryCheck

MEANINGS: Mapping[str, str | Promise] = {
    DeliveryRecord.SPF: gettext_lazy(
        "Names the mail servers that may send email from your domain. Without it, email often ends up in spam."
    ),
    DeliveryRecord.DKIM: gettext_lazy(
        "Lets the recipient’s mail server check the signature of each email, so that nobody can change it on its way."
    ),
    DeliveryRecord.DMARC: gettext_lazy(
        "Tells mail servers what to do with email that pretends to be from your domain. Large providers require it."
    ),
}
LIMITS: Mapping[str, str | Promise] = {
    DeliveryRecord.SPF: gettext_lazy(
        "Checked: there is exactly one record. Whether it names your mail server shows only in a received email."
    ),
    DeliveryRecord.DKIM: gettext_lazy(
        "Checked: the selector has a key. Whether emails are signed with it shows only in a received email."
    ),
    DeliveryRecord.DMARC: gettext_lazy("Checked: the domain, or a domain above it, has one valid record."),
}

# Faults for which the record is shown as it should be.
WITH_EXAMPLE = (FindingReason.KEY_REVOKED, FindingReason.NO_POLICY)


@dataclass(frozen=True)
class Advice:
    """A finding for a page or the API: states as enumerations, `ask` what to ask IT for, `record_to_add` to copy."""

    check: str
    label: str
    state: FindingState
    reason: FindingReason
    meaning: str
    limit: str
    record: str
    ask: str
    record_to_add: str


def advice_of(check: DeliveryCheck) -> list[Advice]:
    """Return the findings in words, in the active language."""
    found = []
    for finding in check.findings:
        name, record = DeliveryRecord(finding["check"]), finding["record"]
        state, reason = FindingState(finding["state"]), FindingReason(finding["reason"])
        is_to_add = state == FindingState.MISSING or reason in WITH_EXAMPLE
        found.append(
            Advice(
                check=name.value,
                label=name.label,
                state=state,
                reason=reason,
                meaning=str(MEANINGS[name]),
                limit=str(LIMITS[name]),
                record=f"{finding['name']} TXT {record}" if record else "",
                ask=ask_for(name, state, reason),
                record_to_add=record_to_add(name, finding["name"], check.domain) if is_to_add else "",
            )
        )
    return found


def ask_for(check: DeliveryRecord, state: FindingState, reason: FindingReason) -> str:
    """Return what to ask IT for in a sentence or two; empty if nothing is to be done."""
    sentences = {
        FindingReason.NO_ANSWER: _("Check again in a few minutes. If it fails again, tell IT."),
        FindingReason.NO_SELECTOR: _(
            "Ask IT for the DKIM selector of the mail server, and enter it under “Check records”."
        ),
        FindingReason.SEVERAL_RECORDS: _("Ask IT to combine the records into one."),
        FindingReason.ALLOWS_EVERYBODY: _("Ask IT to replace “all” or “+all” at the end with “~all”."),
        FindingReason.ONLY_OBSERVES: _(
            "Enough for delivery. Ask IT whether the policy “quarantine” would protect your domain better."
        ),
        FindingReason.NO_POLICY: _("Ask IT to correct the record, for example like this:"),
    }
    if reason in sentences:
        return sentences[reason]
    if state == FindingState.SET_UP:
        return ""
    if check == DeliveryRecord.DKIM:
        return _(
            "Ask IT to set up DKIM for the mail server, or for the right selector. The record looks like this:"
        )
    return _("Ask IT to add this record to the domain:")


def record_to_add(check: DeliveryRecord, name: str, domain: str) -> str:
    """Return the record as IT writes it. What only the mail server's operator knows is in angle brackets."""
    provider, key = _("SPF name of the email provider"), _("public key of the mail server")
    texts = {
        DeliveryRecord.SPF: f"v=spf1 include:<{provider}> ~all",
        DeliveryRecord.DKIM: f"v=DKIM1; k=rsa; p=<{key}>",
        DeliveryRecord.DMARC: f"v=DMARC1; p=none; rua=mailto:postmaster@{domain}",
    }
    return f'{name}. TXT "{texts[check]}"'
