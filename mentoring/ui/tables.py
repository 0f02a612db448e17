"""The columns of a data table: their heads, and which one the rows are sorted by."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Column:
    name: str
    label: str | Promise
    numeric: bool = False
    sortable: bool = False
    hidden: bool = False  # the head is for screen readers only, as over a column of buttons


@dataclass(frozen=True)
class Head:
    label: str | Promise
    numeric: bool
    hidden: bool
    href: str | None
    direction: str | None


class Columns:
    """What `ui.data_table` needs to draw heads and what a view needs to sort.

    The order is the query parameter `sort`, with a minus for descending; an unknown one is the default. In
    the template, `{{ columns.role }}` gives a cell of that column its attributes.
    """

    def __init__(self, request: HttpRequest, columns: Sequence[Column], *, default: str = "") -> None:
        taken = [column.name for column in columns if hasattr(type(self), column.name)]
        if taken:
            raise ValueError(f"A column cannot be named {taken[0]!r}: the table uses that name itself")
        self.columns = {column.name: column for column in columns}
        self._request = request
        asked = request.GET.get("sort", "")
        known = self.columns.get(asked.removeprefix("-"))
        self.sort = asked if known is not None and known.sortable else default

    @property
    def heads(self) -> list[Head]:
        return [
            Head(column.label, column.numeric, column.hidden, self._href(column), self._direction(column))
            for column in self.columns.values()
        ]

    def __getattr__(self, name: str) -> SafeString:
        column = self.__dict__.get("columns", {}).get(name)
        if column is None:
            raise AttributeError(f"There is no column {name!r}")
        numeric = format_html(' class="{}"', "numeric") if column.numeric else ""
        attributes = format_html('data-label="{}"{}', "" if column.hidden else column.label, numeric)
        self.__dict__[name] = attributes  # asked again for every row
        return attributes

    def _direction(self, column: Column) -> str | None:
        if not column.sortable:
            return None
        return {column.name: "ascending", f"-{column.name}": "descending"}.get(self.sort, "none")

    def _href(self, column: Column) -> str | None:
        """Return the same list, from its start, sorted by this column, or the other way round."""
        if not column.sortable:
            return None
        query = self._request.GET.copy()
        query["sort"] = f"-{column.name}" if self.sort == column.name else column.name
        query.pop("cursor", None)
        return f"?{query.urlencode()}"
