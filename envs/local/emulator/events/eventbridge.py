"""Sends an event to the targets of the rules that match it.

moto cannot invoke functions, delivers for disabled rules too, and has neither permissions nor
retries nor dead-letter queues.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
"""

from __future__ import annotations

import copy
import json
import logging
import time
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from typing import Any

from moto.awslambda.exceptions import LambdaClientError
from moto.cloudwatch.models import cloudwatch_backends
from moto.events.models import Rule, events_backends

from ..cloudwatch.metrics import put_metric
from ..iam.service_principal import ServicePrincipal
from ..lambda_.functions import Functions
from ..lambda_.permissions import may_invoke
from ..messages import send
from ..patching import replaces
from ..sns.topics import find_topic, may_publish
from ..sqs.queues import find_queue, may_send

log = logging.getLogger(__name__)

_DEFAULT_RETRY_POLICY = {"MaximumRetryAttempts": 185, "MaximumEventAgeInSeconds": 86400}


class NonRetryableError(Exception):
    """A target cannot be reached, and a retry would not help. The code is EventBridge's."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class _Delivery:
    """An event for a target of a rule, at one of its attempts."""

    rule: Rule
    target: dict
    event: dict
    accepted: float
    retries: int = 0


class EventBridge:
    """Delivers events in place of moto."""

    def __init__(self, functions: Functions):
        self._functions = functions

        @replaces(Rule, "send_to_targets")
        def _send_to_targets(original, rule, event, transform_input=True):
            """Of PutEvents, and of events that other services of moto put."""
            others = copy.copy(rule)
            others.targets = [target for target in rule.targets if not _emulated(target)]
            if _matches(rule, event):
                original(others, event, transform_input)
                self._send(rule, _as_sent(event))

    def publish(self, account_id: str, region: str, event: dict) -> None:
        """Accepts an event of an AWS service, which goes to the default bus."""
        for rule in list(events_backends[account_id][region].event_buses["default"].rules.values()):
            if _matches(rule, event):
                self._send(rule, event)

    def _send(self, rule: Rule, event: dict) -> None:
        _put_metric(rule, "TriggeredRules")
        for target in rule.targets:
            if _emulated(target):
                delivery = _Delivery(rule, target, event, time.time())
                self._functions.scheduler.execute(self._deliver, delivery)

    def _deliver(self, delivery: _Delivery) -> None:
        try:
            self._invoke_target(delivery)
        except NonRetryableError as error:
            self._send_to_dead_letter_queue(delivery, error.code, str(error), {})
        except Exception as error:
            log.warning("%s: %s", delivery.target["Arn"], error)
            self._retry(delivery, error)

    def _invoke_target(self, delivery: _Delivery) -> None:
        arn, sender = delivery.target["Arn"], _sender(delivery.rule)
        if ":lambda:" in arn:
            try:
                allowed = may_invoke(sender, arn)
            except LambdaClientError as error:  # no such function, or alias
                raise NonRetryableError("NO_RESOURCE", error.message) from error
            action, call = "lambda:InvokeFunction", self._functions.invoke_async
            event: Any = json.dumps(delivery.event).encode()
        elif ":sns:" in arn:
            if find_topic(arn) is None:
                raise NonRetryableError("NO_RESOURCE", f"The topic {arn} does not exist")
            allowed = may_publish(sender, arn)
            action, call, event = "sns:Publish", send, delivery.event
        else:
            if find_queue(arn) is None:
                raise NonRetryableError("NO_RESOURCE", f"The queue {arn} does not exist")
            allowed = may_send(sender, arn)
            action, call, event = "sqs:SendMessage", send, delivery.event
        if not allowed:
            message = f"{sender.service} is not authorized to perform {action} on {arn}"
            raise NonRetryableError("NO_PERMISSIONS", message)
        call(arn, event)

    def _retry(self, delivery: _Delivery, error: Exception) -> None:
        policy = {**_DEFAULT_RETRY_POLICY, **delivery.target.get("RetryPolicy", {})}
        age = time.time() - delivery.accepted
        for limit, reached in (
            ("MaximumRetryAttempts", delivery.retries),
            ("MaximumEventAgeInSeconds", age),
        ):
            if reached >= policy[limit]:
                cause = {"EXHAUSTED_RETRY_CONDITION": limit, "RETRY_ATTEMPTS": delivery.retries}
                self._send_to_dead_letter_queue(delivery, "INTERNAL_ERROR", str(error), cause)
                return
        delays = self._functions.retry_delays
        delay = delays[min(delivery.retries, len(delays) - 1)]
        next_attempt = replace(delivery, retries=delivery.retries + 1)
        self._functions.scheduler.schedule(delay, self._deliver, next_attempt)

    def _send_to_dead_letter_queue(
        self, delivery: _Delivery, code: str, message: str, more: dict
    ) -> None:
        """Sends the event to the target's dead-letter queue, with the cause as attributes."""
        rule, target = delivery.rule, delivery.target
        dead_letters = target.get("DeadLetterConfig", {}).get("Arn")
        log.error("%s: %s for %s: %s", rule.arn, code, target["Arn"], message)
        _put_metric(rule, "FailedInvocations")
        if not dead_letters or not may_send(_sender(rule), dead_letters):
            log.error("%s: event dropped: it may send to no dead-letter queue", rule.arn)
            return
        cause = {"RULE_ARN": rule.arn, "TARGET_ARN": target["Arn"], **more}
        cause.update(ERROR_CODE=code, ERROR_MESSAGE=message)
        attributes = {
            name: {
                "DataType": "Number" if isinstance(value, int) else "String",
                "StringValue": str(value),
            }
            for name, value in cause.items()
        }
        send(dead_letters, delivery.event, attributes)


def _put_metric(rule: Rule, name: str) -> None:
    """A sample of a metric of the rule; of the default bus, the rule alone is the dimension.
    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html"""
    backend = cloudwatch_backends[rule.account_id][rule.region_name]
    put_metric(backend, "AWS/Events", name, 1, RuleName=rule.name)


def _sender(rule: Rule) -> ServicePrincipal:
    return ServicePrincipal("events.amazonaws.com", rule.arn, rule.account_id)


def _matches(rule: Rule, event: dict) -> bool:
    """Whether the rule is for this event. moto takes a rule without a pattern (a schedule) for one
    that matches every event."""
    pattern = rule.event_pattern
    return rule.state != "DISABLED" and bool(pattern.get_pattern()) and pattern.matches_event(event)


def _emulated(target: dict) -> bool:
    """Whether it is delivered here; moto delivers to other kinds, and what an input transforms."""
    changed = any(name.startswith("Input") for name in target)
    return target["Arn"].split(":")[2] in ("lambda", "sns", "sqs") and not changed


def _as_sent(event: dict) -> dict:
    """The event in EventBridge's form: moto has a number for the time, and a field of its own."""
    event = {name: value for name, value in event.items() if name != "ingestion-time"}
    if not isinstance(event["time"], str):
        at = datetime.fromtimestamp(float(event["time"]), timezone.utc)
        event["time"] = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return event
