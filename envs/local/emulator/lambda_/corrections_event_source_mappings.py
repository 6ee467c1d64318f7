"""Corrects moto 5.2.1 in event source mappings of queues.

moto stores the version in place of the alias, and invokes the function by itself.
"""

from __future__ import annotations

from moto.awslambda.exceptions import LambdaClientError
from moto.awslambda.models import LambdaBackend

from ..patching import replaces
from ..sqs.queues import find_queue
from .event_source_mappings import EventSourceMappings
from .targets import resolve


def _check_mapping(spec: dict, function, queue) -> None:
    """Raises what Lambda refuses for a queue; `spec` is the whole mapping."""
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


def apply(mappings: EventSourceMappings) -> None:
    """Lets the pollers of `mappings` read the queues."""

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
