"""One emulator for all tests of a run, in this process; every test names its things differently."""

from __future__ import annotations

import atexit
import io
import itertools
import json
import shutil
import sys
import tempfile
import threading
import time
import unittest
import zipfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from moto.sts.models import sts_backends
from werkzeug.serving import make_server

from emulator.lambda_.functions import Functions
from emulator.lambda_.execution_environment import Java
from emulator.server import Application, _Plain

ACCOUNT = "123456789012"
REGION = "eu-west-1"
DIRECTORY = Path(tempfile.mkdtemp(prefix="emulator-test-"))
RETRY_DELAY = 0.05
ALARM_PERIOD_SCALE = 0.02  # a minute lasts 1.2 s
_numbers = itertools.count(1)


def fake_java_home() -> Path:
    """A JAVA_HOME whose `java` is the fake runtime."""
    java = DIRECTORY / "java" / "bin" / "java"
    if not java.exists():
        java.parent.mkdir(parents=True)
        runtime = Path(__file__).with_name("fake_runtime.py")
        java.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{runtime}" "$@"\n')
        java.chmod(0o755)
    return java.parent.parent


def client(
    service: str, endpoint: str, key: str = "local", secret: str = "local", region: str = REGION
):
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name=region,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        config=Config(retries={"max_attempts": 0}, max_pool_connections=20),
    )


def package(**files: str) -> bytes:
    """A deployment package with these files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in (files or {"main": "code"}).items():
            archive.writestr(name, content)
    return data.getvalue()


def send_policy(queue_arn: str, source_arn: str, account: str = ACCOUNT) -> dict:
    """Lets a bucket or rule send to a queue."""
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": f"{source_arn.split(':')[2]}.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": queue_arn,
        "Condition": {
            "ArnEquals": {"aws:SourceArn": source_arn},
            "StringEquals": {"aws:SourceAccount": account},
        },
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def eventually(find, seconds: float = 10):
    """Waits until `find` finds something, and returns it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = find()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(f"nothing found within {seconds} s")


class EmulatorTest(unittest.TestCase):
    """Has clients of the emulator, and makes what most tests need."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.endpoint = _endpoint()
        services = "s3 lambda iam sqs logs events sns cloudwatch dynamodb dynamodbstreams kinesis"
        services += " cloudtrail"
        for service in services.split():
            setattr(cls, service.replace("lambda", "functions"), client(service, cls.endpoint))

    def name(self, kind: str) -> str:
        return f"{kind}-{next(_numbers)}"

    def queue(self, source_arn: str = "", **attributes) -> tuple[str, str]:
        """The URL and the ARN of a queue to which that source, a bucket or rule, may send."""
        name = self.name("queue")
        arn = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"
        if source_arn:
            attributes["Policy"] = json.dumps(send_policy(arn, source_arn))
        return self.sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"], arn

    def messages(self, url: str, count: int = 1) -> list[dict]:
        """Takes that many messages out of a queue, in their order."""
        taken: list[dict] = []

        def take() -> bool:
            answer = self.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
            for message in answer.get("Messages", []):
                taken.append(json.loads(message["Body"]))
                self.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            return len(taken) >= count

        eventually(take)
        self.assertEqual(count, len(taken), taken)
        return taken

    def bucket(self, versioning: str | None = "Enabled") -> str:
        name = self.name("bucket")
        location = {"LocationConstraint": REGION}
        self.s3.create_bucket(Bucket=name, CreateBucketConfiguration=location)
        if versioning:
            self.s3.put_bucket_versioning(
                Bucket=name, VersioningConfiguration={"Status": versioning}
            )
        return name

    def in_days(self, days: float) -> datetime:
        """A time so many days from now."""
        return datetime.now(timezone.utc) + timedelta(days=days)

    def as_role(self, service: str, *statements: dict, attached=(), boundary=()):
        """A client with the credentials of a role that has these statements."""
        name, bound = self.name("role"), {}
        if boundary:
            bound["PermissionsBoundary"] = self.policy(boundary)
        created = self.iam.create_role(RoleName=name, AssumeRolePolicyDocument="{}", **bound)
        role = created["Role"]["Arn"]
        policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
        self.iam.put_role_policy(RoleName=name, PolicyName="p", PolicyDocument=policy)
        if attached:
            self.iam.attach_role_policy(RoleName=name, PolicyArn=self.policy(attached))
        sts = sts_backends[ACCOUNT]["aws"]
        session = sts.assume_role(REGION, "session", role, None, 3600, None)
        return client(service, self.endpoint, session.access_key_id, session.secret_access_key)

    def policy(self, statements) -> str:
        """The ARN of a managed policy with these statements."""
        document = json.dumps({"Version": "2012-10-17", "Statement": statements})
        made = self.iam.create_policy(PolicyName=self.name("policy"), PolicyDocument=document)
        return made["Policy"]["Arn"]

    def error_code(self, call, **options) -> str:
        """The code of the error that a call ends with."""
        with self.assertRaises(ClientError) as raised:
            call(**options)
        return raised.exception.response["Error"]["Code"]

    def upload(self, s3, bucket: str, key: str, **settings) -> dict:
        """A multipart upload that is to be completed: the parameters for that."""
        upload = s3.create_multipart_upload(Bucket=bucket, Key=key, **settings)["UploadId"]
        whole = {"Bucket": bucket, "Key": key, "UploadId": upload}
        part = s3.upload_part(**whole, PartNumber=1, Body=b"1")
        parts = [{"PartNumber": 1, "ETag": part["ETag"]}]
        return {**whole, "MultipartUpload": {"Parts": parts}}

    def function(self, **settings) -> str:
        name = self.name("function")
        role = self.iam.create_role(RoleName=name, AssumeRolePolicyDocument="{}")["Role"]["Arn"]
        code = {"ZipFile": package()}
        options = {"Runtime": "java21", "Handler": "Fake", "Role": role, "Code": code, "Timeout": 5}
        self.functions.create_function(FunctionName=name, **{**options, **settings})
        return name

    def live(self, **settings) -> str:
        """A function with the version 1 and the alias `live` on it."""
        name = self.function(Publish=True, **settings)
        self.functions.create_alias(FunctionName=name, Name="live", FunctionVersion="1")
        return name

    def handled(self, name: str) -> list[dict]:
        """The events that a function has been given so far, in their order."""
        file = DIRECTORY / "functions" / f"{name}.log"
        # An event has megabytes at times: what follows the last line break is still being written.
        lines = file.read_text().split("\n")[:-1] if file.exists() else []
        return [json.loads(line[9:]) for line in lines if line.startswith("handling ")]

    def invoke(self, name: str, event=None, **options) -> tuple[dict, dict]:
        """The answer of an invocation, and the function's own answer."""
        payload = json.dumps(event if event is not None else {})
        answer = self.functions.invoke(FunctionName=name, Payload=payload, **options)
        return answer, json.loads(answer["Payload"].read() or "null")


_running: list[str] = []


def _endpoint() -> str:
    if not _running:
        server = make_server("127.0.0.1", 0, lambda *_: [], threaded=True, request_handler=_Plain)
        endpoint = f"http://127.0.0.1:{server.server_port}"
        java = Java(fake_java_home(), DIRECTORY, endpoint)
        functions = Functions(DIRECTORY, java, [RETRY_DELAY])
        server.app = Application(functions, 0.1, ALARM_PERIOD_SCALE, faults=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        atexit.register(shutil.rmtree, DIRECTORY, True)
        atexit.register(functions.close)
        _running.append(endpoint)
    return _running[0]
