"""Keep text from becoming a formula when a spreadsheet opens it."""

import re

# With these a spreadsheet takes a cell for a formula; the wide forms too, in East Asian settings.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
UNSEEN = re.compile(r"^[\s\x00\u200b\ufeff]+")
PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")


def looks_like_formula(cell: str) -> bool:
    """Return whether a spreadsheet would compute this cell. A plain number such as -3.5 it only shows."""
    return cell.startswith(FORMULA_STARTS) and not PLAIN_NUMBER.fullmatch(cell)


def neutralise(cell: str) -> str:
    """Return the cell for an export: with an apostrophe before it when it would be taken for a formula.

    Blanks before the sign do not make it safe: some programs trim them before they look.
    """
    if looks_like_formula(cell) or looks_like_formula(UNSEEN.sub("", cell)):
        return f"'{cell}"
    return cell
