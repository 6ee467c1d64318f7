"""Where moto 5.2.1 departs from Lambda, and what would go wrong. Importing it applies them."""

from __future__ import annotations

import base64
import copy
import json
import time
from urllib.parse import parse_qs, unquote

from moto.awslambda.exceptions import (
    GenericResourcNotFound,
    LambdaClientError,
    UnknownEventConfig,
)
from moto.awslambda.models import EventInvokeConfig, LambdaBackend, LambdaFunction, LambdaStorage
from moto.awslambda.responses import LambdaResponse

from .. import context
from .. import payloads
from ..iam import roles
from .event_source_mappings import Mappings
from .functions import Functions
from ..patching import replaces
from .permissions import find_queue
from .targets import Target, resolve

_NOT_DECRYPTED = (
    "Lambda was unable to decrypt your environment variables because the KMS access was denied. "
    "Please check your KMS permissions."
)

# -- attributes that moto loses, so that every plan would set them again ---------------------------


def _logging_config(name: str, given: dict | None) -> dict:
    config = {"LogFormat": "Text", "LogGroup": f"/aws/lambda/{name}", **(given or {})}
    if config["LogFormat"] == "JSON":
        return {"ApplicationLogLevel": "INFO", "SystemLogLevel": "INFO", **config}
    return config


@replaces(LambdaFunction, "__init__")
def _init(original, self, account_id, spec, region, version=1):
    original(self, account_id, spec, region, version)
    self.snap_start = (spec.get("SnapStart") or {}).get("ApplyOn", "None")
    self.logging_config = _logging_config(self.function_name, spec.get("LoggingConfig"))
    self.invoke_configs = {}  # by qualifier; shared by the versions, which are shallow copies


@replaces(LambdaFunction, "get_configuration")
def _get_configuration(original, self, on_create=False):
    config = original(self, on_create)
    optimised = self.snap_start == "PublishedVersions" and self.version != "$LATEST"
    config["SnapStart"] = {
        "ApplyOn": self.snap_start,
        "OptimizationStatus": "On" if optimised else "Off",
    }
    config["LoggingConfig"] = self.logging_config
    return config


@replaces(LambdaFunction, "update_configuration")
def _update_configuration(original, self, updates):
    if "SnapStart" in updates:
        self.snap_start = updates["SnapStart"].get("ApplyOn", "None")
    if "LoggingConfig" in updates:
        self.logging_config = _logging_config(self.function_name, updates["LoggingConfig"])
    if "TracingConfig" in updates:
        self.tracing_config = updates["TracingConfig"]
    if "EphemeralStorage" in updates:
        self.ephemeral_storage = updates["EphemeralStorage"]["Size"]
    return original(self, updates)


@replaces(LambdaFunction, "update_function_code")
def _update_function_code(original, self, updates):
    if "Architectures" in updates:
        self.architectures = updates["Architectures"]
    return original(self, updates)


@replaces(LambdaResponse, "_set_configuration_qualifier")
def _set_configuration_qualifier(original, configuration, function_name, qualifier):
    """Asked for an alias, moto answers the ARN of the version; and it tells every caller the
    environment variables, which Lambda decrypts as the caller."""
    configuration = original(configuration, function_name, qualifier)
    arn = ":".join(configuration["FunctionArn"].split(":")[:7])
    if "Environment" in configuration and roles.denies_decryption(
        context.current(), arn, arn.split(":")[3]
    ):
        error = {"ErrorCode": "AccessDeniedException", "Message": _NOT_DECRYPTED}
        configuration["Environment"] = {"Error": error}
    qualifier = qualifier or function_name.split("function:")[-1].partition(":")[2]
    if qualifier:
        configuration["FunctionArn"] = f"{arn}:{qualifier}"
    return configuration


LambdaResponse._set_configuration_qualifier = staticmethod(
    LambdaResponse._set_configuration_qualifier
)


# -- versions --------------------------------------------------------------------------------------


def _content(function) -> dict:
    config = dict(function.get_configuration())
    for name in ("FunctionArn", "Version", "LastModified", "SnapStart"):
        del config[name]
    return {**config, "ApplyOn": function.snap_start}


@replaces(LambdaStorage, "publish_version")
def _publish_version(_original, self, name_or_arn, description=""):
    """moto publishes although nothing has changed, and gives a deleted version's number again."""
    latest = self.get_function_by_name_or_arn_forbid_qualifier(name_or_arn)
    versions = self._functions[latest.function_name]["versions"]
    if versions and _content(versions[-1]) == _content(latest):
        return versions[-1]
    latest.published = getattr(latest, "published", 0) + 1
    version = copy.copy(latest)
    version.set_version(latest.published)
    version.description = description or version.description
    versions.append(version)
    self._arns[version.function_arn] = version
    return version


@replaces(LambdaBackend, "update_function_code")
def _backend_update_function_code(_original, self, function_name, qualifier, body):
    """moto writes the new code into the version that it has just published a second time."""
    function = self.get_function(function_name, qualifier)
    config = function.update_function_code(body)
    if not body.get("Publish"):
        return config
    return self.publish_version(function_name).get_configuration()


# -- the resource policy: one for each qualifier ---------------------------------------------------


def _target(response: LambdaResponse, reference: str) -> Target:
    query = parse_qs(response.parsed_url.query)
    qualifier = query.get("Qualifier", [None])[0]
    return resolve(unquote(reference), qualifier, response.current_account, response.region)


def _statements(target: Target) -> list[dict]:
    return [s for s in target.latest.policy.statements if s["Resource"] == target.arn]


@replaces(LambdaResponse, "add_permission")
def _add_permission(original, self):
    """moto lets two statements have the same id."""
    target = _target(self, self.path.split("/")[-2])
    sid = self.json_body["StatementId"]
    if any(statement["Sid"] == sid for statement in _statements(target)):
        error = LambdaClientError(
            "ResourceConflictException",
            f"The statement id ({sid}) provided already exists. Please provide a new statement id, "
            "or remove the existing statement.",
        )
        error.code = 409
        raise error
    return original(self)


@replaces(LambdaResponse, "get_policy")
def _get_policy(_original, self):
    """moto answers the statements of every qualifier."""
    target = _target(self, self.path.split("/")[-2])
    statements = _statements(target)
    if not statements:
        raise GenericResourcNotFound()
    policy = {"Version": "2012-10-17", "Id": "default", "Statement": statements}
    return json.dumps({"Policy": json.dumps(policy), "RevisionId": target.latest.policy.revision})


@replaces(LambdaResponse, "remove_permission")
def _remove_permission(_original, self):
    """moto removes the first statement of that id, whatever its qualifier."""
    target = _target(self, self.path.split("/")[-3])
    sid = unquote(self.path.split("/")[-1])
    found = [statement for statement in _statements(target) if statement["Sid"] == sid]
    if not found:
        raise GenericResourcNotFound()
    target.latest.policy.statements.remove(found[0])
    return 204, {"status": 204}, ""


# -- asynchronous invocation: one configuration for each qualifier; moto keeps a list for a function


def _invoke_config(response: LambdaResponse, config: dict) -> str:
    target = _target(response, response.path.split("/")[-2])
    arn = ":".join(target.arn.split(":")[:7]) + f":{target.qualifier}"
    stored = EventInvokeConfig(arn, time.time(), config)
    target.latest.invoke_configs[target.qualifier] = stored
    return json.dumps(stored.response())


def _stored(response: LambdaResponse) -> tuple[Target, EventInvokeConfig]:
    target = _target(response, response.path.split("/")[-2])
    if target.qualifier not in target.latest.invoke_configs:
        raise UnknownEventConfig(target.arn)
    return target, target.latest.invoke_configs[target.qualifier]


@replaces(LambdaResponse, "put_function_event_invoke_config")
def _put_invoke_config(_original, self):
    return _invoke_config(self, self.json_body)


@replaces(LambdaResponse, "update_function_event_invoke_config")
def _update_invoke_config(_original, self):
    return _invoke_config(self, {**_stored(self)[1].config, **self.json_body})


@replaces(LambdaResponse, "get_function_event_invoke_config")
def _get_invoke_config(_original, self):
    return json.dumps(_stored(self)[1].response())


@replaces(LambdaResponse, "delete_function_event_invoke_config")
def _delete_invoke_config(_original, self):
    target, _ = _stored(self)
    del target.latest.invoke_configs[target.qualifier]
    return 204, {"status": 204}, ""


@replaces(LambdaResponse, "list_function_event_invoke_configs")
def _list_invoke_configs(_original, self):
    target = _target(self, self.path.split("/")[-3])
    configs = [config.response() for config in target.latest.invoke_configs.values()]
    return json.dumps({"FunctionEventInvokeConfigs": configs})


# -- invocation: moto loses the qualifier, waits for asynchronous ones, and needs Docker -----------


def route_invocations(functions: Functions) -> None:
    """Lets every invocation reach the deployed zip."""

    @replaces(LambdaResponse, "invoke")
    def _invoke(_original, self):
        target = _target(self, self.path.split("/functions/")[1].rpartition("/invocations")[0])
        payload = (self.body or "{}").encode()
        try:
            payloads.check(payload.decode())
        except ValueError as error:
            message = f"Could not parse request body into json: {error}"
            raise LambdaClientError("InvalidRequestContentException", message) from error
        kind = self.headers.get("X-Amz-Invocation-Type", "RequestResponse")
        if kind == "DryRun":
            return 204, {"status": 204}, ""
        if kind == "Event":
            functions.invoke_later(target.arn, payload)
            return 202, {"status": 202}, ""
        outcome = functions.invoke(target, payload)
        headers = {"X-Amz-Executed-Version": outcome.version, "Content-Type": "application/json"}
        if outcome.failed:
            headers["X-Amz-Function-Error"] = "Unhandled"
        if self.headers.get("X-Amz-Log-Type") == "Tail":
            headers["X-Amz-Log-Result"] = base64.b64encode(outcome.log).decode()
        return 200, headers, outcome.payload

    @replaces(LambdaFunction, "_invoke_lambda")
    def _invoke_lambda(_original, self, event=None):
        """What moto's own triggers call (streams, topics): still without a qualifier."""
        target = Target(self, self, str(self.version), self.function_arn)
        outcome = functions.invoke(target, json.dumps(event or {}).encode())
        return outcome.payload.decode(), outcome.failed, outcome.log.decode()

    @replaces(LambdaBackend, "delete_function")
    def _delete_function(original, self, function_name, qualifier=None):
        """moto deletes a version that an alias needs."""
        name, _, version = function_name.split("function:")[-1].partition(":")
        version = version or qualifier or ""
        for alias in self._lambdas._get_function_aliases(name).values() if version else ():
            weights = (alias.routing_config or {}).get("AdditionalVersionWeights", {})
            if version in (alias.function_version, *weights):
                message = f"{alias.arn} points to version {version}: update the alias first"
                error = LambdaClientError("ResourceConflictException", message)
                error.code = 409
                raise error
        original(self, function_name, qualifier)
        functions.forget(name, version)


# -- event source mappings: moto names the version in place of the alias, and triggers by itself ---


def _check_mapping(spec: dict, function, queue) -> None:
    """What Lambda refuses of a queue; `spec` is the whole mapping."""
    size, window = spec.get("BatchSize") or 10, spec.get("MaximumBatchingWindowInSeconds") or 0
    concurrency = (spec.get("ScalingConfig") or {}).get("MaximumConcurrency", 2)
    problems = {
        f"Queue visibility timeout: {queue.visibility_timeout} seconds is less than Function "
        f"timeout: {function.timeout} seconds": queue.visibility_timeout < function.timeout,
        "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater "
        "than 10": size > 10 and window < 1,
        f"MaximumConcurrency {concurrency} is not between 2 and 1000": not 2 <= concurrency <= 1000,
    }
    for message, found in problems.items():
        if found:
            raise LambdaClientError("InvalidParameterValueException", message)


def route_queues(mappings: Mappings) -> None:
    """Lets the mappings of queues be read here."""

    @replaces(LambdaBackend, "create_event_source_mapping")
    def _create(original, self, spec):
        source = spec.get("EventSourceArn") or ""
        queue = find_queue(source) if ":sqs:" in source else None
        if queue is None:
            return original(self, spec)
        target = resolve(spec["FunctionName"], None, self.account_id, self.region_name)
        _check_mapping(spec, target.function, queue)
        for other in self.list_event_source_mappings(queue.queue_arn, None):
            if other.function_arn == target.arn:
                error = LambdaClientError(
                    "ResourceConflictException",
                    f"The event source arn ({queue.queue_arn}) and function ({target.arn}) "
                    "provided mapping already exists. Please update or delete the existing mapping "
                    f"with UUID {other.uuid}",
                )
                error.code = 409
                raise error
        mapping = original(self, spec)
        mapping.function_arn = target.arn
        queue.lambda_event_source_mappings.clear()
        mappings.start(mapping)
        return mapping

    @replaces(LambdaBackend, "update_event_source_mapping")
    def _update(original, self, uuid, spec):
        mapping = self.get_event_source_mapping(uuid)
        queue = find_queue(mapping.event_source_arn) if mapping else None
        if queue is None:
            return original(self, uuid, spec)
        name = spec.get("FunctionName") or mapping.function_arn
        target = resolve(name, None, self.account_id, self.region_name)
        _check_mapping({**mapping.get_configuration(), **spec}, target.function, queue)
        original(self, uuid, spec)
        mapping.function_arn = target.arn
        return mapping
