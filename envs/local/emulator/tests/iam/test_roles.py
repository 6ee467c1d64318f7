"""A function may do what its role's policies allow; the receiver records what it is sent."""

import json
import urllib.request
from urllib.error import HTTPError

from ..harness import ACCOUNT, REGION, EmulatorTest, client


class Roles(EmulatorTest):
    def test_only_what_a_statement_allows_is_done(self):
        bucket = self.bucket()
        self.s3.put_object(Bucket=bucket, Key="in/a b+ü", Body=b"x")
        arn = f"arn:aws:s3:::{bucket}"
        allow = {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"]}
        s3 = self.as_role("s3", {**allow, "Resource": f"{arn}/in/*"})

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
                self.assertEqual("AccessDenied", self.error_code(call, Bucket=bucket, **options))

    def test_only_who_may_list_is_told_that_nothing_is_there(self):
        bucket = self.bucket()
        arn = f"arn:aws:s3:::{bucket}"
        read = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"{arn}/*"}
        find = {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": arn}

        blind, seeing = self.as_role("s3", read), self.as_role("s3", read, find)

        self.assertEqual("403", self.error_code(blind.head_object, Bucket=bucket, Key="none"))
        self.assertEqual("404", self.error_code(seeing.head_object, Bucket=bucket, Key="none"))

    def test_a_replacement_needs_the_right_to_read(self):
        bucket = self.bucket()
        eTag = self.s3.put_object(Bucket=bucket, Key="k", Body=b"x")["ETag"]
        arn = f"arn:aws:s3:::{bucket}/*"
        s3 = self.as_role("s3", {"Effect": "Allow", "Action": "s3:PutObject", "Resource": arn})

        s3.put_object(Bucket=bucket, Key="k", Body=b"y")
        code = self.error_code(s3.put_object, Bucket=bucket, Key="k", Body=b"z", IfMatch=eTag)
        self.assertEqual("AccessDenied", code)

    def test_one_secret_is_read_and_no_other(self):
        owner = client("secretsmanager", self.endpoint)
        name = self.name("secret")
        owner.create_secret(Name=name, SecretString="s")
        owner.create_secret(Name=f"{name}-other", SecretString="s")
        arn = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:{name}-??????"
        read = {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": arn}
        secrets = self.as_role("secretsmanager", read)

        self.assertEqual("s", secrets.get_secret_value(SecretId=name)["SecretString"])
        for call, options in (
            (secrets.get_secret_value, {"SecretId": f"{name}-other"}),
            (secrets.put_secret_value, {"SecretId": name, "SecretString": "t"}),
            (secrets.list_secrets, {}),
        ):
            with self.subTest(call.__name__, **options):
                self.assertEqual("AccessDeniedException", self.error_code(call, **options))

    def test_an_attached_policy_and_the_boundary_count(self):
        bucket = self.bucket()
        self.s3.put_object(Bucket=bucket, Key="k", Body=b"x")
        arn = f"arn:aws:s3:::{bucket}/*"
        read = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": arn}
        put = {"Effect": "Allow", "Action": "s3:PutObject", "Resource": arn}

        attached = self.as_role("s3", put, attached=[read])
        within = self.as_role("s3", read, put, boundary=[read])
        denied = self.as_role("s3", read, boundary=[read, {**read, "Effect": "Deny"}])

        attached.get_object(Bucket=bucket, Key="k")
        within.get_object(Bucket=bucket, Key="k")
        self.assertEqual("AccessDenied", self.error_code(within.put_object, Bucket=bucket, Key="k"))
        self.assertEqual("AccessDenied", self.error_code(denied.get_object, Bucket=bucket, Key="k"))

    def test_each_part_of_a_bucket_has_its_own_right(self):
        bucket = self.bucket()
        arn = f"arn:aws:s3:::{bucket}"
        read = {"Effect": "Allow", "Action": "s3:GetBucketVersioning", "Resource": arn}
        s3 = self.as_role("s3", read)

        s3.get_bucket_versioning(Bucket=bucket)
        for call in (s3.get_bucket_policy, s3.get_bucket_encryption, s3.list_object_versions):
            with self.subTest(call.__name__):
                self.assertEqual("AccessDenied", self.error_code(call, Bucket=bucket))

    def test_what_each_service_is_asked_for_has_an_action_and_a_resource(self):
        url, queue = self.queue()
        topic = self.sns.create_topic(Name=self.name("topic"))["TopicArn"]
        rule, group = self.name("rule"), self.name("group")
        rule_arn = self.events.put_rule(Name=rule, EventPattern='{"source": ["x"]}')["RuleArn"]
        self.logs.create_log_group(logGroupName=group)
        group_arn = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{group}"
        role = self.name("role")
        made = self.iam.create_role(RoleName=role, AssumeRolePolicyDocument="{}")
        self.cloudwatch.put_dashboard(DashboardName=role, DashboardBody="{}")
        dashboard = f"arn:aws:cloudwatch::{ACCOUNT}:dashboard/{role}"
        function = self.function()
        function_arn = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{function}"
        for service, call, options, action, resource in (
            ("sqs", "get_queue_attributes", {"QueueUrl": url}, "GetQueueAttributes", queue),
            ("sns", "get_topic_attributes", {"TopicArn": topic}, "GetTopicAttributes", topic),
            ("events", "describe_rule", {"Name": rule}, "DescribeRule", rule_arn),
            ("logs", "describe_metric_filters", {"logGroupName": group},
             "DescribeMetricFilters", group_arn),
            ("iam", "get_role", {"RoleName": role}, "GetRole", made["Role"]["Arn"]),
            ("cloudwatch", "describe_alarms", {}, "DescribeAlarms", "*"),
            ("cloudwatch", "get_dashboard", {"DashboardName": role}, "GetDashboard", dashboard),
            ("cloudwatch", "delete_dashboards", {"DashboardNames": [role]}, "DeleteDashboards",
             dashboard),
            ("lambda", "get_function", {"FunctionName": function}, "GetFunction", function_arn),
            ("lambda", "list_tags", {"Resource": function_arn}, "ListTags", function_arn),
        ):
            allow = {"Effect": "Allow", "Action": f"{service}:{action}", "Resource": resource}
            another = f"{resource}-other" if resource != "*" else f"arn:aws:{service}:::other"
            other = {**allow, "Resource": another}
            with self.subTest(f"{service} {call}"):
                getattr(self.as_role(service, allow), call)(**options)
                code = self.error_code(getattr(self.as_role(service, other), call), **options)
                self.assertIn(code, ("AccessDenied", "AccessDeniedException"))

    def test_who_may_nothing_may_still_ask_who_he_is(self):
        nothing = {"Effect": "Deny", "Action": "*", "Resource": "*"}
        self.assertEqual(ACCOUNT, self.as_role("sts", nothing).get_caller_identity()["Account"])

    def test_a_key_is_described_by_the_alias_that_the_condition_names(self):
        kms = client("kms", self.endpoint)
        key = kms.create_key()["KeyMetadata"]["KeyId"]
        for alias in ("alias/ours", "alias/theirs"):
            kms.create_alias(AliasName=alias, TargetKeyId=key)
        allow = {"Effect": "Allow", "Action": "kms:DescribeKey"}
        arn = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/*"
        by_alias = {"StringEquals": {"kms:RequestAlias": "alias/ours"}}
        role = self.as_role("kms", {**allow, "Resource": arn, "Condition": by_alias})

        self.assertEqual(key, role.describe_key(KeyId="alias/ours")["KeyMetadata"]["KeyId"])
        for name in ("alias/theirs", key):
            code = self.error_code(role.describe_key, KeyId=name)
            self.assertEqual("AccessDeniedException", code)

    def test_environment_variables_are_told_only_if_lambda_may_decrypt_them_for_the_caller(self):
        function = self.function(Environment={"Variables": {"A": "1"}})
        everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
        deny = {"Effect": "Deny", "Action": "kms:Decrypt", "Resource": "*"}
        but_through = {"StringNotEquals": {"kms:ViaService": f"lambda.{REGION}.amazonaws.com"}}
        elsewhere = {"StringNotEquals": {"kms:ViaService": "lambda.us-east-1.amazonaws.com"}}
        for is_told, statements in (
            (True, [everything]),
            (True, [{**everything, "Action": "lambda:*"}]),
            (True, [everything, {**deny, "Condition": but_through}]),
            (False, [everything, deny]),
            (False, [everything, {**deny, "Condition": elsewhere}]),
        ):
            with self.subTest(is_told=is_told, statements=statements):
                role = self.as_role("lambda", *statements)
                for configuration in (
                    role.get_function(FunctionName=function)["Configuration"],
                    role.get_function_configuration(FunctionName=function),
                ):
                    environment = configuration["Environment"]
                    if is_told:
                        self.assertEqual({"Variables": {"A": "1"}}, environment)
                    else:
                        self.assertNotIn("Variables", environment)
                        code = environment["Error"]["ErrorCode"]
                        self.assertEqual("AccessDeniedException", code)


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
