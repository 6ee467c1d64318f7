"""Corrects moto 5.2.1 in S3's access logs. Importing this module applies it.

moto fails where the policy of the target bucket has a statement for everybody, and ignores the
conditions of the others; and it loses the format of the logs' keys. It writes logs itself, and they
stay as they are: an object with one line before each request, with neither the key nor the caller,
and not below the folder of its bucket and day.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
"""

from __future__ import annotations

import json

from moto.core.responses import ActionResult
from moto.s3.models import FakeBucket
from moto.s3.responses import S3Response

from ..iam.service_principal import ServicePrincipal
from ..patching import replaces

_FORMATS = ("PartitionedPrefix", "SimplePrefix")


@replaces(FakeBucket, "_log_permissions_enabled_policy")
def _log_permissions_enabled_policy(_original, self, target_bucket, target_prefix):
    """In moto it is a static method, called on the bucket whose requests are logged."""
    if not target_bucket.policy:
        return False
    sender = ServicePrincipal("logging.s3.amazonaws.com", self.arn, self.account_id)
    resource = f"{target_bucket.arn}/{target_prefix or ''}*"
    return sender.is_allowed(json.loads(target_bucket.policy), "s3:PutObject", resource)


@replaces(S3Response, "get_bucket_logging")
def _get_bucket_logging(original, self):
    logging = self.backend.get_bucket_logging(self.bucket_name)
    given = logging.get("TargetObjectKeyFormat")
    if not given or logging.get("TargetGrants"):
        return original(self)
    # An element without content, as SimplePrefix is, is read as None.
    formats = {name: given[name] or {} for name in _FORMATS if name in given}
    self.data["Action"] = "GetBucketLogging"
    enabled = {name: logging[name] for name in ("TargetBucket", "TargetPrefix")}
    return self.serialized(
        ActionResult({"LoggingEnabled": {**enabled, "TargetObjectKeyFormat": formats}})
    )
