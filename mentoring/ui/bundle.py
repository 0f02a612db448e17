"""One style sheet and one script out of one file per component and per behavior, without a build tool."""

import os
import re
from pathlib import Path

from django.conf import settings

# The order in which layers win. A file's folder is its layer.
LAYERS = ("reset", "tokens", "base", "layout", "components", "utilities", "print")
STYLES = "css/app.css"
SCRIPTS = "js/app.js"
BUNDLES = (STYLES, SCRIPTS)


def source_folder() -> Path:
    return Path(settings.BASE_DIR) / "static"


def sources(bundle: str) -> list[Path]:
    """Return the files of a bundle in the order they are joined."""
    folder = source_folder()
    if bundle == STYLES:
        return [path for layer in LAYERS for path in sorted((folder / "css" / layer).glob("*.css"))]
    if bundle == SCRIPTS:
        return sorted((folder / "js").glob("*.js"))
    raise ValueError(f"There is no bundle {bundle!r}")


def build(bundle: str) -> str:
    if bundle == STYLES:
        return _styles()
    return "".join(f"(() => {{\n{path.read_text()}}})();\n" for path in sources(bundle))


def write(bundle: str) -> Path:
    """Write the bundle under var/ when a source is newer than it, and return where it lies."""
    target = Path(settings.VAR_DIR) / "bundle" / bundle
    content = build(bundle)
    if not target.exists() or target.read_text() != content:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Several web processes start at once: each replaces the whole file, none sees half of one.
        unfinished = target.with_suffix(f".{os.getpid()}")
        unfinished.write_text(content)
        unfinished.replace(target)
    return target


def _styles() -> str:
    parts = [f"@layer {','.join(LAYERS)};"]
    parts += [f"@layer {path.parent.name}{{{_compact(path.read_text())}}}" for path in sources(STYLES)]
    return "\n".join(parts) + "\n"


def _compact(css: str) -> str:
    """Drop comments and spare space; names and values stay as written."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{};])\s*", r"\1", css).replace(";}", "}").strip()
