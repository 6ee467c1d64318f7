"""Whether a service may invoke a function."""

from __future__ import annotations

from ..iam.service_principal import ServicePrincipal
from .targets import resolve


def may_invoke(invoker: ServicePrincipal, arn: str) -> bool:
    """Whether the function's policy allows it for exactly this qualifier."""
    target = resolve(arn, None, "", "")
    policy = {"Statement": target.latest.policy.statements}
    return invoker.is_allowed(policy, "lambda:InvokeFunction", target.arn)
