"""Find rows about a former employment of somebody whom the same directory has as employed, too."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import CellFault, fault
from mentoring.imports.extensions import Rows
from mentoring.people.import_kinds.standing import Standing


def former_employments(
    rows: Rows, ids: Sequence[str], emails: Sequence[str], today: date
) -> dict[int, tuple[str, CellFault]]:
    """Return the faults of such rows by place: systems list somebody who was hired again once for each employment.

    The others with the same ID or address must leave one who is employed; otherwise none of them is certain.
    """
    if not {"left_on", "employment_status"} & set(rows.columns):
        return {}
    # Its own, because it counts what it reads.
    standing = Standing(today)
    found: dict[int, tuple[str, CellFault]] = {}
    for name, keys in (("employee_id", ids), ("email", emails)):
        given = list(filter(None, keys))
        if len(set(given)) == len(given):
            continue
        places: dict[str, list[int]] = defaultdict(list)
        for n, key in enumerate(keys):
            if key:
                places[key].append(n)
        for key, same in places.items():
            employed = [n for n in same if not _has_left(rows, n, standing)]
            if len(same) < 2 or len(employed) != 1:
                continue
            sentence = format_lazy(
                _("Row {row} has the same person as employed and is used instead."),
                row=rows.numbers[employed[0]],
            )
            for n in same:
                if n != employed[0]:
                    found.setdefault(n, (name, fault(key, sentence, "former-employment")))
    return found


def _has_left(rows: Rows, n: int, standing: Standing) -> bool:
    hired_on = rows.get("rehired_on")[n] or rows.get("hired_on")[n]
    _left_on, has_left = standing.read(rows.get("left_on")[n], rows.get("employment_status")[n], hired_on)
    return bool(has_left)
