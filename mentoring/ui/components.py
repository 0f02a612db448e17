"""The macros of templates/components/ as the template global `ui`.

A global, because a macro imported at the top of a template is not available in a block that is rendered alone for
htmx.
"""

from pathlib import PurePosixPath

from jinja2 import Environment
from jinja2.runtime import Macro


class Components:
    """Provide each macro as an attribute: `ui.card(...)`, `{% call ui.card(...) %}`."""

    def __init__(self, environment: Environment, folder: str = "components") -> None:
        self._environment = environment
        self._folder = folder
        self._templates: dict[str, str] | None = None

    def __getattr__(self, name: str) -> Macro:
        if name.startswith("_"):
            raise AttributeError(name)
        if self._templates is None:
            self._templates = self._find()
        if name not in self._templates:
            raise AttributeError(f"There is no component {name!r} in templates/{self._folder}/")
        macro: Macro = getattr(self._environment.get_template(self._templates[name]).module, name)
        if not self._environment.auto_reload:
            self.__dict__[name] = macro
        return macro

    def names(self) -> list[str]:
        """Return the names of all macros, for the style guide's test."""
        if self._templates is None:
            self._templates = self._find()
        return sorted(self._templates)

    def _find(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for template in self._environment.list_templates(extensions=["html"]):
            if PurePosixPath(template).parts[0] != self._folder:
                continue
            for name, value in vars(self._environment.get_template(template).module).items():
                if isinstance(value, Macro) and not name.startswith("_"):
                    if name in found:
                        raise ValueError(f"Component {name!r} is in both {found[name]} and {template}")
                    found[name] = template
        return found
