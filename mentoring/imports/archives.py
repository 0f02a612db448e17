"""Check an XLSX file before a library opens it: its type and its unpacked size.

The sizes that the file declares are not trusted.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.imports.tables import Refusal, damaged
from mentoring.imports.workbook_bounds import WorkbookBounds

MAX_UNPACKED = 100 * 1024 * 1024
MAX_ENTRIES = 2_000
# Repetitive sheets shrink to a fiftieth; only small files may shrink more than this.
MAX_RATIO = 200
ALWAYS_ALLOWED = 10 * 1024 * 1024
PIECE = 1024 * 1024
LOCAL_HEADER = struct.Struct("<4s22xHH")
ENCRYPTED = 0x1
END_OF_DIRECTORY = b"PK\x05\x06"


def check_archive(data: bytes) -> None:
    """Refuse an XLSX that is damaged, is another kind of file, or is larger inside than can be read."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as error:
        raise damaged() from error
    with archive:
        # A comment may contain a second directory, and programs differ in which one they use.
        if archive.comment or data[-22:-18] != END_OF_DIRECTORY:
            raise damaged()
        entries = archive.infolist()
        _check_kind(archive)
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise too_large()
        # Declared sizes may be wrong, so every entry is unpacked once, in pieces, and counted.
        left = MAX_UNPACKED
        for entry in entries:
            if entry.flag_bits & ENCRYPTED:
                raise protected()
            left -= _check_entry(data, entry, left)
        unpacked = MAX_UNPACKED - left
        if unpacked > max(ALWAYS_ALLOWED, len(data) * MAX_RATIO):
            raise too_large()


def _check_kind(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise Refusal(
            _("This is a binary Excel file. Save it as “Excel workbook (.xlsx)”."), code="other-file"
        )
    if "content.xml" in names:
        raise Refusal(_("This is an OpenDocument file. Save it as XLSX or CSV."), code="other-file")
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise Refusal(
            _("This is not a spreadsheet. Save the table as CSV or XLSX and choose that file."),
            code="other-file",
        )
    raise Refusal(_("This file is compressed. Unpack it and choose the file inside."), code="other-file")


def _check_entry(data: bytes, entry: zipfile.ZipInfo, left: int) -> int:
    """Return how many bytes the entry unpacks to. Refuse more than `left`, and far cells in a sheet."""
    size = 0
    bounds = WorkbookBounds()
    for piece in _unpacked(data, entry):
        size += len(piece)
        if size > left:
            raise too_large()
        bounds.scan(piece)
    bounds.finish()
    return size


def _unpacked(data: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the entry in pieces. Not by ZipFile.open, which stops at the size that the directory claims."""
    try:
        magic, name_length, extra_length = LOCAL_HEADER.unpack_from(data, entry.header_offset)
    except struct.error as error:
        raise damaged() from error
    start = entry.header_offset + LOCAL_HEADER.size + name_length + extra_length
    packed = memoryview(data)[start : start + entry.compress_size]
    if magic != b"PK\x03\x04" or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise damaged()
    if entry.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    waiting: bytes | memoryview = packed
    try:
        while waiting and not inflate.eof:
            yield inflate.decompress(waiting, PIECE)
            waiting = inflate.unconsumed_tail
        while not inflate.eof and (piece := inflate.decompress(b"", PIECE)):
            yield piece
    except zlib.error as error:
        raise damaged() from error


def protected() -> Refusal:
    """Return the refusal of a password-protected file."""
    return Refusal(
        _("The file is password-protected. Save it without a password and choose it again."), code="protected"
    )


def too_large() -> Refusal:
    """Return the refusal of a file whose contents are too large."""
    return Refusal(
        format_lazy(
            _("Unpacked, the file is larger than {limit} MB. Copy only the table into a new file."),
            limit=MAX_UNPACKED // 1024 // 1024,
        ),
        code="unpacks-too-large",
    )
