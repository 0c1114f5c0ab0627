"""Where the expressions of a Word template are read and run: names, fields, conditions, loops."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2.nodes import Node
    from jinja2.sandbox import SandboxedEnvironment

_TEXT = {"Template", "Output", "TemplateData", "Name", "Getattr", "Const", "Concat"}
_CONDITIONS = {"If", "CondExpr", "And", "Or", "Not", "Compare", "Operand"}
_NODES = _TEXT | _CONDITIONS | {"For"}
_CONSTANTS = (str, bool, int, type(None))


def sandbox() -> SandboxedEnvironment:
    """An environment that refuses whatever is more than a placeholder.

    Calls, filters, arithmetic and loops in loops are syntax errors, wherever in the document they
    stand: without them no expression takes longer or becomes larger than the template itself.
    """
    from jinja2 import StrictUndefined

    return _environment_class()(autoescape=True, undefined=StrictUndefined)


@cache
def _environment_class() -> type[SandboxedEnvironment]:
    from jinja2.nodes import Template
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class PlaceholderEnvironment(ImmutableSandboxedEnvironment):
        """Looks at every template between reading and running it."""

        def _parse(self, source: str, name: str | None, filename: str | None) -> Template:
            tree = super()._parse(source, name, filename)
            _refuse_more(tree)
            return tree

    return PlaceholderEnvironment


def _refuse_more(node: Node, *, in_loop: bool = False) -> None:
    """Raise a syntax error at the first node that is more than a placeholder."""
    from jinja2 import TemplateSyntaxError, nodes

    loop = isinstance(node, nodes.For)
    refused = (
        type(node).__name__ not in _NODES
        or (isinstance(node, nodes.For) and (in_loop or not isinstance(node.iter, nodes.Name)))
        or (isinstance(node, nodes.Getattr) and not isinstance(node.node, nodes.Name))
        or (isinstance(node, nodes.Const) and not isinstance(node.value, _CONSTANTS))
    )
    if refused:
        raise TemplateSyntaxError("带花括号的内容不是占位符", node.lineno)
    for child in node.iter_child_nodes():
        _refuse_more(child, in_loop=in_loop or loop)
