"""Corrects moto 5.2.1 where it departs from SQS. Importing this module applies it."""

from __future__ import annotations

import json
import time

from moto.sqs.exceptions import InvalidAttributeValue
from moto.sqs.models import Queue, SQSBackend

from ..patching import replaces


_POLICY_BYTES = 8_192


@replaces(Queue, "_set_attributes")
def _set_attributes(original, self, attributes, now=None):
    """moto deletes the queue's policy whenever another attribute is set, and takes any size."""
    if len((attributes.get("Policy") or "").encode()) > _POLICY_BYTES:
        raise InvalidAttributeValue("Policy")
    policy = getattr(self, "policy", None)
    original(self, attributes, now)
    if "Policy" not in attributes:
        self.policy = policy


# moto does not return the redrive allow policy: the provider would wait for it for ever.
Queue.redrive_allow_policy = None
Queue.BASE_ATTRIBUTES.append("RedriveAllowPolicy")

_attributes = Queue.attributes.fget


def _compact_attributes(self) -> dict:
    """moto returns the redrive policy with white space: every plan would set it again."""
    attributes = _attributes(self)
    if self.redrive_policy:
        attributes["RedrivePolicy"] = json.dumps(self.redrive_policy, separators=(",", ":"))
    return attributes


Queue.attributes = property(_compact_attributes)


# Requests run in threads. moto loses a message that is sent while another is deleted, and gives one
# message to two receivers at the same time. A receiver that waits releases the lock meanwhile.


def _one_at_a_time(original, self, *arguments, **options):
    queue = self
    if isinstance(self, SQSBackend):
        queue = self.get_queue(arguments[0] if arguments else options["queue_name"])
    with queue._messages_lock:
        return original(self, *arguments, **options)


for _owner, _names in (
    (Queue, ("add_message", "delete_message")),
    (SQSBackend, ("receive_message", "change_message_visibility", "purge_queue")),
):
    for _name in _names:
        replaces(_owner, _name)(_one_at_a_time)


# moto counts the messages of a queue whenever one is sent or received, and slowly: minutes for
# 10,000 messages. Here a number is counted when it is returned.


def _is_visible(message, now: float) -> bool:
    return message.visible_at < now and message.delayed_until <= now


_COUNTED = {
    "": _is_visible,
    "_not_visible": lambda message, now: message.visible_at >= now,
    "_delayed": lambda message, now: message.delayed_until > now,
}


class _Count:
    def __init__(self, queue, name):
        self._queue, self._counted = queue, _COUNTED[name]

    def __str__(self):
        now = time.time() * 1000
        return str(sum(self._counted(message, now) for message in list(self._queue._messages)))


def _messages(self) -> list:
    now = time.time() * 1000
    return [message for message in self._messages if _is_visible(message, now)]


Queue.messages = property(_messages)
for _name in _COUNTED:
    _number = property(lambda self, name=_name: _Count(self, name))
    setattr(Queue, f"approximate_number_of_messages{_name}", _number)


@replaces(SQSBackend, "is_message_valid_based_on_retention_period")
def _is_retained(_original, self, queue_name, message):
    kept = self.get_queue(queue_name).message_retention_period
    return message.sent_timestamp / 1000 + kept > time.time()
