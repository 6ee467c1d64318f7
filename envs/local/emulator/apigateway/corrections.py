"""Corrects moto 5.2.1 where it departs from API Gateway. Importing this module applies it."""

from __future__ import annotations

import json

from moto.apigateway.exceptions import BadRequestException
from moto.apigateway.models import APIGatewayBackend, RestAPI, Stage, UsagePlan
from moto.apigateway.responses import APIGatewayResponse
from moto.cognitoidp.exceptions import InvalidParameterException
from moto.cognitoidp.models import CognitoIdpBackend

from ..patching import replaces
from . import corrections_updates as _updates  # noqa: F401 (importing applies)
from .definition import Definition

_STAGE_IS_ACTIVE = "Active stages pointing to this deployment must be moved or deleted"
_NO_ROLE = "CloudWatch Logs role ARN must be set in account settings to enable logging"


@replaces(APIGatewayResponse, "create_rest_api")
def _create_rest_api(original, self):
    """moto loses the media types that are bytes: the next plan would set them again."""
    status, headers, body = original(self)
    if status == 200 and self._get_param("binaryMediaTypes"):
        api = self.backend.apis[json.loads(body)["id"]]
        api.binaryMediaTypes = list(self._get_param("binaryMediaTypes"))
        body = json.dumps(api.to_dict())
    return status, headers, body


@replaces(RestAPI, "to_dict")
def _to_dict(original, self):
    """API Gateway returns a policy with escaped quotes, and the provider reads it so: after a
    policy as it was given, no plan works any more."""
    described = original(self)
    if described.get("policy"):
        described["policy"] = json.dumps(described["policy"])[1:-1]
    return described


@replaces(RestAPI, "apply_patch_operations")
def _apply_patch_operations(original, self, patch_operations):
    """moto takes the text `false` for true, sets one media type in place of any replaced one, and
    keeps the `~1` that stands for a slash in a path."""
    rest = []
    for operation in patch_operations:
        path, value = operation["path"], operation.get("value", "")
        if path == "/disableExecuteApiEndpoint":
            self.disableExecuteApiEndpoint = value.lower() == "true"
        elif path.startswith("/binaryMediaTypes/"):
            kind = path.removeprefix("/binaryMediaTypes/").replace("~1", "/")
            kinds = [each for each in self.binaryMediaTypes if each not in (kind, value)]
            added = {"add": [kind], "replace": [value], "remove": []}[operation["op"]]
            self.binaryMediaTypes = kinds + added
        elif path == "/policy":
            self.policy = value or None
        elif path == "/minimumCompressionSize":
            self.minimum_compression_size = int(value) if value else None
        else:
            rest.append(operation)
    original(self, rest)


@replaces(APIGatewayBackend, "create_authorizer")
def _create_authorizer(original, self, *arguments, **options):
    """moto loses the expression that a token has to match."""
    authorizer = original(self, *arguments, **options)
    expression = options.get("identiy_validation_expression")  # so moto spells it
    authorizer.identity_validation_expression = expression
    return authorizer


@replaces(RestAPI, "create_deployment")
def _create_deployment(original, self, name, *arguments, **options):
    """moto freezes nothing, and replaces a stage that is deployed anew, with all its settings."""
    stage = self.stages.get(name) if name else None
    deployment = original(self, name, *arguments, **options)
    deployment.definition = Definition.of(self)
    if stage:
        stage.deployment_id = deployment.id
        self.stages[name] = stage
    return deployment


@replaces(RestAPI, "delete_deployment")
def _delete_deployment(original, self, deployment_id):
    """moto deletes a deployment that a stage still serves, if the stage was made by itself."""
    if any(stage.deployment_id == deployment_id for stage in self.stages.values()):
        raise BadRequestException(_STAGE_IS_ACTIVE)
    return original(self, deployment_id)


def definition_of(api: RestAPI, deployment_id: str | None) -> Definition | None:
    """What a deployment froze; None where there is no such deployment."""
    deployment = api.deployments.get(deployment_id or "")
    return getattr(deployment, "definition", None)


@replaces(APIGatewayBackend, "update_stage")
def _update_stage(original, self, function_id, stage_name, patch_operations):
    """moto takes a log without a role that may write it, and a change that removes settings."""
    logs = any(op["path"].startswith("/accessLogSettings/") for op in patch_operations)
    if logs and not self.account.cloudwatch_role_arn:
        raise BadRequestException(_NO_ROLE)
    return original(self, function_id, stage_name, patch_operations)


@replaces(Stage, "apply_operations")
def _apply_operations(original, self, patch_operations):
    """moto keeps the settings of a method that are removed."""
    removed = [op["path"] for op in patch_operations if op["op"] == "remove"]
    for path in removed:
        self.method_settings.pop(path.lstrip("/"), None)
    return original(self, patch_operations)


@replaces(UsagePlan, "apply_patch_operations")
def _usage_plan_operations(original, self, patch_operations):
    """moto stores a changed quota as text, and fails for a rate with decimals."""
    rest = []
    for operation in patch_operations:
        numbers = {
            "/quota/limit": (self.quota, "limit", int),
            "/quota/offset": (self.quota, "offset", int),
            "/throttle/burstLimit": (self.throttle, "burstLimit", int),
            "/throttle/rateLimit": (self.throttle, "rateLimit", float),
        }
        number = numbers.get(operation["path"])
        if number and operation["op"] in ("add", "replace"):
            held, name, kind = number
            held[name] = kind(operation["value"])
        else:
            rest.append(operation)
    original(self, rest)


@replaces(CognitoIdpBackend, "delete_user_pool")
def _delete_user_pool(original, self, user_pool_id):
    """moto deletes a pool that is protected."""
    pool = self.describe_user_pool(user_pool_id)
    if (pool.extended_config or {}).get("DeletionProtection") == "ACTIVE":
        raise InvalidParameterException(
            "The user pool cannot be deleted because deletion protection is activated. "
            "Deletion protection must be inactivated first."
        )
    original(self, user_pool_id)
