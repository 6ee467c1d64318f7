"""What an invocation is sent to: a function, a version or an alias, and what it means now."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from moto.awslambda.models import lambda_backends


@dataclass(frozen=True)
class Target:
    """A function, version or alias that somebody invokes, resolved to what runs."""

    function: Any  # moto's LambdaFunction, of one version
    latest: Any
    qualifier: str  # of the invocation, "$LATEST" if it had none
    arn: str


def resolve(reference: str, qualifier: str | None, account_id: str, region: str) -> Target:
    """What a name or ARN means now. The one place that follows aliases, and their weights."""
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
