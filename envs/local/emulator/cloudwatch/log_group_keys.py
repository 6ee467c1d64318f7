"""Gives a log group that is there another key, or takes it away. Importing this module adds it.

moto 5.2.1 takes a key when a log group is made, and knows neither call: a stack that goes over to a
customer key changes the log groups that it has.
"""

from __future__ import annotations

from moto.logs.exceptions import ResourceNotFoundException
from moto.logs.responses import LogsResponse


def _set_key(response: LogsResponse, key: str | None) -> str:
    groups = response.logs_backend.groups
    name = response._get_param("logGroupName")
    if name not in groups:
        raise ResourceNotFoundException()
    groups[name].kms_key_id = key
    return ""


def _associate_kms_key(self) -> str:
    return _set_key(self, self._get_param("kmsKeyId"))


def _disassociate_kms_key(self) -> str:
    return _set_key(self, None)


LogsResponse.associate_kms_key = _associate_kms_key
LogsResponse.disassociate_kms_key = _disassociate_kms_key
