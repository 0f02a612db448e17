"""Compile the translations with Babel: gettext's own msgfmt is not on the machine."""

import os
from pathlib import Path


def compile_catalogues(folder: Path) -> list[Path]:
    """Write each .po file's .mo beside it where it is missing or older; return those written."""
    stale = [source for source in sorted(folder.rglob("*.po")) if is_stale(source)]
    if not stale:
        return []
    from babel.messages.mofile import write_mo  # half of the time of a start in which nothing is stale
    from babel.messages.pofile import read_po

    written = []
    for source in stale:
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parents[1].name)
        target = source.with_suffix(".mo")
        unfinished = target.with_suffix(f".{os.getpid()}")
        with unfinished.open("wb") as file:
            write_mo(file, catalogue)
        unfinished.replace(target)  # whole or not at all: two commands may do this at once
        written.append(target)
    return written


def is_stale(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime
