"""The permissions that a request needs: actions, resources, and the keys for conditions.

They are exact for every call of a plan. For a call that creates a resource, some keys are missing
(tags, a boundary, the service that a role is passed to).
https://docs.aws.amazon.com/service-authorization/latest/reference/
"""

from __future__ import annotations

import json
import re
from functools import cache
from urllib.parse import parse_qs, unquote

import botocore.session
from moto.awslambda.models import lambda_backends
from moto.core import DEFAULT_ACCOUNT_ID
from moto.kms.models import kms_backends
from moto.secretsmanager.models import secretsmanager_backends

from .. import cbor, context
from . import actions_apigateway, actions_s3, actions_tables
from .permission import SECURE, Permission


def required_permissions(environ: dict, request: context.Request) -> list[Permission]:
    """Every permission that the call needs."""
    if request.service == "s3":
        return actions_s3.required_permissions(actions_s3.of(environ, request))
    if request.service == "apigateway":
        return [actions_apigateway.of_apigateway(environ, request.region)]
    call = _Call(environ, request)
    if call.service == "sts" and call.operation == "GetCallerIdentity":
        return []  # AWS asks for no permission here
    if call.service == "lambda":
        return [_lambda(call, environ)]
    if call.service == "dynamodb":
        return actions_tables.of_dynamodb(call.operation, call.parameters, call.region)
    if call.service == "kinesis":
        return actions_tables.of_kinesis(call.operation, call.parameters, call.region)
    resource, keys = _RESOURCES.get(call.service, _anything)(call)
    return [Permission(f"{call.service}:{call.operation}", resource, {**SECURE, **keys})]


class _Call:
    """A call in any of AWS's protocols but S3's."""

    def __init__(self, environ: dict, request: context.Request):
        self.service = {"monitoring": "cloudwatch"}.get(request.service, request.service)
        self.region = environ["HTTP_AUTHORIZATION"].split("/")[2]
        self.parameters: dict = {}
        path = environ["PATH_INFO"]
        target = request.headers.get("x-amz-target", "")
        if target:
            self.operation = target.split(".")[-1]
            self.parameters = json.loads(context.body_of(environ) or b"{}")
        elif "/operation/" in path:  # CBOR, which only CloudWatch uses
            self.operation = path.split("/operation/")[1]
            self.parameters = cbor.decode(context.body_of(environ))
        elif self.service == "lambda":
            self.operation, self.parameters = _lambda_operation(environ)
        else:
            form = parse_qs(
                context.body_of(environ).decode() or environ.get("QUERY_STRING", "")
            )
            self.parameters = {name: values[0] for name, values in form.items()}
            self.operation = self.parameters.get("Action", "?")

    def first(self, *names: str) -> str:
        """The first of these parameters that is given, or `*`."""
        return next((self.parameters[name] for name in names if self.parameters.get(name)), "*")

    def arn(self, kind: str, name: str) -> str:
        """The ARN of a name."""
        if name == "*" or name.startswith("arn:"):
            return name
        return f"arn:aws:{self.service}:{self.region}:{DEFAULT_ACCOUNT_ID}:{kind}{name}"


# -- Lambda ----------------------------------------------------------------------------------------


@cache
def _lambda_routes() -> list[tuple[str, re.Pattern, str]]:
    """Method, path and name of each operation, the longest path first."""
    model = botocore.session.get_session().get_service_model("lambda")
    operations = [model.operation_model(name) for name in model.operation_names]
    routes = []
    for operation in operations:
        uri = operation.http["requestUri"].split("?")[0].rstrip("/")
        # An ARN in a path has no slash, or has it encoded.
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(uri))
        routes.append((operation.http["method"], re.compile(pattern + "/?"), operation.name))
    return sorted(routes, key=lambda route: -len(route[1].pattern))


def _lambda_operation(environ: dict) -> tuple[str, dict]:
    for method, pattern, name in _lambda_routes():
        found = method == environ["REQUEST_METHOD"] and pattern.fullmatch(environ["PATH_INFO"])
        if found:
            return name, {key: unquote(value) for key, value in found.groupdict().items()}
    return "?", {}


def _lambda(call: _Call, environ: dict) -> Permission:
    action = {"Invoke": "InvokeFunction"}.get(call.operation, call.operation)
    uuid, function = call.parameters.get("UUID"), call.parameters.get("FunctionName")
    keys = dict(SECURE)
    if uuid:
        mapping = lambda_backends[DEFAULT_ACCOUNT_ID][call.region].get_event_source_mapping(uuid)
        if mapping:
            keys["lambda:functionarn"] = mapping.function_arn
        return Permission(f"lambda:{action}", call.arn("event-source-mapping:", uuid), keys)
    if function:
        resource = call.arn("function:", function)
        qualifier = parse_qs(environ.get("QUERY_STRING", "")).get("Qualifier")
        if qualifier and resource.count(":") == 6:
            resource += f":{qualifier[0]}"
        return Permission(f"lambda:{action}", resource, keys)
    return Permission(f"lambda:{action}", call.parameters.get("Resource", "*"), keys)


# -- the other services: the resource of a call, and its own keys for conditions -------------------


def _anything(call: _Call) -> tuple[str, dict[str, str]]:
    return call.first("ResourceARN", "ResourceArn"), {}


def _cloudwatch(call: _Call) -> tuple[str, dict[str, str]]:
    """A dashboard, which is of no region, or what _anything says."""
    name = call.first("DashboardName", "DashboardNames.member.1", "DashboardNames")
    if name == "*":
        return _anything(call)
    name = name if isinstance(name, str) else name[0]
    return f"arn:aws:cloudwatch::{DEFAULT_ACCOUNT_ID}:dashboard/{name}", {}


def _cloudtrail(call: _Call) -> tuple[str, dict[str, str]]:
    listed = call.parameters.get("ResourceIdList") or ["*"]
    name = call.first("TrailName", "Name", "ResourceId")
    return call.arn("trail/", listed[0] if name == "*" else name), {}


def _cognito(call: _Call) -> tuple[str, dict[str, str]]:
    return actions_apigateway.of_user_pool(call.parameters, call.region)


def _events(call: _Call) -> tuple[str, dict[str, str]]:
    return call.arn("rule/", call.first("ResourceARN", "Rule", "Name")), {}


def _iam(call: _Call) -> tuple[str, dict[str, str]]:
    role = call.parameters.get("RoleName")
    named = f"arn:aws:iam::{DEFAULT_ACCOUNT_ID}:role/{role}"
    return (named if role else call.first("PolicyArn", "OpenIDConnectProviderArn")), {}


def _kms(call: _Call) -> tuple[str, dict[str, str]]:
    name = call.first("KeyId").split(":")[-1]
    if not name.startswith("alias/"):
        return call.arn("", name if name.startswith("key/") or name == "*" else f"key/{name}"), {}
    key = kms_backends[DEFAULT_ACCOUNT_ID][call.region].get_key_id_from_alias(name)
    return call.arn("key/", key or "?"), {"kms:requestalias": name}


def _logs(call: _Call) -> tuple[str, dict[str, str]]:
    name = call.first("resourceArn", "logGroupIdentifier", "logGroupName")
    return call.arn("log-group:", name), {}


def _secretsmanager(call: _Call) -> tuple[str, dict[str, str]]:
    secrets = secretsmanager_backends[DEFAULT_ACCOUNT_ID][call.region].secrets
    name = call.first("SecretId")
    return (secrets[name].arn if name in secrets else name), {}


def _sns(call: _Call) -> tuple[str, dict[str, str]]:
    return call.first("TopicArn", "ResourceArn"), {}


def _sqs(call: _Call) -> tuple[str, dict[str, str]]:
    return call.arn("", call.first("QueueUrl", "QueueName").split("/")[-1]), {}


def _sts(call: _Call) -> tuple[str, dict[str, str]]:
    return call.first("RoleArn"), {}


def _wafv2(call: _Call) -> tuple[str, dict[str, str]]:
    name, acl = call.first("Name"), call.first("Id")
    named = call.arn("regional/webacl/", f"{name}/{acl}") if acl != "*" else "*"
    return call.first("ResourceArn", "WebACLArn", "ARN") if named == "*" else named, {}


_RESOURCES = {
    "cloudtrail": _cloudtrail,
    "cloudwatch": _cloudwatch,
    "cognito-idp": _cognito,
    "events": _events,
    "iam": _iam,
    "kms": _kms,
    "logs": _logs,
    "secretsmanager": _secretsmanager,
    "sns": _sns,
    "sqs": _sqs,
    "sts": _sts,
    "wafv2": _wafv2,
}
