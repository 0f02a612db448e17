"""What the library that reads workbooks leaves out: hidden rows, errors, formulas without a value, formats with zeros.

Looked for in the XML of the sheet, and only in a sheet that has any of them.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from mentoring.imports.cells import NO_VALUE
from mentoring.imports.workbook_bounds import column_number

ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')""")
SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^<>]*)>")
RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^<>]*)>")
DATE_1904 = re.compile(rb"""<(?:\w+:)?workbookPr\s[^<>]*date1904\s*=\s*["'](?:1|true)["']""")
FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s([^<>]*)>")
CELL_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
CELL_FORMAT = re.compile(rb"<(?:\w+:)?xf\s([^<>]*)>")
ROW = re.compile(rb"<(?:\w+:)?row\s([^<>]*)>")
CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^<>]*)?>([^<]+)</")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
ZEROS = re.compile(rb"0{2,}")
HIDDEN = (b'hidden="1"', b'hidden="true"', b"hidden='1'")
ERROR = (b't="e"', b"t='e'")
# Days between the first days of the two calendars of spreadsheets.
SHIFT_1904 = 1462
TRUE = (b"1", b"true")


@dataclass
class WorkbookDetails:
    """What one sheet has besides its values. Rows and columns are counted from 1."""

    hidden_rows: set[int] = field(default_factory=set)
    # The text to use instead of what the library returns.
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    serial_shift: int = 0


def details_of(data: bytes, sheet: str) -> WorkbookDetails:
    """Return the details of the sheet; none where its XML is not written as usual."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        workbook = archive.read("xl/workbook.xml")
        details = WorkbookDetails(serial_shift=SHIFT_1904 if DATE_1904.search(workbook) else 0)
        relations = "xl/_rels/workbook.xml.rels"
        path = _path(workbook, archive.read(relations) if relations in names else b"", sheet)
        if path not in names:
            return details
        xml = archive.read(path)
        formats = _zero_formats(archive.read("xl/styles.xml")) if "xl/styles.xml" in names else {}
    if any(sign in xml for sign in HIDDEN):
        rows = map(_attributes, ROW.findall(xml))
        details.hidden_rows = {
            int(row[b"r"]) for row in rows if row.get(b"hidden") in TRUE and row.get(b"r", b"").isdigit()
        }
    if formats or any(sign in xml for sign in ERROR) or FORMULA.search(xml):
        details.texts = dict(_texts(xml, formats))
    return details


def _texts(xml: bytes, formats: dict[bytes, int]) -> Iterator[tuple[tuple[int, int], str]]:
    for tag, content in CELL.findall(xml):
        cell = _attributes(tag)
        width = formats.get(cell.get(b"s", b""), 0)
        is_error = cell.get(b"t") == b"e"
        if not (is_error or width or b"f" in content):
            continue
        value = VALUE.search(content)
        place = _place(cell.get(b"r", b""))
        if place is None:
            continue
        if is_error:
            yield place, value[1].decode("utf-8", "replace") if value else NO_VALUE
        elif value is None and FORMULA.search(content):
            yield place, NO_VALUE
        elif width and value and b"t" not in cell and value[1].isdigit():
            yield place, value[1].decode().zfill(width)


def _attributes(tag: bytes) -> dict[bytes, bytes]:
    return {name: one or other for name, one, other in ATTRIBUTE.findall(tag)}


def _place(address: bytes) -> tuple[int, int] | None:
    found = re.fullmatch(rb"([A-Za-z]{1,3})([0-9]{1,7})", address)
    return (int(found[2]), column_number(found[1])) if found else None


def _path(workbook: bytes, relations: bytes, sheet: str) -> str:
    """Return the path of the sheet's part, or "" when it is not found."""
    sheets = (_attributes(tag) for tag in SHEET.findall(workbook))
    wanted = next((each for each in sheets if _unescaped(each.get(b"name", b"")) == sheet), None)
    if wanted is None:
        return ""
    key = next((value for name, value in wanted.items() if name.endswith(b":id")), b"")
    for relation in map(_attributes, RELATION.findall(relations)):
        if relation.get(b"Id") == key:
            target = relation.get(b"Target", b"").decode("utf-8", "replace")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return ""


def _unescaped(name: bytes) -> str:
    text = name.decode("utf-8", "replace")
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text


def _zero_formats(styles: bytes) -> dict[bytes, int]:
    """Return the width of each cell format that fills a number with zeros, such as 000000."""
    widths = {
        each.get(b"numFmtId", b""): len(each[b"formatCode"])
        for each in map(_attributes, FORMAT.findall(styles))
        if ZEROS.fullmatch(each.get(b"formatCode", b""))
    }
    cells = CELL_FORMATS.search(styles)
    if not widths or not cells:
        return {}
    formats = enumerate(map(_attributes, CELL_FORMAT.findall(cells[0])))
    return {
        str(at).encode(): widths[each[b"numFmtId"]] for at, each in formats if each.get(b"numFmtId") in widths
    }
