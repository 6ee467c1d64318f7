"""Corrects moto 5.2.1 in a function's configuration. Importing this module applies it.

moto loses attributes that the provider sets, so that every plan would set them again.
"""

from __future__ import annotations

import json

from moto.awslambda.exceptions import InvalidParameterValueException
from moto.awslambda.models import LambdaFunction
from moto.awslambda.responses import LambdaResponse

from .. import context
from ..iam import roles
from ..patching import replaces

_ENVIRONMENT_BYTES = 4_096
_NOT_DECRYPTED = (
    "Lambda was unable to decrypt your environment variables because the KMS access was denied. "
    "Please check your KMS permissions."
)


def _logging_config(name: str, given: dict | None) -> dict:
    config = {"LogFormat": "Text", "LogGroup": f"/aws/lambda/{name}", **(given or {})}
    if config["LogFormat"] == "JSON":
        return {"ApplicationLogLevel": "INFO", "SystemLogLevel": "INFO", **config}
    return config


def _refuse_too_many_variables(spec: dict) -> None:
    variables = (spec.get("Environment") or {}).get("Variables") or {}
    measured = json.dumps(variables, separators=(",", ":"), ensure_ascii=False)
    if len(measured.encode()) > _ENVIRONMENT_BYTES:
        raise InvalidParameterValueException(
            "Lambda was unable to configure your environment variables because the environment "
            f"variables you have provided exceeded the 4KB limit. String measured: {measured}"
        )


@replaces(LambdaFunction, "__init__")
def _init(original, self, account_id, spec, region, version=1):
    """moto takes environment variables of any size, and forgets their key."""
    _refuse_too_many_variables(spec)
    original(self, account_id, spec, region, version)
    self.snap_start = (spec.get("SnapStart") or {}).get("ApplyOn", "None")
    self.logging_config = _logging_config(self.function_name, spec.get("LoggingConfig"))
    self.kms_key_arn = spec.get("KMSKeyArn")
    self.invoke_configs = {}  # by qualifier; the versions share it, being shallow copies


@replaces(LambdaFunction, "get_configuration")
def _get_configuration(original, self, on_create=False):
    config = original(self, on_create)
    optimised = self.snap_start == "PublishedVersions" and self.version != "$LATEST"
    config["SnapStart"] = {
        "ApplyOn": self.snap_start,
        "OptimizationStatus": "On" if optimised else "Off",
    }
    config["LoggingConfig"] = self.logging_config
    if self.kms_key_arn:
        config["KMSKeyArn"] = self.kms_key_arn
    return config


@replaces(LambdaFunction, "update_configuration")
def _update_configuration(original, self, updates):
    _refuse_too_many_variables(updates)
    if "SnapStart" in updates:
        self.snap_start = updates["SnapStart"].get("ApplyOn", "None")
    if "LoggingConfig" in updates:
        self.logging_config = _logging_config(self.function_name, updates["LoggingConfig"])
    if "KMSKeyArn" in updates:  # an empty one takes it back
        self.kms_key_arn = updates["KMSKeyArn"]
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
    """For an alias moto returns the ARN of the version. It returns the environment variables to
    every caller; Lambda decrypts them as the caller."""
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
