"""Reads an exported table back, as CSV or Excel."""

import csv
import io
from datetime import datetime

from openpyxl import load_workbook


def csv_rows(answer) -> list[dict[str, str]]:
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def excel_rows(answer) -> list[dict[str, object]]:
    assert ".xlsx" in answer.headers["Content-Disposition"]
    heads, *rows = load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def as_text(rows: list[dict[str, object]]) -> list[dict[str, str]]:
    """Return the rows of a workbook as a CSV would have them."""
    return [{head: _text(cell) for head, cell in row.items()} for row in rows]


def _text(cell: object) -> str:
    if cell is None:
        return ""
    return f"{cell:%Y-%m-%d}" if isinstance(cell, datetime) else str(cell)
