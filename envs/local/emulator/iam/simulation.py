"""SimulatePrincipalPolicy and SimulateCustomPolicy, which moto lacks. Importing applies it.

What IAM documents: the policies of the role, or those that are given, within the boundary, with
the keys that are given and no other. The policy of a resource is not asked: for roles IAM's own
simulator has none either. An answer is `allowed`, `implicitDeny` or `explicitDeny` for each action
on each resource, 100 of them a page.
https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
"""

from __future__ import annotations

import itertools
import json
from typing import Iterable

from moto.core.responses import ActionResult
from moto.iam.exceptions import NotFoundException
from moto.iam.responses import IamResponse

from . import roles
from .permission import Permission

_PAGE = 100


def decide(documents: Iterable[dict], boundary: Iterable[dict], permission: Permission) -> str:
    """IAM's word for what these policies say within that boundary, where there is one."""
    effects = {roles.effect_of(document, permission) for document in documents}
    within = {roles.effect_of(document, permission) for document in boundary} or {"Allow"}
    if "Deny" in effects | within:
        return "explicitDeny"
    return "allowed" if "Allow" in effects & within else "implicitDeny"


def _simulate_principal_policy(self) -> ActionResult:
    role = roles.role_of(self._get_param("PolicySourceArn"))
    if role is None:
        raise NotFoundException(f"{self._get_param('PolicySourceArn')} does not exist")
    documents = [*roles.documents_of(role), *_given(self, "PolicyInputList")]
    boundary = _given(self, "PermissionsBoundaryPolicyInputList") or list(roles.boundary_of(role))
    return _answer(self, documents, boundary)


def _simulate_custom_policy(self) -> ActionResult:
    boundary = _given(self, "PermissionsBoundaryPolicyInputList")
    return _answer(self, _given(self, "PolicyInputList"), boundary)


def _given(self, name: str) -> list[dict]:
    return [json.loads(text) for text in self._get_param(name) or []]


def _keys(self) -> list[dict[str, str]]:
    """The keys for conditions, once for each combination of the values that a key has.

    The policies here ask of a key with several values that all of them hold.
    """
    entries = self._get_param("ContextEntries") or []
    names = [entry["ContextKeyName"].lower() for entry in entries]
    values = itertools.product(*(entry["ContextKeyValues"] for entry in entries))
    return [dict(zip(names, combination)) for combination in values]


def _least(decisions: set[str]) -> str:
    return next(word for word in ("explicitDeny", "implicitDeny", "allowed") if word in decisions)


def _answer(self, documents: list[dict], boundary: list[dict]) -> ActionResult:
    keys = _keys(self)
    pairs = [
        (action, resource)
        for action in self._get_param("ActionNames")
        for resource in self._get_param("ResourceArns") or ["*"]
    ]
    begin = int(self._get_param("Marker") or 0)
    end = begin + int(self._get_param("MaxItems") or _PAGE)
    results = [
        {
            "EvalActionName": action,
            "EvalResourceName": resource,
            "EvalDecision": _least(
                {
                    decide(documents, boundary, Permission(action, resource, values))
                    for values in keys
                }
            ),
            "MatchedStatements": [],
            "MissingContextValues": [],
        }
        for action, resource in pairs[begin:end]
    ]
    more = {"Marker": str(end)} if end < len(pairs) else {}
    return ActionResult({"EvaluationResults": results, "IsTruncated": bool(more), **more})


IamResponse.simulate_principal_policy = _simulate_principal_policy
IamResponse.simulate_custom_policy = _simulate_custom_policy
