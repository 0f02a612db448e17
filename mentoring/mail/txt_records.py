"""Look up TXT records at the configured DNS server, within a few seconds."""

import time
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from dns.exception import DNSException
from dns.nameserver import Do53Nameserver
from dns.resolver import NXDOMAIN, Resolver

from mentoring.mail.headers import single_line
from mentoring.mail.sender_domain import LookupFailed, is_domain_name

# For one record, and for all of them together.
ONE_SECONDS, ALL_SECONDS = 3.0, 8.0
DNS_PORT = 53


class TxtRecords:
    """Looks up TXT records. Once the time for all of them is over, every further lookup fails."""

    def __init__(self, *, one_seconds: float = ONE_SECONDS, all_seconds: float = ALL_SECONDS) -> None:
        self.one_seconds = one_seconds
        self.ends = time.monotonic() + all_seconds

    def __call__(self, name: str) -> Sequence[str]:
        """Return the texts of the name's records, none if there are none; raise LookupFailed."""
        seconds = min(self.one_seconds, self.ends - time.monotonic())
        if seconds <= 0 or not is_domain_name(name):
            raise LookupFailed(name)
        try:
            answer = make_resolver().resolve(
                f"{name}.", "TXT", lifetime=seconds, search=False, raise_on_no_answer=False
            )
        except NXDOMAIN:
            return []
        except (DNSException, OSError) as error:
            raise LookupFailed(name) from error
        return [
            single_line(b"".join(it.strings).decode("utf-8", "replace"), 2000) for it in answer.rrset or []
        ]


def make_resolver() -> Resolver:
    """Return a resolver that asks the servers of DNS_SERVERS, or else those of the machine, and no other."""
    resolver = Resolver(configure=not settings.DNS_SERVERS)
    if settings.DNS_SERVERS:
        parts = [urlsplit(f"//{server}") for server in settings.DNS_SERVERS]
        resolver.nameservers = [Do53Nameserver(it.hostname or "", it.port or DNS_PORT) for it in parts]
    return resolver
