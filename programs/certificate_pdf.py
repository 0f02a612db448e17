"""A certificate as a PDF, with title and tags so that screen readers can read it."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

# Words that are longer than a line may break; the mark is invisible.
UNBROKEN, BREAK = re.compile(r"\S{60,}"), "\u200b"
SOURCE = Path(__file__).resolve().parents[1] / "templates" / "programs" / "certificate.typ"


@dataclass(frozen=True)
class CertificateText:
    """All words of a certificate, in its language."""

    language: str
    title: str
    organization: str
    certify: str
    name: str
    took_part: str
    program: str
    role: str
    facts: Sequence[str]
    issued: str
    issued_label: str
    signer: str
    signer_label: str


def certificate_pdf(text: CertificateText) -> bytes:
    """Return the PDF. The words are passed as data and never become part of the source."""
    import typst  # 20 MB, which only certificates need

    values = {
        name: _breakable(value) if isinstance(value, str) else value for name, value in asdict(text).items()
    }
    return bytes(
        typst.compile(
            str(SOURCE),
            root=str(SOURCE.parent),
            sys_inputs={"certificate": json.dumps(values)},
        )
    )


def _breakable(text: str) -> str:
    return UNBROKEN.sub(lambda word: BREAK.join(re.findall(".{1,20}", word[0])), text)
