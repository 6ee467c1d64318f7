"""EventBridge: sends an event to the targets of the rules that match it.

moto does not reach functions, delivers for disabled rules too, and knows neither permissions nor
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
from moto.events.exceptions import InvalidEventPatternException
from moto.events.models import EventPattern, EventPatternParser, Rule, events_backends

from ..lambda_.functions import Functions, send
from ..patching import replaces
from ..lambda_.permissions import Sender, find_queue

log = logging.getLogger(__name__)

_DEFAULT_POLICY = {"MaximumRetryAttempts": 185, "MaximumEventAgeInSeconds": 86400}


class NotRetried(Exception):
    """Why a target cannot be reached, where trying again would not help."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class _Delivery:
    """An event on its way to a target of a rule."""

    rule: Rule
    target: dict
    event: dict
    accepted: float
    retries: int = 0


class EventBridge:
    """Delivers events, and takes the place of moto's delivery."""

    def __init__(self, functions: Functions):
        self._functions = functions

        @replaces(Rule, "send_to_targets")
        def _send_to_targets(original, rule, event, transform_input=True):
            """PutEvents, and what other services of moto report."""
            others = copy.copy(rule)
            others.targets = [target for target in rule.targets if not _emulated(target)]
            if _listens(rule, event):
                original(others, event, transform_input)
                self._send(rule, _as_sent(event))

    def publish(self, account_id: str, region: str, event: dict) -> None:
        """Takes an event of an AWS service: those go to the default bus."""
        for rule in list(events_backends[account_id][region].event_buses["default"].rules.values()):
            if _listens(rule, event):
                self._send(rule, event)

    def _send(self, rule: Rule, event: dict) -> None:
        for target in rule.targets:
            if _emulated(target):
                delivery = _Delivery(rule, target, event, time.time())
                self._functions.soon(self._deliver, delivery)

    def _deliver(self, delivery: _Delivery) -> None:
        try:
            self._hand_over(delivery)
        except NotRetried as error:
            self._give_up(delivery, error.code, str(error), {})
        except Exception as error:
            log.warning("%s: %s", delivery.target["Arn"], error)
            self._retry(delivery, error)

    def _hand_over(self, delivery: _Delivery) -> None:
        arn, sender = delivery.target["Arn"], _sender(delivery.rule)
        if ":lambda:" in arn:
            try:
                allowed = sender.may_invoke(arn)
            except LambdaClientError as error:  # no such function, or alias
                raise NotRetried("NO_RESOURCE", error.message) from error
            action, call = "lambda:InvokeFunction", self._functions.invoke_later
            event: Any = json.dumps(delivery.event).encode()
        else:
            if find_queue(arn) is None:
                raise NotRetried("NO_RESOURCE", f"The queue {arn} does not exist")
            allowed = sender.may_send(arn)
            action, call, event = "sqs:SendMessage", send, delivery.event
        if not allowed:
            message = f"{sender.service} is not authorized to perform {action} on {arn}"
            raise NotRetried("NO_PERMISSIONS", message)
        call(arn, event)

    def _retry(self, delivery: _Delivery, error: Exception) -> None:
        policy = {**_DEFAULT_POLICY, **delivery.target.get("RetryPolicy", {})}
        age = time.time() - delivery.accepted
        for limit, reached in (
            ("MaximumRetryAttempts", delivery.retries),
            ("MaximumEventAgeInSeconds", age),
        ):
            if reached >= policy[limit]:
                told = {"EXHAUSTED_RETRY_CONDITION": limit, "RETRY_ATTEMPTS": delivery.retries}
                return self._give_up(delivery, "INTERNAL_ERROR", str(error), told)
        delays = self._functions.retry_delays
        delay = delays[min(delivery.retries, len(delays) - 1)]
        self._functions.later(
            delay, self._deliver, replace(delivery, retries=delivery.retries + 1)
        )

    def _give_up(self, delivery: _Delivery, code: str, message: str, more: dict) -> None:
        """Puts the event into the target's dead-letter queue, with its cause."""
        rule, target = delivery.rule, delivery.target
        dead_letters = target.get("DeadLetterConfig", {}).get("Arn")
        log.error("%s: %s for %s: %s", rule.arn, code, target["Arn"], message)
        if not dead_letters or not _sender(rule).may_send(dead_letters):
            log.error("%s: event dropped: there is no dead-letter queue it may send to", rule.arn)
            return
        told = {"RULE_ARN": rule.arn, "TARGET_ARN": target["Arn"], **more}
        told.update(ERROR_CODE=code, ERROR_MESSAGE=message)
        attributes = {
            name: {
                "DataType": "Number" if isinstance(value, int) else "String",
                "StringValue": str(value),
            }
            for name, value in told.items()
        }
        send(dead_letters, delivery.event, attributes)


def _sender(rule: Rule) -> Sender:
    return Sender("events.amazonaws.com", rule.arn, rule.account_id)


def _listens(rule: Rule, event: dict) -> bool:
    """A rule with a schedule alone has no pattern: to moto, that is one that matches everything."""
    pattern = rule.event_pattern
    return rule.state != "DISABLED" and bool(pattern.get_pattern()) and pattern.matches_event(event)


def _emulated(target: dict) -> bool:
    """Whether it is delivered here: moto does other kinds, and those that change the event."""
    changed = any(name.startswith("Input") for name in target)
    return target["Arn"].split(":")[2] in ("lambda", "sqs") and not changed


def _as_sent(event: dict) -> dict:
    """moto has a number for the time, and a field of its own."""
    event = {name: value for name, value in event.items() if name != "ingestion-time"}
    if not isinstance(event["time"], str):
        at = datetime.fromtimestamp(float(event["time"]), timezone.utc)
        event["time"] = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return event


@replaces(EventPattern, "_wildcard_match")
def _wildcard_match(original, item, pattern):
    """moto's `*` does not match a newline, which a key may hold."""
    return isinstance(item, str) and original(item.replace("\n", " "), pattern.replace("\n", " "))


_MATCHERS = "prefix suffix equals-ignore-case wildcard anything-but numeric exists cidr".split()


@replaces(EventPatternParser, "_validate_event_pattern")
def _validate_event_pattern(original, self, pattern: dict[str, Any]) -> None:
    """moto takes a matcher that it does not know for one that always matches, and of two in one
    object it follows the first. EventBridge refuses both."""
    original(self, pattern)
    for name, values in pattern.items():
        for value in values if isinstance(values, list) else []:
            if name == "$or":
                self._validate_event_pattern(value)
            elif isinstance(value, dict):
                if len(value) != 1:
                    raise InvalidEventPatternException(
                        reason="Only one key allowed in match expression"
                    )
                if next(iter(value)) not in _MATCHERS:
                    raise InvalidEventPatternException(
                        reason=f"Unrecognized match type {next(iter(value))}"
                    )
