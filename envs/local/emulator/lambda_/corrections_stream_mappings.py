"""Corrects moto 5.2.1 in event source mappings of streams.

moto stores the version in place of the alias, returns no defaults, loses a changed metrics
configuration, accepts what Lambda refuses, and invokes the function by itself.
"""

from __future__ import annotations

from typing import Any

from moto.awslambda.exceptions import LambdaClientError
from moto.awslambda.models import EventSourceMapping, LambdaBackend
from moto.dynamodb import dynamodb_backends
from moto.events.exceptions import InvalidEventPatternException
from moto.events.models import EventPattern
from moto.kinesis.models import kinesis_backends

from ..iam import roles
from ..patching import replaces
from . import stream_failures, stream_sources
from .functions import Functions
from .stream_permissions import reads
from .stream_readers import StreamReader
from .targets import Target, resolve

_DEFAULTS = {
    "BatchSize": 100,
    "BisectBatchOnFunctionError": False,
    "DestinationConfig": {"OnFailure": {}},
    "FunctionResponseTypes": [],
    "MaximumBatchingWindowInSeconds": 0,
    "MaximumRecordAgeInSeconds": -1,
    "MaximumRetryAttempts": -1,
    "ParallelizationFactor": 1,
    "TumblingWindowInSeconds": 0,
}
_RANGES = {
    "BatchSize": [(1, 10_000)],
    "MaximumBatchingWindowInSeconds": [(0, 300)],
    "MaximumRecordAgeInSeconds": [(-1, -1), (60, 604_800)],
    "MaximumRetryAttempts": [(-1, 10_000)],
    "ParallelizationFactor": [(1, 10)],
}
_POSITIONS = {"kinesis": ("TRIM_HORIZON", "LATEST", "AT_TIMESTAMP")}
_TABLE_POSITIONS = ("TRIM_HORIZON", "LATEST")


def _refuse(message: str) -> LambdaClientError:
    return LambdaClientError("InvalidParameterValueException", message)


def _check(spec: dict, source: str, target: Target) -> None:
    """Raises what Lambda refuses; `spec` is the whole mapping."""
    for name, ranges in _RANGES.items():
        value = spec.get(name)
        if value is not None and not any(low <= value <= high for low, high in ranges):
            raise _refuse(f"{name} {value} is not within {ranges}")
    allowed = _POSITIONS.get(source.split(":")[2], _TABLE_POSITIONS)
    if spec.get("StartingPosition") not in allowed:
        raise _refuse(f"StartingPosition must be one of {list(allowed)}")
    for each in (spec.get("FilterCriteria") or {}).get("Filters") or []:
        try:
            EventPattern.load(each["Pattern"])
        except InvalidEventPatternException as error:
            raise _refuse(f"Invalid filter pattern definition: {error}") from None
    role = target.function.role
    missing = [each.action for each in reads(source) if not roles.allows(role, each)]
    if missing:
        raise _refuse(
            f"Cannot access stream {source}. Please ensure the role can perform "
            f"{', '.join(missing)} on your stream in IAM."
        )
    destination = ((spec.get("DestinationConfig") or {}).get("OnFailure") or {}).get("Destination")
    for each in stream_failures.needed(destination) if destination else []:
        if not roles.allows(role, each):
            raise _refuse(
                "The provided execution role does not have permissions to call "
                f"{each.action} on {destination}"
            )


def _forget(backend: LambdaBackend, arn: str) -> None:
    """Takes the mapping from the stream, so that writers wait for no function."""
    region, account, name = backend.region_name, backend.account_id, arn.split("/")[1]
    if ":kinesis:" in arn:
        owner = kinesis_backends[account][region].streams.get(name)
    else:
        owner = dynamodb_backends[account][region].tables.get(name)
    if owner:
        owner.lambda_event_source_mappings.clear()


@replaces(EventSourceMapping, "get_configuration")
def _configuration(original, self) -> dict[str, Any]:
    told = original(self)
    if not stream_sources.is_stream(self.event_source_arn):
        return told
    result = getattr(self, "last_result", "No records processed")
    return {**_DEFAULTS, **told, "LastProcessingResult": result}


def apply(functions: Functions) -> None:
    """Lets readers of their own read the streams."""

    @replaces(LambdaBackend, "create_event_source_mapping")
    def _create(original, self, spec):
        source = spec.get("EventSourceArn") or ""
        if not stream_sources.is_stream(source):
            return original(self, spec)
        if stream_sources.shards(source) is None:
            raise _refuse(f"Stream not found: {source}")
        target = resolve(spec["FunctionName"], None, self.account_id, self.region_name)
        _check(spec, source, target)
        for other in self.list_event_source_mappings(source, None):
            if other.function_arn == target.arn:
                error = LambdaClientError(
                    "ResourceConflictException",
                    f"The event source arn ({source}) and function ({target.arn}) provided mapping "
                    f"already exists. Please update or delete the existing mapping with UUID "
                    f"{other.uuid}",
                )
                error.code = 409
                raise error
        mapping = original(self, spec)
        mapping.function_arn = target.arn
        _forget(self, source)
        StreamReader(mapping, functions).start()
        return mapping

    @replaces(LambdaBackend, "update_event_source_mapping")
    def _update(original, self, uuid, spec):
        mapping = self.get_event_source_mapping(uuid)
        if mapping is None or not stream_sources.is_stream(mapping.event_source_arn):
            return original(self, uuid, spec)
        name = spec.get("FunctionName") or mapping.function_arn
        target = resolve(name, None, self.account_id, self.region_name)
        _check({**mapping.get_configuration(), **spec}, mapping.event_source_arn, target)
        original(self, uuid, spec)
        mapping.function_arn = target.arn
        if "MetricsConfig" in spec:
            mapping.metrics = spec["MetricsConfig"]
        return mapping
