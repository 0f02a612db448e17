"""A DNS server on loopback, whose TXT records a test decides."""

import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

SILENT = "silent"
BROKEN = "broken"
# The texts of the TXT records of a name, or how it fails.
Records = Mapping[str, Sequence[str] | str]


class DnsServer:
    def __init__(self, records: Records) -> None:
        self.records = dict(records)
        self.asked: list[str] = []
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.settimeout(0.05)
        self.is_open = True

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.socket.getsockname()[1]}"

    def serve(self) -> None:
        while self.is_open:
            try:
                wire, sender = self.socket.recvfrom(4096)
            except TimeoutError:
                continue
            answer = self.answer(dns.message.from_wire(wire))
            if answer is not None:
                self.socket.sendto(answer.to_wire(), sender)

    def answer(self, query: dns.message.Message) -> dns.message.Message | None:
        name = query.question[0].name.to_text(omit_final_dot=True).lower()
        self.asked.append(name)
        texts = self.records.get(name)
        if texts == SILENT:
            return None
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        if texts is None:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        elif texts == BROKEN:
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif texts:
            quoted = [" ".join(f'"{text[n : n + 200]}"' for n in range(0, len(text), 200)) for text in texts]
            answer.answer.append(dns.rrset.from_text_list(query.question[0].name, 60, "IN", "TXT", quoted))
        return answer


@contextmanager
def dns_server(records: Records) -> Iterator[DnsServer]:
    server = DnsServer(records)
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        yield server
    finally:
        server.is_open = False
        thread.join(timeout=10)
        server.socket.close()
