"""Stands in for a Java function: asks the Runtime API for events and does what they say."""

import base64
import json
import os
import sys
import time
import urllib.request

API = f"http://{os.environ['AWS_LAMBDA_RUNTIME_API']}/2018-06-01/runtime"


def post(path, body):
    urllib.request.urlopen(urllib.request.Request(API + path, json.dumps(body).encode())).read()


if os.environ.get("FAIL_INIT"):
    post("/init/error", {"errorType": "Settings", "errorMessage": "nothing is set"})
    sys.exit(1)
while True:
    with urllib.request.urlopen(API + "/invocation/next") as answer:
        event, headers = json.loads(answer.read()), answer.headers
    request_id = headers["Lambda-Runtime-Aws-Request-Id"]
    print("handling", json.dumps(event), flush=True)
    for line in event.get("print", []) if isinstance(event, dict) else []:
        print(line, flush=True)
    # A queue's messages say what to do with themselves; the last one that says so decides.
    records = event.get("Records", []) if isinstance(event, dict) else []
    bodies = [json.loads(r["body"]) for r in records if r.get("eventSource") == "aws:sqs"]
    for body in bodies:
        event.update({name: body[name] for name in ("do", "seconds", "answer") if name in body})
    # A stream's records do so, too: the data of Kinesis, or the item of DynamoDB.
    for record in records:
        inner = record.get("kinesis") or record.get("dynamodb")
        if inner:
            told = inner.get("NewImage", {}).get("told", {"S": "{}"})["S"]
            told = base64.b64decode(inner["data"]) if "data" in inner else told
            body = json.loads(told) if told[:1] in (b"{", "{") else {}
            event.update({name: body[name] for name in ("do", "seconds", "answer") if name in body})
            number = inner.get("sequenceNumber") or inner["SequenceNumber"]
            if body.get("refuse"):
                event.setdefault("answer", {"batchItemFailures": []})
                event["answer"]["batchItemFailures"].append({"itemIdentifier": number})
    if isinstance(event, dict) and event.get("type") in ("TOKEN", "REQUEST"):  # an authorizer
        told = event.get("authorizationToken") or event["headers"].get("x-told", "{}")
        event.update(json.loads(told))
    do = event.get("do") if isinstance(event, dict) else None
    if do == "exit":
        os._exit(3)
    if do == "sleep":
        time.sleep(event["seconds"])
    if do == "fail":
        post(f"/invocation/{request_id}/error", {
            "errorType": "Boom",
            "errorMessage": event.get("message", "as asked"),
        })
        continue
    if "answer" in event:
        post(f"/invocation/{request_id}/response", event["answer"])
        continue
    if bodies:
        refused = [r["messageId"] for r, b in zip(records, bodies) if b.get("refuse")]
        failures = [{"itemIdentifier": message_id} for message_id in refused]
        post(f"/invocation/{request_id}/response", {"batchItemFailures": failures})
        continue
    answer = {
        "event": event,
        "request_id": request_id,
        "trace_id": headers["Lambda-Runtime-Trace-Id"],
        "arn": headers["Lambda-Runtime-Invoked-Function-Arn"],
        "client_context": headers["Lambda-Runtime-Client-Context"],
        "remaining_ms": int(headers["Lambda-Runtime-Deadline-Ms"]) - int(time.time() * 1000),
        "variables": dict(os.environ),
        "directory": sorted(os.listdir(".")),
        "pid": os.getpid(),
    }
    post(f"/invocation/{request_id}/response", answer)
