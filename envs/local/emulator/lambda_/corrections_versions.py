"""Corrects moto 5.2.1 in publishing versions. Importing this module applies it.
"""

from __future__ import annotations

import copy

from moto.awslambda.models import LambdaBackend, LambdaStorage

from ..patching import replaces


def _content(function) -> dict:
    config = dict(function.get_configuration())
    for name in ("FunctionArn", "Version", "LastModified", "SnapStart"):
        del config[name]
    return {**config, "ApplyOn": function.snap_start}


@replaces(LambdaStorage, "publish_version")
def _publish_version(_original, self, name_or_arn, description=""):
    """moto publishes a version although nothing has changed, and reuses a deleted one's number."""
    latest = self.get_function_by_name_or_arn_forbid_qualifier(name_or_arn)
    versions = self._functions[latest.function_name]["versions"]
    if versions and _content(versions[-1]) == _content(latest):
        return versions[-1]
    latest.published = getattr(latest, "published", 0) + 1
    version = copy.copy(latest)
    version.set_version(latest.published)
    version.description = description or version.description
    versions.append(version)
    self._arns[version.function_arn] = version
    return version


@replaces(LambdaBackend, "update_function_code")
def _backend_update_function_code(_original, self, function_name, qualifier, body):
    """With `Publish` moto writes the new code into a published version, not into a new one."""
    function = self.get_function(function_name, qualifier)
    config = function.update_function_code(body)
    if not body.get("Publish"):
        return config
    return self.publish_version(function_name).get_configuration()
