"""Mapping templates: the references of the Velocity Template Language, without its directives.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
"""

from __future__ import annotations

import json
import re
from typing import Any

from .exchange import Exchange

_DIRECTIVE = re.compile(r"#\{?(set|if|elseif|else|end|foreach|break|define|macro|parse|include)\b")
_NAMES = r"(?:\.[A-Za-z_]\w*|\.?\['[^']*'\])+"
_REFERENCE = re.compile(
    r"\$util\.escapeJavaScript\((?P<escaped>\$[^()]*(?:\([^()]*\))?)\)"
    r"(?P<json>\.replaceAll\(\"\\\\'\",\"'\"\))?"
    rf"|\$!?(?P<brace>\{{)?(?P<root>context|stageVariables)(?P<names>{_NAMES})(?(brace)\}})"
    r"|\$input\.(?P<input>body|(?:json|path|params)\('[^']*'\))"
)
_VARIABLE = re.compile(rf"\$(?P<root>context|stageVariables)(?P<names>{_NAMES})")


class TemplateError(Exception):
    """A template that is not emulated, or that does not fit its input."""


def render(template: str, exchange: Exchange, body: bytes = b"", absent: str = "") -> str:
    """A template with its references replaced; `absent` stands for those without a value."""
    directive = _DIRECTIVE.search(template)
    if directive:
        raise TemplateError(f"the directive {directive[0]} of a template is not emulated")
    return _REFERENCE.sub(lambda found: _value(found, exchange, body, absent), template)


def substitute(template: str, exchange: Exchange) -> str:
    """The template of a gateway response, which knows variables and no function."""
    directive = _DIRECTIVE.search(template)
    if directive:
        raise TemplateError(f"a gateway response has no directive {directive[0]}")
    return _VARIABLE.sub(lambda found: _variable(found, exchange, ""), template)


def escaped(text: str) -> str:
    """Text as it can stand in a JSON string."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _value(found: re.Match, exchange: Exchange, body: bytes, absent: str) -> str:
    if found["escaped"]:
        text = escaped(render(found["escaped"], exchange, body, absent))
        # As JavaScript, an apostrophe is escaped, too: which JSON does not know.
        return text if found["json"] else text.replace("'", "\\'")
    if found["input"]:
        return _input(found["input"], exchange, body)
    return _variable(found, exchange, absent)


def _variable(found: re.Match, exchange: Exchange, absent: str) -> str:
    name = re.sub(r"\.?\['([^']*)'\]", r".\1", found["names"])[1:]
    if found["root"] == "context":
        return exchange.context.get(name) or absent
    return exchange.stage.variables.get(name) or absent


def _input(call: str, exchange: Exchange, body: bytes) -> str:
    text = body.decode(errors="replace")
    if call == "body":
        return text
    name, _, argument = call.partition("('")
    argument = argument.removesuffix("')")
    if name == "params":
        places = (exchange.variables, {k: v[-1] for k, v in exchange.query.items()})
        for place in places:
            if argument in place:
                return place[argument]
        return exchange.headers.get(argument.lower(), "")
    value = json_path(text, argument)
    if name == "path" and not isinstance(value, (dict, list)):
        return "" if value is None else value if isinstance(value, str) else json.dumps(value)
    return json.dumps(value, ensure_ascii=False)


def json_path(text: str, path: str) -> Any:
    """The value at a path such as `$.a.b[0]`; None where there is none."""
    try:
        value = json.loads(text or "null")
    except ValueError:
        raise TemplateError("the body is not JSON") from None
    for name, index in re.findall(r"\.([\w-]+)|\[(\d+)\]", path.removeprefix("$")):
        if name:
            value = value.get(name) if isinstance(value, dict) else None
        else:
            fits = isinstance(value, list) and int(index) < len(value)
            value = value[int(index)] if fits else None
    return value
