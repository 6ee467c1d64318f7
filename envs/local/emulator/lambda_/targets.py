"""The target of an invocation: a function, version or alias, resolved to the version that runs."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote

from moto.awslambda.models import lambda_backends
from moto.awslambda.responses import LambdaResponse


@dataclass(frozen=True)
class Target:
    """A function, version or alias that is invoked, and the version that it means."""

    function: Any  # moto's LambdaFunction, of one version
    latest: Any
    qualifier: str  # of the invocation, "$LATEST" if it had none
    arn: str


def resolve(reference: str, qualifier: str | None, account_id: str, region: str) -> Target:
    """The target that a name or ARN means now. Nothing else follows aliases and their weights."""
    if reference.startswith("arn:"):
        _, _, _, region, account_id, _, _ = (reference + "::").split(":")[:7]
    name, _, own_qualifier = reference.split("function:")[-1].partition(":")
    qualifier = own_qualifier or qualifier
    backend = lambda_backends[account_id][region]
    latest = backend.get_function(name)
    alias = backend._lambdas._get_function_aliases(name).get(qualifier)
    version = qualifier
    if alias:
        version = alias.function_version
        weights = (alias.routing_config or {}).get("AdditionalVersionWeights", {})
        others = [*weights, version]
        version = random.choices(others, [*weights.values(), 1 - sum(weights.values())])[0]
    function = backend.get_function(name, version)
    arn = latest.function_arn + (f":{qualifier}" if qualifier else "")
    return Target(function, latest, qualifier or "$LATEST", arn)


def requested_target(response: LambdaResponse, reference: str) -> Target:
    """The target of a request: a name or ARN out of its path, and the qualifier of its query."""
    query = parse_qs(response.parsed_url.query)
    qualifier = query.get("Qualifier", [None])[0]
    return resolve(unquote(reference), qualifier, response.current_account, response.region)
