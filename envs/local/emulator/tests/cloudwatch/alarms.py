"""Makes every alarm of a stack fire, and prints the commands that their descriptions say.

    python -m emulator.tests.cloudwatch.alarms fire PREFIX PATTERN QUEUE_URL
    python -m emulator.tests.cloudwatch.alarms commands PREFIX PATTERN [PLACEHOLDER=VALUE...]

PREFIX begins the names of the alarms, and the pattern is found in them. The queue has what the
alarms' topic sends.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from typing import Callable, Iterable

import boto3

_COMMAND = re.compile(r"\bmake(?: [a-z-]+)+(?: [A-Z_]+=(?:<[^>]*>|[^\s<])*)+")
_SECONDS = 120
_PAUSE = 0.5


def alarms(prefix: str, pattern: str) -> list[dict]:
    """Those of the stack: also one that is added later, which nobody need remember here."""
    pages = boto3.client("cloudwatch").get_paginator("describe_alarms")
    found = pages.paginate(AlarmNamePrefix=prefix)
    every = [alarm for page in found for alarm in page["MetricAlarms"]]
    return [alarm for alarm in every if re.search(pattern, alarm["AlarmName"][len(prefix) :])]


def breaching(alarm: dict) -> dict | None:
    """A sample beyond the threshold; None where the absence of samples is what the alarm is for."""
    if alarm["ComparisonOperator"] == "GreaterThanThreshold":
        names = {key: alarm[key] for key in ("MetricName", "Dimensions")}
        return {**names, "Value": alarm["Threshold"] + 1}
    if alarm["ComparisonOperator"] == "LessThanThreshold" and (
        alarm["TreatMissingData"] == "breaching"
    ):
        return None
    raise ValueError(f"how does {alarm['AlarmName']} fire? {alarm['ComparisonOperator']}")


def fire(prefix: str, pattern: str, queue: str) -> list[str]:
    """Makes each alarm fire; returns the names of those that sent nothing, or another text."""
    waited = {alarm["AlarmName"]: alarm for alarm in alarms(prefix, pattern)}
    print(f"{len(waited)} alarms")
    if not waited:
        return [f"{prefix}…{pattern}"]
    # One that has fired by its real cause, and still does, says nothing more.
    cloudwatch, began = boto3.client("cloudwatch"), time.monotonic()
    for name in waited:
        cloudwatch.set_alarm_state(AlarmName=name, StateValue="OK", StateReason="the test begins")
    while waited and time.monotonic() < began + _SECONDS:
        for alarm in waited.values():
            sample = breaching(alarm)
            if sample:
                cloudwatch.put_metric_data(Namespace=alarm["Namespace"], MetricData=[sample])
        for message in _messages(queue):
            alarm = waited.get(message.get("AlarmName"))
            if alarm and message["NewStateValue"] == "ALARM":
                if message["AlarmDescription"] == alarm["AlarmDescription"]:
                    print(f"{time.monotonic() - began:4.0f} s  {alarm['AlarmName']}")
                    del waited[alarm["AlarmName"]]
        time.sleep(_PAUSE)
    return sorted(waited)


def commands(described: list[dict], given: dict[str, str]) -> dict[str, list[str]]:
    """What their descriptions say to type, each with the alarms that say it; the longest first."""
    found: dict[str, list[str]] = {}
    for alarm in described:
        words = [text.rstrip(".,") for text in _COMMAND.findall(alarm["AlarmDescription"])]
        if not words:
            raise ValueError(f"the description of {alarm['AlarmName']} has no command of make")
        for command in words:
            for placeholder, value in given.items():
                command = command.replace(f"<{placeholder}>", value)
            if "<" in command:
                raise ValueError(f"{alarm['AlarmName']}: what is to be filled in? {command}")
            found.setdefault(command, []).append(alarm["AlarmName"])
    return dict(sorted(found.items(), key=lambda each: (-len(each[0].split()), each[0])))


def without_repetition(said: Iterable[str], settings_of: Callable[[str], set]) -> dict[str, str]:
    """What of each command has to be typed: targets that ran with the same settings are left out.

    make runs the targets of a command one after the other, each with the settings that it knows.
    make apply ends with the smoke tests of every source.
    """
    ran: set[tuple] = set()
    typed = {}
    for command in said:
        words = command.split()[1:]
        settings = [word for word in words if "=" in word]
        runs = {}
        for target in [word for word in words if "=" not in word]:
            known = settings_of(target)
            runs[target] = (target, *[each for each in settings if each.split("=")[0] in known])
        applied = any(run[0] == "apply" for run in ran)
        rest = [
            target
            for target, run in runs.items()
            if run not in ran and not (target == "smoke" and applied)
        ]
        typed[command] = " ".join(["make", *rest, *settings]) if rest else ""
        ran.update(runs.values())
    return typed


def _settings_of(target: str) -> set[str]:
    listed = subprocess.run(
        [".make/lib/settings", "of", target, "all"], check=True, capture_output=True, text=True
    )
    return {line.split("=")[0] for line in listed.stdout.splitlines()}


def _messages(queue: str) -> list[dict]:
    sqs = boto3.client("sqs")
    taken = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
    for message in taken:
        sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
    return [json.loads(json.loads(message["Body"])["Message"]) for message in taken]


if __name__ == "__main__":
    if sys.argv[1] == "fire":
        mute = fire(*sys.argv[2:])
        print("\n".join(f"this alarm did not fire, or told nobody: {name}" for name in mute))
        sys.exit(bool(mute))
    filled = dict(word.split("=", 1) for word in sys.argv[4:])
    said = commands(alarms(*sys.argv[2:4]), filled)
    for each, rest in without_repetition(said, _settings_of).items():
        print(each, ", ".join(said[each]), rest, sep="\t")
