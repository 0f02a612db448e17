"""The columns of a data table: heads and sorting."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

# Parameters of a list that do not choose its rows.
NOT_FILTERS = frozenset({"cursor", "format", "page"})


@dataclass(frozen=True)
class Column:
    """A column. `narrow` is its place in the compact rows of phones, for tables with many rows.

    "title" is the first line (a row's `th` needs none), "state" stands at its end, "fact" is a line below, "labeled" a
    line with the head, "end" stands at the end of a line below, "away" is left out. A table of which no column has a
    place shows each row as a card.
    """

    name: str
    label: str | Promise
    numeric: bool = False
    sortable: bool = False
    hidden: bool = False  # the head is for screen readers only, such as that of a column of buttons
    narrow: str = ""


@dataclass(frozen=True)
class Head:
    label: str | Promise
    numeric: bool
    hidden: bool
    href: str | None
    direction: str | None


class Columns:
    """The heads for `ui.data_table` and the sort order for the view.

    The order is the query parameter `sort`, with a minus for descending; unknown values use the default. In a
    template, `{{ columns.role }}` renders the attributes of a cell in that column.
    """

    def __init__(self, request: HttpRequest, columns: Sequence[Column], *, default: str = "") -> None:
        taken = [column.name for column in columns if hasattr(type(self), column.name)]
        if taken:
            raise ValueError(f"A column cannot be named {taken[0]!r}: the name is used by the table")
        self.columns = {column.name: column for column in columns}
        self._request = request
        wanted = request.GET.get("sort", "")
        known = self.columns.get(wanted.removeprefix("-"))
        self.sort = wanted if known is not None and known.sortable else default

    @property
    def is_lean(self) -> bool:
        return any(column.narrow for column in self.columns.values())

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
        classes = " ".join(filter(None, ("numeric" if column.numeric else "", column.narrow)))
        attributes = format_html(
            'data-label="{}"{}',
            "" if column.hidden else column.label,
            format_html(' class="{}"', classes) if classes else "",
        )
        self.__dict__[name] = attributes  # needed for every row
        return attributes

    def _direction(self, column: Column) -> str | None:
        if not column.sortable:
            return None
        return {column.name: "ascending", f"-{column.name}": "descending"}.get(self.sort, "none")

    def _href(self, column: Column) -> str | None:
        """Return the query string that sorts by this column, or reverses its order, from the first page."""
        if not column.sortable:
            return None
        query = self._request.GET.copy()
        query["sort"] = f"-{column.name}" if self.sort == column.name else column.name
        query.pop("cursor", None)
        return f"?{query.urlencode()}"


def filters_of(request: HttpRequest) -> dict[str, str]:
    """Return the filters in the list's query string, for forms that act on the same list."""
    return {name: value for name, value in request.GET.items() if name not in NOT_FILTERS and value}
