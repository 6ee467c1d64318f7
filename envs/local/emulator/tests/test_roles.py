"""A function may do what its role's policies allow; the receiver records what it is sent."""

import json
import urllib.request
from urllib.error import HTTPError

from botocore.exceptions import ClientError
from moto.sts.models import sts_backends

from .harness import ACCOUNT, REGION, EmulatorTest, client


class Roles(EmulatorTest):
    def client(self, service, *statements):
        """A client with the credentials of a role that has these statements."""
        name = self.name("role")
        role = self.iam.create_role(RoleName=name, AssumeRolePolicyDocument="{}")["Role"]["Arn"]
        policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
        self.iam.put_role_policy(RoleName=name, PolicyName="p", PolicyDocument=policy)
        sts = sts_backends[ACCOUNT]["aws"]
        session = sts.assume_role(REGION, "session", role, None, 3600, None)
        return client(service, self.endpoint, session.access_key_id, session.secret_access_key)

    def refused(self, call, **options):
        with self.assertRaises(ClientError) as raised:
            call(**options)
        return raised.exception.response["Error"]["Code"]

    def test_only_what_a_statement_allows_is_done(self):
        bucket = self.bucket()
        self.s3.put_object(Bucket=bucket, Key="in/a b+ü", Body=b"x")
        arn = f"arn:aws:s3:::{bucket}"
        allow = {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"]}
        s3 = self.client("s3", {**allow, "Resource": f"{arn}/in/*"})

        s3.get_object(Bucket=bucket, Key="in/a b+ü")
        eTag = s3.put_object(Bucket=bucket, Key="in/b", Body=b"x")["ETag"]
        s3.put_object(Bucket=bucket, Key="in/b", Body=b"y", IfMatch=eTag)

        for call, options in (
            (s3.get_object, {"Key": "out/a"}),
            (s3.put_object, {"Key": "out/a"}),
            (s3.put_object, {"Key": "in/a", "Tagging": "a=b"}),
            (s3.delete_object, {"Key": "in/b"}),
            (s3.get_object_tagging, {"Key": "in/b"}),
            (s3.list_objects_v2, {}),
        ):
            with self.subTest(call.__name__, **options):
                self.assertEqual("AccessDenied", self.refused(call, Bucket=bucket, **options))

    def test_only_who_may_list_is_told_that_nothing_is_there(self):
        bucket = self.bucket()
        arn = f"arn:aws:s3:::{bucket}"
        read = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"{arn}/*"}
        find = {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": arn}

        blind, seeing = self.client("s3", read), self.client("s3", read, find)

        self.assertEqual("403", self.refused(blind.head_object, Bucket=bucket, Key="none"))
        self.assertEqual("404", self.refused(seeing.head_object, Bucket=bucket, Key="none"))

    def test_a_replacement_needs_the_right_to_read(self):
        bucket = self.bucket()
        eTag = self.s3.put_object(Bucket=bucket, Key="k", Body=b"x")["ETag"]
        arn = f"arn:aws:s3:::{bucket}/*"
        s3 = self.client("s3", {"Effect": "Allow", "Action": "s3:PutObject", "Resource": arn})

        s3.put_object(Bucket=bucket, Key="k", Body=b"y")
        code = self.refused(s3.put_object, Bucket=bucket, Key="k", Body=b"z", IfMatch=eTag)
        self.assertEqual("AccessDenied", code)

    def test_one_secret_is_read_and_no_other(self):
        owner = client("secretsmanager", self.endpoint)
        name = self.name("secret")
        owner.create_secret(Name=name, SecretString="s")
        owner.create_secret(Name=f"{name}-other", SecretString="s")
        arn = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:{name}-??????"
        read = {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": arn}
        secrets = self.client("secretsmanager", read)

        self.assertEqual("s", secrets.get_secret_value(SecretId=name)["SecretString"])
        for call, options in (
            (secrets.get_secret_value, {"SecretId": f"{name}-other"}),
            (secrets.put_secret_value, {"SecretId": name, "SecretString": "t"}),
            (secrets.list_secrets, {}),
        ):
            with self.subTest(call.__name__, **options):
                self.assertEqual("AccessDeniedException", self.refused(call, **options))


class Receivers(EmulatorTest):
    def send(self, method, path, body=None, **headers):
        url = f"{self.endpoint}/_emulator/receiver/{path}"
        data = None if body is None else body.encode()
        request = urllib.request.Request(url, data, headers, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.read()
        except HTTPError as error:
            with error:
                return error.code, error.read()

    def test_calls_are_recorded_by_path_until_they_are_forgotten(self):
        self.assertEqual(200, self.send("POST", "a", "one", **{"Idempotency-Key": "k"})[0])
        self.send("PUT", "a", '{"status": 503}')
        self.assertEqual(503, self.send("POST", "a", "two")[0])
        self.send("PUT", "a", "{}")
        self.send("POST", "b", "other")

        calls = json.loads(self.send("GET", "a")[1])
        self.assertEqual([("one", 200), ("two", 503)], [(c["body"], c["status"]) for c in calls])
        self.assertEqual("k", calls[0]["headers"]["idempotency-key"])
        self.send("DELETE", "a")
        self.assertEqual([], json.loads(self.send("GET", "a")[1]))

    def test_only_the_token_that_the_secret_has_now_is_welcome(self):
        secrets, name = client("secretsmanager", self.endpoint), self.name("secret")
        secrets.create_secret(Name=name, SecretString='{"T": "one"}')
        path = f"c?secret={name}"

        self.assertEqual(200, self.send("POST", path, "", Authorization="Bearer one")[0])
        secrets.put_secret_value(SecretId=name, SecretString='{"T": "two"}')
        self.assertEqual(401, self.send("POST", path, "", Authorization="Bearer one")[0])
        self.assertEqual(200, self.send("POST", path, "", Authorization="Bearer two")[0])
