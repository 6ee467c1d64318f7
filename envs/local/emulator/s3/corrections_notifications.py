"""Corrects moto 5.2.1 in a bucket's notification configuration. Importing this module applies it.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
"""

from __future__ import annotations

import itertools
import logging
import re
from urllib.parse import unquote_plus

import xmltodict
from moto.s3 import notifications as moto_notifications
from moto.s3.exceptions import (
    InvalidFilterRuleName,
    InvalidNotificationARN,
    MalformedXML,
    S3ClientError,
)
from moto.s3.models import FakeBucket, Notification, NotificationConfiguration
from moto.s3.notifications import S3NotificationEvent
from moto.s3.responses import S3Response

from .. import context
from ..patching import replaces
from ..timestamps import iso_now
from . import event_notifications

log = logging.getLogger(__name__)

# Events of S3 that are newer than this moto.
_NEWER_EVENTS = ["s3:ObjectAnnotation:*", "s3:ObjectAnnotation:Delete", "s3:ObjectAnnotation:Put"]
_EVENTS = sorted([*S3NotificationEvent.events(), *_NEWER_EVENTS])
_TARGETS = {"Topic": "topic", "Queue": "queue", "CloudFunction": "cloud_function"}
_SERVICES = {"Topic": "sns", "Queue": "sqs", "CloudFunction": "lambda"}
# Characters that are always encoded in the key of an event, and so in the value of a filter.
_UNENCODED = re.compile(r"[^A-Za-z0-9%+/_.~*!'()-]")

moto_notifications.send_event = event_notifications.collect
S3NotificationEvent.events = classmethod(lambda cls: _EVENTS)
# moto also takes "s3:" alone for an event.
S3NotificationEvent.is_event_valid = classmethod(lambda cls, name: name in _EVENTS)


@replaces(moto_notifications, "_get_test_event")
def _test_event(_original, bucket_name):
    """moto's test event has local time and no request id."""
    request = context.current()
    return {
        "Service": "Amazon S3",
        "Event": "s3:TestEvent",
        "Time": iso_now(),
        "Bucket": bucket_name,
        "RequestId": request.request_id,
        "HostId": request.host_id,
    }


def _filter(notification: Notification) -> tuple[str, str]:
    """The prefix and the suffix in the configuration."""
    rules = notification.filters.get("S3Key", {}).get("FilterRule", [])
    values = {rule["Name"]: rule["Value"] for rule in rules}
    return values.get("prefix", ""), values.get("suffix", "")


@replaces(Notification, "_key_matches")
def _key_matches(_original, self, key_name):
    """S3 compares a filter's value with the encoded key, as it is in an event; moto with the key.

    A value that has unencoded characters matches no key.
    """
    prefix, suffix = _filter(self)
    if _UNENCODED.search(prefix + suffix):
        return False
    return key_name.startswith(unquote_plus(prefix)) and key_name.endswith(unquote_plus(suffix))


def _one_in_the_other(one: str, other: str) -> bool:
    """Whether one event can match both names: equal names, or a name and its wildcard."""
    return one == other or any(
        wildcard.endswith(":*") and single.startswith(wildcard[:-1])
        for wildcard, single in ((one, other), (other, one))
    )


def _refuse_overlap(notifications: list[Notification]) -> None:
    """S3 refuses rules that could match the same event; moto accepts them."""
    for notification in notifications:
        for one, other in itertools.combinations(notification.events, 2):
            if _one_in_the_other(one, other):
                raise _overlap()
    for one, other in itertools.combinations(notifications, 2):
        pairs = itertools.product(one.events, other.events)
        if not any(_one_in_the_other(*pair) for pair in pairs):
            continue
        (prefix, suffix), (prefix2, suffix2) = _filter(one), _filter(other)
        if not (prefix.startswith(prefix2) or prefix2.startswith(prefix)):
            continue
        if not (suffix.endswith(suffix2) or suffix2.endswith(suffix)):
            continue
        if prefix or suffix or prefix2 or suffix2:
            raise S3ClientError(
                "InvalidArgument",
                "Configuration is ambiguously defined. Cannot have overlapping suffixes in two "
                "rules if the prefixes are overlapping for the same event type.",
            )
        raise _overlap()


def _overlap() -> S3ClientError:
    message = "Configurations overlap. Configurations on the same bucket cannot share a common "
    return S3ClientError("InvalidArgument", message + "event type.")


def _refuse_duplicate_ids(notifications: list[Notification]) -> None:
    ids = [notification.id for notification in notifications]
    if len(ids) > len(set(ids)):
        message = "Same ID used for multiple configurations. Configuration IDs must be unique"
        raise S3ClientError("InvalidArgument", message)


@replaces(S3Response, "_notification_config_from_body")
def _notification_config_from_body(_original, self):
    """moto trims ids and values, refuses an empty value and a capitalised name of a rule, and
    fails with an error 500 for an unknown one."""
    lists = {"Event", "FilterRule", *(f"{name}Configuration" for name in _TARGETS)}
    parsed = xmltodict.parse(self.body, strip_whitespace=False, force_list=lists)
    given, found = parsed["NotificationConfiguration"] or {}, {}
    for name, service in _SERVICES.items():
        rules = [_rule(name, service, raw) for raw in given.get(f"{name}Configuration", [])]
        if rules:
            found[f"{name}Configuration"] = rules
    if "EventBridgeConfiguration" in given:
        found["EventBridgeConfiguration"] = {}
    return found


def _rule(name: str, service: str, raw: dict) -> dict:
    if not re.match(rf"arn:[a-z-]+:{service}:", raw.get(name) or ""):
        raise InvalidNotificationARN()
    if not raw.get("Event"):
        raise MalformedXML()
    rule = {name: raw[name], "Event": raw["Event"]}
    if raw.get("Id"):
        rule["Id"] = raw["Id"]
    parts = ((raw.get("Filter") or {}).get("S3Key") or {}).get("FilterRule") or []
    filters = [{"Name": p["Name"].lower(), "Value": p.get("Value") or ""} for p in parts]
    for part in filters:
        if part["Name"] not in ("prefix", "suffix"):
            raise InvalidFilterRuleName(part["Name"])
        if [other["Name"] for other in filters].count(part["Name"]) > 1:
            message = f"Cannot specify more than one {part['Name']} rule in a filter."
            raise S3ClientError("InvalidArgument", message)
    if filters:
        rule["Filter"] = {"S3Key": {"FilterRule": filters}}
    return rule


@replaces(FakeBucket, "set_notification_configuration")
def _set_notification_configuration(original, self, configuration):
    """S3 refuses a target that it may not notify; moto accepts it, and nothing would arrive."""
    given = configuration or {}
    declared = {kind: given.get(f"{name}Configuration") for name, kind in _TARGETS.items()}
    rules = NotificationConfiguration(**declared)  # refuses unknown events
    _refuse_overlap([*rules.topic, *rules.queue, *rules.cloud_function])
    _refuse_duplicate_ids([*rules.topic, *rules.queue, *rules.cloud_function])
    for kind in _TARGETS.values():
        for item in getattr(rules, kind):
            try:
                allowed = event_notifications.may_notify(kind, item.arn, self)
            except Exception:  # no such function or alias
                allowed = False
            if not allowed:
                message = "Unable to validate the following destination configurations"
                raise S3ClientError("InvalidArgument", message)
    before = self.notification_configuration
    try:
        original(self, configuration)
    except S3ClientError:
        self.notification_configuration = before  # moto keeps the refused configuration
        raise
    for item in [*rules.topic, *rules.queue, *rules.cloud_function]:
        raw = [value for value in _filter(item) if _UNENCODED.search(value)]
        if raw:
            log.warning("%s: the filter %s is not form-encoded: it matches no key", self.name, raw)


@replaces(S3Response, "get_bucket_notification")
def _get_bucket_notification(original, self):
    """moto stores the EventBridge flag and never returns it: every plan would set it again. S3
    returns the names of a filter's rules capitalised, however they were put."""
    status, headers, body = original(self)
    body = body.decode() if isinstance(body, bytes) else body
    body = re.sub("(?<=<Name>)(prefix|suffix)(?=</Name>)", lambda m: m[1].capitalize(), body)
    stored = self.backend.get_bucket_notification_configuration(self.bucket_name)
    if stored and stored.event_bridge is not None:
        start, _, _ = body.partition("</NotificationConfiguration>")
        start = re.sub(r"/>$", ">", start.rstrip())  # nothing else is configured
        body = f"{start}<EventBridgeConfiguration/></NotificationConfiguration>"
    return status, headers, body
