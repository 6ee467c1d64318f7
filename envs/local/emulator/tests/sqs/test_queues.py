"""Queues are limited as in SQS."""

import json

from ..harness import EmulatorTest


class Queues(EmulatorTest):
    def test_a_queues_policy_has_8192_bytes(self):
        statement = {"Effect": "Allow", "Principal": "*", "Action": "sqs:*", "Resource": ""}
        policy = {"Version": "2012-10-17", "Statement": [statement]}
        statement["Resource"] = "r" * (8_192 - len(json.dumps(policy)))
        url, _ = self.queue(Policy=json.dumps(policy))
        statement["Resource"] += "r"
        attributes = {"Policy": json.dumps(policy)}
        put = self.sqs.set_queue_attributes
        code = self.error_code(put, QueueUrl=url, Attributes=attributes)
        self.assertEqual("InvalidAttributeValue", code)
