"""Where moto 5.2.1 departs from SQS, each with what would go wrong. Importing it applies them."""

from __future__ import annotations

import json

from moto.sqs.models import Queue

from .patching import replaces


@replaces(Queue, "_set_attributes")
def _set_attributes(original, self, attributes, now=None):
    """moto drops the queue's policy whenever another attribute is set."""
    policy = getattr(self, "policy", None)
    original(self, attributes, now)
    if "Policy" not in attributes:
        self.policy = policy


# moto does not tell the redrive allow policy: the provider would wait for it for ever.
Queue.redrive_allow_policy = None
Queue.BASE_ATTRIBUTES.append("RedriveAllowPolicy")

_attributes = Queue.attributes.fget


def _compact_attributes(self) -> dict:
    """moto puts white space into the redrive policy: every plan would take it out."""
    attributes = _attributes(self)
    if self.redrive_policy:
        attributes["RedrivePolicy"] = json.dumps(self.redrive_policy, separators=(",", ":"))
    return attributes


Queue.attributes = property(_compact_attributes)
