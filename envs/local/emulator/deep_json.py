"""JSON of any depth. Python's own parser raises a RecursionError at some thousand levels, a limit
that Lambda does not have.
"""

from __future__ import annotations

import json
import re
import secrets
from typing import Any

_TOKEN = re.compile(
    r"""[ \t\n\r]*(?:([\[\]{},:])
    |("(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*")
    |(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null))""",
    re.VERBOSE,
)
_PAIRS = {"]": "[", "}": "{"}


def check(text: str) -> None:
    """Raises a ValueError with the reason if the text is not JSON."""
    try:
        json.loads(text, parse_constant=_refuse_constant)
    except RecursionError:
        _check_by_tokens(text)


def load(text: str | bytes) -> Any:
    """The value of a JSON text; raises a ValueError if it is not JSON, or nested too deeply."""
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply to be read") from None


def dump(body: dict, **raw: bytes) -> str:
    """The JSON of `body` with further fields, whose values are JSON already, or else text."""
    marks = {name: secrets.token_hex(16) for name in raw}
    text = json.dumps({**body, **marks})
    for name, value in raw.items():
        given = value.decode("utf-8", "replace") or "null"
        try:
            check(given)
        except ValueError:  # a stream handler may write anything
            given = json.dumps(given)
        text = text.replace(f'"{marks[name]}"', given)
    return text


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _check_by_tokens(text: str) -> None:
    """Parses with a stack in place of recursion; `wanted` is what may come next."""
    open_ones: list[str] = []
    wanted, end = "value", 0
    while wanted != "nothing":
        match = _TOKEN.match(text, end)
        if not match:
            raise ValueError(f"no JSON at character {end}")
        mark, string, literal = match.groups()
        if mark in ("[", "{") and wanted in ("value", "value or ]"):
            open_ones.append(mark)
            wanted = "value or ]" if mark == "[" else "name or }"
        elif string is not None and wanted in ("name", "name or }"):
            wanted = ":"
        elif mark == ":" and wanted == ":":
            wanted = "value"
        elif mark == "," and wanted == ", or end":
            wanted = "value" if open_ones[-1] == "[" else "name"
        elif (string or literal) and wanted in ("value", "value or ]"):
            wanted = ", or end"
        elif mark in _PAIRS and open_ones[-1:] == [_PAIRS[mark]] and (
            wanted in (", or end", f"value or {mark}", f"name or {mark}")
        ):
            open_ones.pop()
            wanted = ", or end"
        else:
            raise ValueError(f"{wanted} is missing at character {match.start()}")
        wanted = wanted if open_ones else "nothing"
        end = match.end()
    if text[end:].strip(" \t\n\r"):
        raise ValueError(f"more than one value, at character {end}")
