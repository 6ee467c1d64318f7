"""Evaluates the statements of a resource policy, conditions included.

moto ignores conditions, so that a bucket policy which denies requests without TLS would refuse
every request, and a function policy would let any bucket invoke the function.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
"""

from __future__ import annotations

import ipaddress
import logging
import re
from typing import Any, Callable, Iterable, Mapping

log = logging.getLogger(__name__)


def evaluate(
    policy: Mapping[str, Any],
    action: str,
    resource: str,
    principals: Iterable[str],
    keys: Mapping[str, str],
) -> str | None:
    """`Deny` if a statement denies the action, else `Allow` if one allows it, else None.

    `principals` are all names of the caller, as `AWS:<arn or account>` or `Service:<name>`; `keys`
    are the condition keys of the request, in lower case.
    """
    effects = {
        statement["Effect"]
        for statement in _list(policy.get("Statement"))
        if _matches(statement, "Action", action)
        and _matches(statement, "Resource", resource)
        and _names(statement, list(principals))
        and all(
            _holds(operator, key, _list(expected), keys)
            for operator, block in statement.get("Condition", {}).items()
            for key, expected in block.items()
        )
    }
    return "Deny" if "Deny" in effects else "Allow" if "Allow" in effects else None


def _list(value: Any) -> list:
    return value if isinstance(value, list) else [] if value is None else [value]


_WILDCARDS = {"*": ".*", "?": "."}
# `${*}`, `${?}` and `${$}` are the characters themselves; no other variable is known here.
_PARTS = re.compile(r"\$\{([*?$])\}|(.)", re.DOTALL)


def _like(pattern: str, value: str) -> bool:
    regex = "".join(
        re.escape(literal) if literal else _WILDCARDS.get(char, re.escape(char))
        for literal, char in _PARTS.findall(pattern)
    )
    return re.fullmatch(regex, value, re.DOTALL) is not None


def _matches(statement: Mapping[str, Any], element: str, value: str) -> bool:
    if element == "Action":  # the one element that ignores case
        value = value.lower()
    patterns = _list(statement.get(element, statement.get(f"Not{element}")))
    found = any(_like(p.lower() if element == "Action" else p, value) for p in patterns)
    return found if element in statement else not found


def _names(statement: Mapping[str, Any], principals: list[str]) -> bool:
    element = statement.get("Principal", statement.get("NotPrincipal"))
    blocks = {"AWS": element} if isinstance(element, str) else element or {}
    wanted = [f"{kind}:{name}" for kind, names in blocks.items() for name in _list(names)]
    found = any(name == "AWS:*" or name in principals for name in wanted)
    return found if "Principal" in statement else not found


def _number(compare: Callable[[float, float], bool]) -> Callable[[str, str], bool]:
    return lambda expected, actual: compare(float(actual), float(expected))


_TESTS: dict[str, Callable[[str, str], bool]] = {
    "StringEquals": lambda expected, actual: actual == expected,
    "StringEqualsIgnoreCase": lambda expected, actual: actual.lower() == expected.lower(),
    "StringLike": _like,
    "ArnEquals": _like,
    "ArnLike": _like,
    "Bool": lambda expected, actual: actual.lower() == str(expected).lower(),
    "IpAddress": lambda expected, actual: (
        ipaddress.ip_address(actual) in ipaddress.ip_network(expected, strict=False)
    ),
    "NumericEquals": _number(lambda actual, expected: actual == expected),
    "NumericLessThan": _number(lambda actual, expected: actual < expected),
    "NumericLessThanEquals": _number(lambda actual, expected: actual <= expected),
    "NumericGreaterThan": _number(lambda actual, expected: actual > expected),
    "NumericGreaterThanEquals": _number(lambda actual, expected: actual >= expected),
}


def _holds(operator: str, key: str, expected: list, keys: Mapping[str, str]) -> bool:
    """Whether one condition holds. A missing key satisfies `Not…` and `…IfExists`, nothing else."""
    actual = keys.get(key.lower())
    if operator == "Null":
        return (actual is None) == (str(expected[0]).lower() == "true")
    name = operator.split(":")[-1]  # ForAnyValue:, ForAllValues:
    optional = name.endswith("IfExists")
    name = name[: -len("IfExists")] if optional else name
    positive = name.replace("Not", "", 1)
    if positive not in _TESTS:
        log.warning("condition operator %s is not evaluated: its statement is ignored", operator)
        return False
    negated = positive != name
    if actual is None:
        return negated or optional or operator.startswith("ForAllValues:")
    return any(_TESTS[positive](value, actual) for value in expected) != negated
