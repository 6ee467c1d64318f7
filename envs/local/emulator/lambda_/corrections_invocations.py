"""Corrects moto 5.2.1 in invocations.

moto ignores the qualifier, lets the caller of an asynchronous invocation wait, and needs Docker.
"""

from __future__ import annotations

import base64
import json

from moto.awslambda.exceptions import LambdaClientError
from moto.awslambda.models import LambdaBackend, LambdaFunction
from moto.awslambda.responses import LambdaResponse

from .. import deep_json
from ..patching import replaces
from .functions import Functions
from .targets import Target, requested_target


def apply(functions: Functions) -> None:
    """Lets every invocation reach the deployed zip."""

    @replaces(LambdaResponse, "invoke")
    def _invoke(_original, self):
        reference = self.path.split("/functions/")[1].rpartition("/invocations")[0]
        target = requested_target(self, reference)
        payload = (self.body or "{}").encode()
        try:
            deep_json.check(payload.decode())
        except ValueError as error:
            message = f"Could not parse request body into json: {error}"
            raise LambdaClientError("InvalidRequestContentException", message) from error
        kind = self.headers.get("X-Amz-Invocation-Type", "RequestResponse")
        if kind == "DryRun":
            return 204, {"status": 204}, ""
        if kind == "Event":
            functions.invoke_async(target.arn, payload)
            return 202, {"status": 202}, ""
        context = base64.b64decode(self.headers.get("X-Amz-Client-Context", "")).decode()
        outcome = functions.invoke(target, payload, context)
        headers = {"X-Amz-Executed-Version": outcome.version, "Content-Type": "application/json"}
        if outcome.failed:
            headers["X-Amz-Function-Error"] = "Unhandled"
        if self.headers.get("X-Amz-Log-Type") == "Tail":
            headers["X-Amz-Log-Result"] = base64.b64encode(outcome.log).decode()
        return 200, headers, outcome.payload

    @replaces(LambdaFunction, "_invoke_lambda")
    def _invoke_lambda(_original, self, event=None):
        """Of moto's own triggers (streams, topics), which have no qualifier."""
        target = Target(self, self, str(self.version), self.function_arn)
        outcome = functions.invoke(target, json.dumps(event or {}).encode())
        return outcome.payload.decode(), outcome.failed, outcome.log.decode()

    @replaces(LambdaBackend, "delete_function")
    def _delete_function(original, self, function_name, qualifier=None):
        """moto deletes a version to which an alias points."""
        name, _, version = function_name.split("function:")[-1].partition(":")
        version = version or qualifier or ""
        for alias in self._lambdas._get_function_aliases(name).values() if version else ():
            weights = (alias.routing_config or {}).get("AdditionalVersionWeights", {})
            if version in (alias.function_version, *weights):
                message = f"{alias.arn} points to version {version}: update the alias first"
                error = LambdaClientError("ResourceConflictException", message)
                error.code = 409
                raise error
        original(self, function_name, qualifier)
        functions.delete(name, version)
