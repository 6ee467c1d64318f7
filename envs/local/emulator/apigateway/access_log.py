"""The access log of a stage: a line for each request, in a log group of CloudWatch.

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
"""

from __future__ import annotations

import logging
import threading
import time

from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.exceptions import JsonRESTError, ServiceException
from moto.logs.models import LogsBackend, logs_backends

from .exchange import Exchange
from .templates import TemplateError, escaped, render

log = logging.getLogger(__name__)


class AccessLog:
    """Writes the lines. Each stage has one stream, which is made with its first line."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def write(self, exchange: Exchange) -> None:
        """Writes the line of an answered request, if its stage has a log."""
        settings = exchange.stage.access_log_settings or {}
        arn, template = settings.get("destinationArn", ""), settings.get("format", "")
        if not arn or not template:
            return
        _, _, _, region, _, _, group = arn.removesuffix(":*").split(":", 6)
        backend = logs_backends[DEFAULT_ACCOUNT_ID][region]
        stream = f"{exchange.api.id}/{exchange.stage.name}"
        # Values that the client chose must not end the line, or the JSON string that they are in.
        exchange.context = {name: escaped(text) for name, text in exchange.context.items()}
        try:
            line = render(template, exchange, absent="-")
            self._put(backend, group, stream, line.rstrip("\n"))
        except (JsonRESTError, ServiceException, TemplateError) as error:  # such as a deleted group
            log.error("no line in the access log %s: %s", group, error)

    def _put(self, backend: LogsBackend, group: str, stream: str, line: str) -> None:
        with self._lock:
            if group in backend.groups and stream not in backend.groups[group].streams:
                backend.create_log_stream(group, stream)
        event = {"timestamp": int(time.time() * 1000), "message": line}
        backend.put_log_events(group, stream, [event])
