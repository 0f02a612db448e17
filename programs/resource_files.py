"""Which files a program may offer: type by the end of the name, confirmed by the first bytes."""

from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mentoring.visible_text import without_invisible

MAX_BYTES = 5 * 1024 * 1024
MAX_NAME = 120
OFFICE = "application/vnd.openxmlformats-officedocument."
# Nothing that a browser could run: no HTML, no SVG. They are sent as attachments anyway.
TYPES: dict[str, tuple[str, bytes]] = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".docx": (f"{OFFICE}wordprocessingml.document", b"PK\x03\x04"),
    ".pptx": (f"{OFFICE}presentationml.presentation", b"PK\x03\x04"),
    ".xlsx": (f"{OFFICE}spreadsheetml.sheet", b"PK\x03\x04"),
    ".odt": ("application/vnd.oasis.opendocument.text", b"PK\x03\x04"),
    ".odp": ("application/vnd.oasis.opendocument.presentation", b"PK\x03\x04"),
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
}
ACCEPTED = ",".join(TYPES)


def checked_name(name: str, content: bytes) -> str:
    """Return the name under which the file is stored. Refuses other types, empty and large files."""
    base = PurePosixPath(without_invisible(name).replace("\\", "/")).name
    plain = "".join(sign for sign in base if sign.isprintable()).strip()
    ending = PurePosixPath(plain).suffix.lower()
    if ending not in TYPES:
        raise ValidationError(
            {"file": _("Choose a PDF, Word, PowerPoint, Excel, OpenDocument, PNG or JPEG file.")}
        )
    if len(content) > MAX_BYTES:
        raise ValidationError({"file": _("The file is larger than 5 MB.")})
    if not content.startswith(TYPES[ending][1]):
        raise ValidationError({"file": _("The content of this file does not match its name.")})
    return plain[: MAX_NAME - len(ending)].removesuffix(ending) + ending if len(plain) > MAX_NAME else plain


def content_type(name: str) -> str:
    return TYPES.get(PurePosixPath(name).suffix.lower(), ("application/octet-stream", b""))[0]
