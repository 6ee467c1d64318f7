"""A method with AWS_IAM: the signature is checked, then the caller's policies."""

import hashlib
import json
from datetime import datetime, timedelta, timezone
from unittest import mock

import botocore.auth
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from moto.sts.models import sts_backends

from ..harness import ACCOUNT, REGION
from .api import PARAMETERS, ApiTest

IAM = {"authorizationType": "AWS_IAM"}
OWNER = Credentials("local", "local")


class Iam(ApiTest):
    def signed(self, api, credentials=OWNER, **options):
        """Sends a signed request. `sends` has what is sent in place of what was signed."""
        path = options.get("path", "/table/orders/object")
        body, url = options.get("body", b"{}"), f"{self.endpoint}/_emulator/api/{api}/v1{path}"
        request = AWSRequest("POST", url, {"Content-Type": "application/json"}, body)
        service, region = options.get("service", "execute-api"), options.get("region", REGION)
        now = datetime.now(timezone.utc).replace(tzinfo=None) + options.get("skew", timedelta())
        with mock.patch.object(botocore.auth, "get_current_datetime", lambda: now):
            SigV4Auth(credentials, service, region).add_auth(request)
        headers = {**dict(request.headers.items()), **options.get("headers", {})}
        sent = {"path": path, "body": body, **options.get("sends", {})}
        return self.send(api, headers=headers, **sent)

    def refused(self, kind: str, answer) -> str:
        self.assertEqual(403, answer.status, answer.body)
        self.assertEqual(kind, answer.headers["x-amzn-ErrorType"])
        return answer.json["message"]

    def session(self, *statements: dict, seconds: int = 3600) -> Credentials:
        """The credentials of a session of a role with these statements."""
        sts = sts_backends[ACCOUNT]["aws"]
        made = sts.assume_role(REGION, "me", self.role(*statements), None, seconds, None)
        return Credentials(made.access_key_id, made.secret_access_key, made.session_token)

    def invoke(self, api: str, path: str = "POST/table/orders/object", effect="Allow") -> dict:
        resource = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{api}/v1/{path}"
        return {"Effect": effect, "Action": "execute-api:Invoke", "Resource": resource}

    def user(self, *statements: dict) -> Credentials:
        name = self.name("user")
        self.iam.create_user(UserName=name)
        if statements:
            policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
            self.iam.put_user_policy(UserName=name, PolicyName="p", PolicyDocument=policy)
        key = self.iam.create_access_key(UserName=name)["AccessKey"]
        return Credentials(key["AccessKeyId"], key["SecretAccessKey"])

    def test_a_right_signature_is_let_through_whatever_the_path_and_the_query(self):
        api = self.deployed(method=IAM)
        for path in (
            "/table/orders/object",
            "/table/a%2Fb%20c/object",
            "/table/a+b~/object",
            "/table/orders/object?b=2&a=%C3%BC&a=1&empty",
        ):
            with self.subTest(path):
                answer = self.signed(api, path=path, body=b"\x00\xff")
                self.assertEqual(200, answer.status, answer.body)

    def test_the_caller_is_part_of_the_context(self):
        bucket = self.bucket()
        name = "integration.request.header.x-amz-meta-caller"
        parameters = {**PARAMETERS, name: "context.identity.userArn"}
        api = self.deployed(bucket, method=IAM, parameters=parameters)
        for credentials, pattern in (
            (OWNER, rf"^arn:aws:iam::{ACCOUNT}:root$"),
            (self.user(self.invoke(api)), rf"^arn:aws:iam::{ACCOUNT}:user/user-\d+$"),
            (self.session(self.invoke(api)), rf"^arn:aws:sts::{ACCOUNT}:assumed-role/role-\d+/me$"),
        ):
            with self.subTest(pattern):
                answer = self.signed(api, credentials)
                self.assertEqual(200, answer.status, answer.body)
                key = f"id={answer.json['data']['id']}"
                found = self.s3.head_object(Bucket=bucket, Key=key)["Metadata"]["caller"]
                self.assertRegex(found, pattern)

    def test_no_signature_is_no_authentication(self):
        api = self.deployed(method=IAM)
        message = self.refused("MissingAuthenticationTokenException", self.send(api))
        self.assertEqual("Missing Authentication Token", message)
        self.refused(
            "InvalidSignatureException", self.send(api, headers={"Authorization": "Bearer x"})
        )

    def test_what_was_not_signed_is_refused(self):
        api = self.deployed(method=IAM)
        right = hashlib.sha256(b"{}").hexdigest()
        for name, options in {
            "another path": {"sends": {"path": "/table/others/object"}},
            "another body": {"sends": {"body": b"[]"}},
            "another body, with the hash of the signed one": {
                "sends": {"body": b"[]"},
                "headers": {"x-amz-content-sha256": right},
            },
            "another method": {"sends": {"method": "GET"}},
            "a query": {"sends": {"path": "/table/orders/object?a=b"}},
            "another service": {"service": "s3"},
            "another region": {"region": "us-east-1"},
            "too old": {"skew": timedelta(minutes=-6)},
            "too new": {"skew": timedelta(minutes=6)},
            "another date": {"headers": {"X-Amz-Date": "20200101T000000Z"}},
            "another secret": {"credentials": Credentials("local", "other")},
            "an unknown key": {"credentials": Credentials("AKIAUNKNOWN", "local")},
        }.items():
            with self.subTest(name):
                answer = self.signed(api, **options)
                kind = "MissingAuthenticationTokenException"
                kind = kind if "method" in name else "InvalidSignatureException"
                self.refused(kind, answer)

    def test_a_session_needs_its_token_and_lasts_as_long_as_it_was_asked_for(self):
        api = self.deployed(method=IAM)
        session = self.session(self.invoke(api))
        without = Credentials(session.access_key, session.secret_key)
        other = Credentials(session.access_key, session.secret_key, "other")
        old = self.session(self.invoke(api), seconds=-1)

        self.assertEqual(200, self.signed(api, session).status)
        self.refused("InvalidSignatureException", self.signed(api, without))
        self.refused("InvalidSignatureException", self.signed(api, other))
        self.refused("ExpiredTokenException", self.signed(api, old))

    def test_the_callers_policies_have_to_allow_this_method(self):
        api = self.deployed(method=IAM)
        allow, deny = self.invoke(api, "*"), self.invoke(api, "POST/table/secret/object", "Deny")
        for make in (self.session, self.user):
            with self.subTest(make.__name__):
                caller = make(allow, deny)
                self.assertEqual(200, self.signed(api, caller).status)
                for refused in ("/table/secret/object", "/table/%73ecret/object"):
                    answer = self.signed(api, caller, path=refused)
                    message = self.refused("AccessDeniedException", answer)
                    self.assertIn("is not authorized to perform: execute-api:Invoke", message)
                other = make(self.invoke(api, "GET/*"))
                self.refused("AccessDeniedException", self.signed(api, other))
                self.refused("AccessDeniedException", self.signed(api, make()))

    def test_the_policy_of_the_api_can_allow_and_deny(self):
        bucket = self.bucket()
        principal = {"Principal": "*", "Action": "execute-api:Invoke"}
        allow = {"Effect": "Allow", **principal, "Resource": "execute-api:/v1/POST/table/orders/*"}
        deny = {"Effect": "Deny", **principal, "Resource": "execute-api:/v1/*/table/secret/*"}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [allow, deny]})
        api = self.deployed(bucket, method=IAM, policy=policy)
        nobody, owner = self.session(), OWNER

        self.assertEqual(200, self.signed(api, nobody).status)
        self.refused("AccessDeniedException", self.signed(api, nobody, path="/table/b/object"))
        self.assertEqual(200, self.signed(api, owner, path="/table/b/object").status)
        answer = self.signed(api, owner, path="/table/secret/object")
        self.assertIn("with an explicit deny", self.refused("AccessDeniedException", answer))

    def test_without_authorization_the_policy_of_the_api_has_to_allow(self):
        allow = {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke"}
        for address, status in (("127.0.0.0/8", 200), ("10.0.0.0/8", 403)):
            where = {"IpAddress": {"aws:SourceIp": address}}
            statement = {**allow, "Resource": "execute-api:/*", "Condition": where}
            policy = json.dumps({"Version": "2012-10-17", "Statement": statement})
            self.assertEqual(status, self.send(self.deployed(policy=policy)).status)
