"""Corrects moto 5.2.1 in the configuration of asynchronous invocation.

Lambda has one configuration for each qualifier; moto keeps a list for each function. Importing this
module applies the correction.
"""

from __future__ import annotations

import json
import time

from moto.awslambda.exceptions import UnknownEventConfig
from moto.awslambda.models import EventInvokeConfig
from moto.awslambda.responses import LambdaResponse

from ..patching import replaces
from .targets import Target, requested_target


def _put_config(response: LambdaResponse, config: dict) -> str:
    target = requested_target(response, response.path.split("/")[-2])
    arn = ":".join(target.arn.split(":")[:7]) + f":{target.qualifier}"
    stored = EventInvokeConfig(arn, time.time(), config)
    target.latest.invoke_configs[target.qualifier] = stored
    return json.dumps(stored.response())


def _stored(response: LambdaResponse) -> tuple[Target, EventInvokeConfig]:
    target = requested_target(response, response.path.split("/")[-2])
    if target.qualifier not in target.latest.invoke_configs:
        raise UnknownEventConfig(target.arn)
    return target, target.latest.invoke_configs[target.qualifier]


@replaces(LambdaResponse, "put_function_event_invoke_config")
def _put_invoke_config(_original, self):
    return _put_config(self, self.json_body)


@replaces(LambdaResponse, "update_function_event_invoke_config")
def _update_invoke_config(_original, self):
    return _put_config(self, {**_stored(self)[1].config, **self.json_body})


@replaces(LambdaResponse, "get_function_event_invoke_config")
def _get_invoke_config(_original, self):
    return json.dumps(_stored(self)[1].response())


@replaces(LambdaResponse, "delete_function_event_invoke_config")
def _delete_invoke_config(_original, self):
    target, _ = _stored(self)
    del target.latest.invoke_configs[target.qualifier]
    return 204, {"status": 204}, ""


@replaces(LambdaResponse, "list_function_event_invoke_configs")
def _list_invoke_configs(_original, self):
    target = requested_target(self, self.path.split("/")[-3])
    configs = [config.response() for config in target.latest.invoke_configs.values()]
    return json.dumps({"FunctionEventInvokeConfigs": configs})
