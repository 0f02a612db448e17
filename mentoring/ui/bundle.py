"""Build the style sheets and the script from the files in static/css and static/js, without a build tool.

The layout of administrators loads administrator.css, all other pages app.css. Each has the shared files of every layer
and those of its own folder, so that nobody loads what only the others see: phones at the other end of an email link pay
for no table of administrators.
"""

import os
import re
from pathlib import Path

from django.conf import settings

# CSS layers in ascending priority. The folder of a file is its layer.
LAYERS = ("reset", "tokens", "base", "layout", "components", "utilities", "print")
STYLES = "css/app.css"
ADMINISTRATOR_STYLES = "css/administrator.css"
SCRIPTS = "js/app.js"
BUNDLES = (STYLES, ADMINISTRATOR_STYLES, SCRIPTS)
# The folder in each layer that only this sheet has.
FOLDERS = {STYLES: "participant", ADMINISTRATOR_STYLES: "administrator"}


def source_folder() -> Path:
    return Path(settings.BASE_DIR) / "static"


def sources(bundle: str) -> list[Path]:
    """Return the source files of a bundle in order."""
    folder = source_folder()
    if bundle in FOLDERS:
        own = FOLDERS[bundle]
        layers = [folder / "css" / layer for layer in LAYERS]
        return [
            path
            for layer in layers
            for files in ("*.css", f"{own}/*.css")
            for path in sorted(layer.glob(files))
        ]
    if bundle == SCRIPTS:
        return sorted((folder / "js").glob("*.js"))
    raise ValueError(f"There is no bundle {bundle!r}")


def build(bundle: str) -> str:
    if bundle in FOLDERS:
        return _styles(bundle)
    scripts = (_without_comments(path.read_text()) for path in sources(bundle))
    return "".join(f"(() => {{\n{script}}})();\n" for script in scripts)


def write(bundle: str) -> Path:
    """Write the bundle below var/ if it has changed, and return its path."""
    target = Path(settings.VAR_DIR) / "bundle" / bundle
    content = build(bundle)
    if not target.exists() or target.read_text() != content:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Several web processes start at once: replacing the file prevents partial reads.
        unfinished = target.with_suffix(f".{os.getpid()}")
        unfinished.write_text(content)
        unfinished.replace(target)
    return target


def _styles(bundle: str) -> str:
    styles = source_folder() / "css"
    parts = [f"@layer {','.join(LAYERS)};"]
    for path in sources(bundle):
        layer = path.relative_to(styles).parts[0]
        parts.append(f"@layer {layer}{{{_compact(path.read_text())}}}")
    return "\n".join(parts) + "\n"


def _compact(css: str) -> str:
    """Remove comments and unnecessary whitespace."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{};])\s*", r"\1", css).replace(";}", "}").strip()


def _without_comments(script: str) -> str:
    """Remove indentation and lines that are a comment or blank. No text in a script goes over several lines."""
    return re.sub(r"^\s*(//.*\n)?", "", script, flags=re.MULTILINE)
