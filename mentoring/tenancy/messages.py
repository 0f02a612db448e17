"""Split SQL into statements, because Citus refuses several statements in one message."""

import re

# What may contain a semicolon that ends nothing: texts, quoted names, bodies of functions, comments.
PART = re.compile(
    r"""
    E'(?:[^'\\]|\\.|'')*'
    | '(?:[^']|'')*'
    | "(?:[^"]|"")*"
    | \$(?P<tag>\w*)\$.*?\$(?P=tag)\$
    | --[^\n]*
    | /\*.*?\*/
    | (?P<end>;)
    """,
    re.VERBOSE | re.DOTALL,
)
COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


def split_statements(sql: str) -> list[str]:
    """Return the statements of a script, without their semicolons. Does not understand BEGIN ATOMIC."""
    ends = [match.start() for match in PART.finditer(sql) if match["end"]]
    starts = [0, *(end + 1 for end in ends)]
    statements = (sql[start:end].strip() for start, end in zip(starts, [*ends, len(sql)], strict=True))
    return [statement for statement in statements if COMMENT.sub("", statement).strip()]
