"""Corrects moto 5.2.1 in the trails of CloudTrail. Importing this module applies it.

A trail may be named by its ARN everywhere; moto knows only the name in some calls, which then end
with an error 500, and returns all trails whichever are asked for.
"""

from __future__ import annotations

import json
from typing import Any, Callable

from moto.cloudtrail.models import CloudTrailBackend
from moto.cloudtrail.responses import CloudTrailResponse

from ..patching import replaces


def _name_of(trail: str) -> str:
    return trail.rpartition(":trail/")[2]


def _by_name(original: Callable, self: CloudTrailBackend, name: str) -> Any:
    return original(self, self.get_trail(_name_of(name)).trail_name)


for _call in ("delete_trail", "start_logging", "stop_logging"):
    replaces(CloudTrailBackend, _call)(_by_name)


@replaces(CloudTrailResponse, "describe_trails")
def _describe_trails(original, self):
    found = json.loads(original(self))
    wanted = {_name_of(name) for name in self._get_param("trailNameList") or []}
    if wanted:
        found["trailList"] = [each for each in found["trailList"] if each["Name"] in wanted]
    return json.dumps(found)
