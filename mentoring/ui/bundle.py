"""Build the style sheets and the script from the files in static/css and static/js, without a build tool.

app.css is for every page. administrator.css has what no page of mentors, mentees and visitors shows, and only the
layout of administrators loads it, after app.css: phones at the other end of an email link never pay for it.
"""

import os
import re
from pathlib import Path

from django.conf import settings

# CSS layers in ascending priority. The folder of a file is its layer; its folder administrator/ is the second sheet's.
LAYERS = ("reset", "tokens", "base", "layout", "components", "utilities", "print")
STYLES = "css/app.css"
ADMINISTRATOR_STYLES = "css/administrator.css"
SCRIPTS = "js/app.js"
BUNDLES = (STYLES, ADMINISTRATOR_STYLES, SCRIPTS)
FILES = {STYLES: "*.css", ADMINISTRATOR_STYLES: "administrator/*.css"}


def source_folder() -> Path:
    return Path(settings.BASE_DIR) / "static"


def sources(bundle: str) -> list[Path]:
    """Return the source files of a bundle in order."""
    folder = source_folder()
    if bundle in FILES:
        return [path for layer in LAYERS for path in sorted((folder / "css" / layer).glob(FILES[bundle]))]
    if bundle == SCRIPTS:
        return sorted((folder / "js").glob("*.js"))
    raise ValueError(f"There is no bundle {bundle!r}")


def build(bundle: str) -> str:
    if bundle in FILES:
        return _styles(bundle)
    return "".join(f"(() => {{\n{path.read_text()}}})();\n" for path in sources(bundle))


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
