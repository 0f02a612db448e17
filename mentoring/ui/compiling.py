"""What Jinja2 does for each value and each call of a page, done with less. A list of 25 rows has a thousand of both."""

from collections.abc import Callable
from functools import cache
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from django.utils.safestring import SafeString
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro, missing
from markupsafe import Markup, escape

SAFE = frozenset({Markup, SafeString})
PLAIN = frozenset({FunctionType, MethodType, BuiltinFunctionType, type(cache(str))})


def written(value: Any) -> str:
    """Return the value as it stands in a page. What is safe already, as most of a page is, is not copied."""
    return value if type(value) in SAFE else escape(value)


class PageCodeGenerator(CodeGenerator):
    """Write `environment.written(value)` where Jinja2 writes `escape(value)`, whenever it would escape at all."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.written(")


class PageContext(Context):
    """Call plain functions and macros at once; whatever wants a context or an environment, as Jinja2 does."""

    def call(__self, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - as in Jinja2
        kind = type(__obj)
        if isinstance(__obj, Macro):
            return call_macro(__obj, args, kwargs)
        if kind in PLAIN and not hasattr(__obj, "jinja_pass_arg"):
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return __obj(*args, **kwargs)
        return super().call(__obj, *args, **kwargs)


def call_macro(macro: Macro, args: tuple, kwargs: dict[str, Any]) -> str:
    """Call a macro whose arguments are the ordinary ones; any other call is left to the macro itself.

    Without an evaluation context a macro escapes as the environment does: always.
    """
    kwargs.pop("_block_vars", None)
    kwargs.pop("_loop_vars", None)
    names, given = macro.arguments, len(args)
    caller = kwargs.get("caller")
    if given > len(names) or macro.catch_kwargs or macro.catch_varargs or macro.explicit_caller:
        return macro(*args, **kwargs)
    if macro.caller is not (caller is not None):
        return macro(*args, **kwargs)  # says what is wrong with it, or fills in what a caller left out
    values, taken = [*args], 0
    for name in names[given:]:
        if name in kwargs:
            taken += 1
            values.append(kwargs[name])
        else:
            values.append(missing)
    if caller is not None:
        taken += 1
        values.append(caller)
    if len(kwargs) > taken:
        return macro(*args, **kwargs)  # an argument it does not take, or takes twice
    return Markup(macro._func(*values))  # noqa: S704 - what a template has written, escaped there
