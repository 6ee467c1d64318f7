"""DynamoDB's time to live: expired items are deleted. moto 5.2.1 keeps them.

AWS deletes an item within a few days of its time, the emulator within seconds. As on AWS, an item
whose time is more than five years ago stays, and the record of the deletion says who made it.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
"""

from __future__ import annotations

import time
from decimal import Decimal, InvalidOperation

from moto.dynamodb import dynamodb_backends
from moto.dynamodb.models.table import Table

from ..scheduler import Scheduler
from . import changes

_SECONDS = 1  # between two looks at the tables
_OLDEST = 5 * 365 * 86_400


def start(scheduler: Scheduler) -> None:
    """Deletes expired items from now on."""

    def sweep() -> None:
        try:
            for backends in list(dynamodb_backends.values()):
                for backend in list(backends.values()):
                    for table in list(backend.tables.values()):
                        if table.ttl.get("TimeToLiveStatus") == "ENABLED":
                            _expire(table)
        finally:
            scheduler.schedule(_SECONDS, sweep)

    scheduler.schedule(_SECONDS, sweep)


def _expire(table: Table) -> None:
    now, attribute = time.time(), table.ttl["AttributeName"]
    with changes.made_by(changes.TTL_IDENTITY):
        for item in list(table.all_items()):
            value = item.attrs.get(attribute)
            if value is None or value.type != "N":
                continue
            try:
                expires = Decimal(str(value.value))
            except InvalidOperation:
                continue
            if now - _OLDEST <= expires <= now:
                table.delete_item(item.hash_key, item.range_key)
