"""Corrects moto 5.2.1 where it departs from SNS. Importing this module applies it."""

from __future__ import annotations

import logging

from moto.core.exceptions import ServiceException
from moto.sns.models import Subscription

from ..patching import replaces

log = logging.getLogger(__name__)


@replaces(Subscription, "publish")
def _publish(original, self, *arguments, **options):
    """In moto a queue that is gone keeps a message from the subscriptions after its own."""
    try:
        return original(self, *arguments, **options)
    except ServiceException as error:
        log.warning("%s: nothing is sent to %s: %s", self.topic.arn, self.endpoint, error)
