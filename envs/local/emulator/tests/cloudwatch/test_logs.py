"""The lines of a log group come in the order of their times, whatever stream they are in."""

import time

from ..harness import EmulatorTest


class Lines(EmulatorTest):
    def test_lines_of_two_streams_are_one_list_by_time(self):
        group, now = self.name("group"), int(time.time() * 1000)
        logs = self.logs
        logs.create_log_group(logGroupName=group)
        for stream, times in (("a", (1, 3)), ("b", (2, 4))):
            logs.create_log_stream(logGroupName=group, logStreamName=stream)
            logs.put_log_events(
                logGroupName=group,
                logStreamName=stream,
                logEvents=[{"timestamp": now + at, "message": str(at)} for at in times],
            )
        found = logs.filter_log_events(logGroupName=group)["events"]
        self.assertEqual(["1", "2", "3", "4"], [event["message"] for event in found])


class Keys(EmulatorTest):
    def test_a_log_group_gets_another_key_and_loses_it(self):
        group, logs = self.name("group"), self.logs
        keys = [f"arn:aws:kms:eu-west-1:123456789012:key/{name}" for name in ("first", "second")]

        def key():
            found = logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"]
            return found[0].get("kmsKeyId")

        logs.create_log_group(logGroupName=group, kmsKeyId=keys[0])
        self.assertEqual(keys[0], key())
        logs.associate_kms_key(logGroupName=group, kmsKeyId=keys[1])
        self.assertEqual(keys[1], key())
        logs.disassociate_kms_key(logGroupName=group)
        self.assertIsNone(key())
        with self.assertRaises(logs.exceptions.ResourceNotFoundException):
            logs.associate_kms_key(logGroupName=self.name("none"), kmsKeyId=keys[0])
