"""Functions run as on Lambda: the right version, one event at a time, errors and retries."""

import base64
import json
import time
from concurrent.futures import ThreadPoolExecutor

from botocore.exceptions import ClientError

from ..harness import ACCOUNT, DIRECTORY, REGION, EmulatorTest, eventually, package


def arn(name):
    return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}"


class Invocations(EmulatorTest):
    def test_an_alias_runs_the_version_it_points_to(self):
        name = self.live()
        self.functions.update_function_code(FunctionName=name, ZipFile=package(second="code"))
        self.functions.publish_version(FunctionName=name)
        for options, version, qualifier, files in (
            ({"FunctionName": name, "Qualifier": "live"}, "1", ":live", ["main"]),
            ({"FunctionName": f"{arn(name)}:live"}, "1", ":live", ["main"]),
            ({"FunctionName": f"{name}:live"}, "1", ":live", ["main"]),
            ({"FunctionName": name, "Qualifier": "2"}, "2", ":2", ["second"]),
            ({"FunctionName": name}, "$LATEST", "", ["second"]),
        ):
            with self.subTest(options):
                answer = self.functions.invoke(Payload="{}", **options)
                body = json.loads(answer["Payload"].read())
                self.assertEqual(version, answer["ExecutedVersion"])
                self.assertEqual(version, body["variables"]["AWS_LAMBDA_FUNCTION_VERSION"])
                self.assertEqual(arn(name) + qualifier, body["arn"])
                self.assertEqual(files, body["directory"])
        self.functions.update_alias(FunctionName=name, Name="live", FunctionVersion="2")
        self.assertEqual("2", self.invoke(name, Qualifier="live")[0]["ExecutedVersion"])

    def test_weights_of_an_alias_are_followed(self):
        name = self.live()
        self.functions.update_function_code(FunctionName=name, ZipFile=package(second="code"))
        self.functions.publish_version(FunctionName=name)
        self.functions.update_alias(
            FunctionName=name, Name="live", RoutingConfig={"AdditionalVersionWeights": {"2": 1.0}}
        )
        self.assertEqual("2", self.invoke(name, Qualifier="live")[0]["ExecutedVersion"])

    def test_what_is_no_json_is_refused_and_what_is_reaches_the_function_at_any_depth(self):
        name = self.live()
        deep = 20_000
        for payload in ("[" * deep, "{", "NaN", "[" * deep + "]" * (deep - 1), '{"a": 1} x'):
            with self.subTest(payload[:9]), self.assertRaises(ClientError) as caught:
                self.functions.invoke(FunctionName=name, Qualifier="live", Payload=payload)
            answer = caught.exception.response
            self.assertEqual(400, answer["ResponseMetadata"]["HTTPStatusCode"])
            self.assertEqual("InvalidRequestContentException", answer["Error"]["Code"])
        for payload in ("[" * deep + "]" * deep, '{"a":' * deep + "1" + "}" * deep):
            answer = self.functions.invoke(FunctionName=name, Qualifier="live", Payload=payload)
            self.assertEqual((200, "Unhandled"), (answer["StatusCode"], answer["FunctionError"]))
            error = json.loads(answer["Payload"].read())
            self.assertEqual("Runtime.ExitError", error["errorType"])

    def test_an_event_that_is_nested_deeply_reaches_the_failure_destination_as_it_was(self):
        name = self.live()
        url, queue = self.queue()
        self.functions.put_function_event_invoke_config(
            FunctionName=name,
            Qualifier="live",
            MaximumRetryAttempts=0,
            DestinationConfig={"OnFailure": {"Destination": queue}},
        )
        payload = "[" * 20_000 + "]" * 20_000
        self.functions.invoke(
            FunctionName=name, Qualifier="live", Payload=payload, InvocationType="Event"
        )

        def kept():
            return self.sqs.receive_message(QueueUrl=url).get("Messages")

        self.assertIn(f'"requestPayload": {payload}', eventually(kept)[0]["Body"])

    def test_a_process_is_used_again_and_sees_only_lambdas_variables(self):
        name = self.live(Environment={"Variables": {"MINE": "yes"}})
        first, second = (self.invoke(name, Qualifier="live")[1] for _ in range(2))
        self.assertEqual(first["pid"], second["pid"])
        self.assertNotEqual(first["request_id"], second["request_id"])
        variables = first["variables"]
        self.assertEqual("yes", variables["MINE"])
        self.assertEqual(name, variables["AWS_LAMBDA_FUNCTION_NAME"])
        self.assertTrue(variables["AWS_ACCESS_KEY_ID"].startswith("ASIA"))
        self.assertTrue(first["trace_id"].startswith("Root=1-"))
        self.assertLessEqual(first["remaining_ms"], 5000)
        self.assertNotIn("HOME", variables)

    def test_two_events_at_a_time_and_the_others_wait(self):
        name = self.live()
        with ThreadPoolExecutor(6) as pool:
            begin = time.monotonic()
            event = {"do": "sleep", "seconds": 0.3}
            bodies = list(pool.map(lambda _: self.invoke(name, event)[1], range(6)))
        self.assertEqual(2, len({body["pid"] for body in bodies}))
        self.assertGreater(time.monotonic() - begin, 0.9)

    def test_errors_have_lambdas_form(self):
        name = self.live(Timeout=1)
        for event, kind, message in (
            ({"do": "fail"}, "Boom", "as asked"),
            ({"do": "exit"}, "Runtime.ExitError", "Runtime exited with error: exit status 3"),
            ({"do": "sleep", "seconds": 9}, "Sandbox.Timedout", "timed out after 1.00 seconds"),
        ):
            with self.subTest(kind):
                answer, body = self.invoke(name, event, Qualifier="live")
                self.assertEqual("Unhandled", answer["FunctionError"])
                self.assertEqual(kind, body["errorType"])
                self.assertIn(message, body["errorMessage"])
        answer, _ = self.invoke(name, Qualifier="live")
        self.assertNotIn("FunctionError", answer)  # a new process

    def test_a_function_that_cannot_start_says_why_each_time(self):
        name = self.function(Environment={"Variables": {"FAIL_INIT": "1"}})
        for _ in range(2):
            answer, body = self.invoke(name)
            self.assertEqual("Unhandled", answer["FunctionError"])
            self.assertEqual("nothing is set", body["errorMessage"])

    def test_what_cannot_be_invoked_is_refused(self):
        name = self.live()
        for code, options in (
            ("ResourceNotFoundException", {"FunctionName": "nobody"}),
            ("ResourceNotFoundException", {"FunctionName": name, "Qualifier": "dead"}),
            ("InvalidRequestContentException", {"FunctionName": name, "Payload": "{"}),
        ):
            with self.subTest(options), self.assertRaises(ClientError) as caught:
                self.functions.invoke(**options)
            self.assertEqual(code, caught.exception.response["Error"]["Code"])
        self.assertEqual(204, self.invoke(name, InvocationType="DryRun")[0]["StatusCode"])

    def test_output_goes_to_the_declared_log_group_and_a_file(self):
        group = self.name("/group")
        self.logs.create_log_group(logGroupName=group)
        name = self.live(LoggingConfig={"LogFormat": "JSON", "LogGroup": group})
        answer, body = self.invoke(name, {"x": 1}, LogType="Tail", Qualifier="live")
        tail = base64.b64decode(answer["LogResult"]).decode().splitlines()
        types = [json.loads(line)["type"] for line in (tail[0], tail[-1])]
        self.assertEqual(["platform.start", "platform.report"], types)
        self.assertEqual('handling {"x": 1}', tail[1])
        events = self.logs.filter_log_events(logGroupName=group)["events"]
        messages = [event["message"] for event in events]
        self.assertEqual(tail, messages[1:])  # after the start of the process
        self.assertIn("[1]", events[0]["logStreamName"])
        file = DIRECTORY / "functions" / f"{name}.log"
        self.assertEqual(messages, file.read_text().splitlines())

    def test_a_text_log_has_lambdas_lines(self):
        name = self.function()
        _, body = self.invoke(name)
        events = self.logs.filter_log_events(logGroupName=f"/aws/lambda/{name}")["events"]
        words = [event["message"].split()[0] for event in events]
        self.assertEqual(["INIT_START", "START", "handling", "END", "REPORT"], words)


class Asynchronous(EmulatorTest):
    def configure(self, name, **options):
        url, queue = self.queue()
        self.functions.put_function_event_invoke_config(
            FunctionName=name,
            DestinationConfig={"OnFailure": {"Destination": queue}},
            **options,
        )
        return url

    def attempts(self, name, text):
        file = DIRECTORY / "functions" / f"{name}.log"
        return file.read_text().count(text) if file.exists() else 0

    def test_a_failure_is_tried_three_times_and_ends_in_the_destination_of_the_alias(self):
        name = self.live()
        never = self.configure(name)
        url = self.configure(name, Qualifier="live")
        event = {"do": "fail", "number": 1}
        answer, _ = self.invoke(name, event, Qualifier="live", InvocationType="Event")
        self.assertEqual(202, answer["StatusCode"])
        envelope = self.messages(url)[0]
        self.assertRegex(envelope.pop("timestamp"), r"\.\d{3}Z$")
        self.assertRegex(envelope["requestContext"].pop("requestId"), r"^[0-9a-f-]{36}$")
        self.assertEqual(
            {
                "version": "1.0",
                "requestContext": {
                    "functionArn": f"{arn(name)}:live",
                    "condition": "RetriesExhausted",
                    "approximateInvokeCount": 3,
                },
                "requestPayload": event,
                "responseContext": {
                    "statusCode": 200,
                    "executedVersion": "1",
                    "functionError": "Unhandled",
                },
                "responsePayload": {"errorType": "Boom", "errorMessage": "as asked"},
            },
            envelope,
        )
        self.assertEqual(3, self.attempts(name, "handling"))
        self.assertNotIn("Messages", self.sqs.receive_message(QueueUrl=never))

    def test_attempts_share_their_request_id_and_their_number_can_be_set(self):
        name = self.live()
        url = self.configure(name, Qualifier="live", MaximumRetryAttempts=1)
        self.invoke(name, {"do": "exit"}, Qualifier="live", InvocationType="Event")
        envelope = self.messages(url)[0]
        self.assertEqual(2, envelope["requestContext"]["approximateInvokeCount"])
        request_id = envelope["requestContext"]["requestId"]
        self.assertEqual(2, self.attempts(name, f"START RequestId: {request_id}"))

    def test_a_retry_follows_the_alias(self):
        name = self.live(Timeout=1)
        url = self.configure(name, Qualifier="live", MaximumRetryAttempts=1)
        self.functions.update_function_code(FunctionName=name, ZipFile=package(second="code"))
        self.functions.publish_version(FunctionName=name)
        event = {"do": "sleep", "seconds": 3}
        self.invoke(name, event, Qualifier="live", InvocationType="Event")
        eventually(lambda: self.attempts(name, "handling"))
        self.functions.update_alias(FunctionName=name, Name="live", FunctionVersion="2")
        self.assertEqual("2", self.messages(url)[0]["responseContext"]["executedVersion"])

    def test_each_qualifier_has_a_configuration_of_its_own(self):
        name = self.live()
        self.configure(name, Qualifier="live", MaximumRetryAttempts=1)
        self.functions.put_function_event_invoke_config(FunctionName=name, MaximumRetryAttempts=0)
        self.functions.update_function_event_invoke_config(
            FunctionName=name, Qualifier="live", MaximumEventAgeInSeconds=60
        )
        get = self.functions.get_function_event_invoke_config
        live = get(FunctionName=name, Qualifier="live")
        self.assertEqual(f"{arn(name)}:live", live["FunctionArn"])
        self.assertEqual((1, 60), (live["MaximumRetryAttempts"], live["MaximumEventAgeInSeconds"]))
        self.assertEqual(0, get(FunctionName=name)["MaximumRetryAttempts"])
        self.functions.delete_function_event_invoke_config(FunctionName=name, Qualifier="live")
        with self.assertRaises(ClientError):
            get(FunctionName=name, Qualifier="live")
        listed = self.functions.list_function_event_invoke_configs(FunctionName=name)
        self.assertEqual(1, len(listed["FunctionEventInvokeConfigs"]))


class Notifications(EmulatorTest):
    def permit(self, name, bucket, **changes):
        options = {
            "Qualifier": "live",
            "StatementId": "bucket",
            "SourceArn": f"arn:aws:s3:::{bucket}",
            "SourceAccount": ACCOUNT,
            **changes,
        }
        self.functions.add_permission(
            FunctionName=name,
            Action="lambda:InvokeFunction",
            Principal="s3.amazonaws.com",
            **{option: value for option, value in options.items() if value},
        )

    def notify(self, name, bucket):
        target = {"LambdaFunctionArn": f"{arn(name)}:live", "Events": ["s3:ObjectCreated:*"]}
        self.s3.put_bucket_notification_configuration(
            Bucket=bucket, NotificationConfiguration={"LambdaFunctionConfigurations": [target]}
        )

    def test_an_object_reaches_the_alias(self):
        name, bucket = self.live(), self.bucket()
        self.permit(name, bucket)
        self.notify(name, bucket)
        self.s3.put_object(Bucket=bucket, Key="k")
        file = DIRECTORY / "functions" / f"{name}.log"
        eventually(lambda: file.exists() and '"key": "k"' in file.read_text())
        self.assertIn("Version: 1", file.read_text())

    def test_a_function_that_s3_may_not_invoke_is_refused(self):
        name, bucket = self.live(), self.bucket()
        for sid, changes in enumerate(
            (
                {"Qualifier": None},
                {"Qualifier": "1"},
                {"SourceArn": "arn:aws:s3:::other"},
                {"SourceAccount": "111111111111"},
            )
        ):
            self.permit(name, bucket, StatementId=f"s{sid}", **changes)
        with self.assertRaises(ClientError) as caught:
            self.notify(name, bucket)
        self.assertEqual("InvalidArgument", caught.exception.response["Error"]["Code"])

    def test_an_event_is_dropped_with_a_word_when_the_permission_has_gone(self):
        name, bucket = self.live(), self.bucket()
        self.permit(name, bucket)
        self.notify(name, bucket)
        self.functions.remove_permission(
            FunctionName=name, Qualifier="live", StatementId="bucket"
        )
        with self.assertLogs("emulator.s3.event_notifications", "ERROR") as logged:
            self.s3.put_object(Bucket=bucket, Key="k")
            eventually(lambda: logged.output)
        self.assertIn("not permitted", logged.output[0])

    def test_statements_belong_to_their_qualifier(self):
        name, bucket = self.live(), self.bucket()
        self.permit(name, bucket)
        self.permit(name, bucket, Qualifier=None)
        with self.assertRaises(ClientError):
            self.permit(name, bucket)  # the id is taken
        self.functions.remove_permission(FunctionName=name, StatementId="bucket")
        policy = self.functions.get_policy(FunctionName=name, Qualifier="live")["Policy"]
        statements = json.loads(policy)["Statement"]
        self.assertEqual([f"{arn(name)}:live"], [s["Resource"] for s in statements])
        with self.assertRaises(ClientError):
            self.functions.get_policy(FunctionName=name)


class Configuration(EmulatorTest):
    def test_attributes_come_back(self):
        name = self.live(
            SnapStart={"ApplyOn": "PublishedVersions"}, LoggingConfig={"LogFormat": "JSON"}
        )
        get = self.functions.get_function_configuration
        published, latest = get(FunctionName=name, Qualifier="1"), get(FunctionName=name)
        self.assertEqual("On", published["SnapStart"]["OptimizationStatus"])
        self.assertEqual("Off", latest["SnapStart"]["OptimizationStatus"])
        self.assertEqual("INFO", get(FunctionName=name)["LoggingConfig"]["ApplicationLogLevel"])
        self.assertTrue(get(FunctionName=name, Qualifier="live")["FunctionArn"].endswith(":live"))
        self.functions.update_function_configuration(
            FunctionName=name,
            TracingConfig={"Mode": "Active"},
            EphemeralStorage={"Size": 600},
            SnapStart={"ApplyOn": "None"},
            LoggingConfig={"LogFormat": "Text"},
        )
        self.functions.update_function_code(
            FunctionName=name, ZipFile=package(), Architectures=["arm64"]
        )
        now = get(FunctionName=name)
        self.assertEqual("Active", now["TracingConfig"]["Mode"])
        self.assertEqual(600, now["EphemeralStorage"]["Size"])
        self.assertEqual("None", now["SnapStart"]["ApplyOn"])
        self.assertEqual("Text", now["LoggingConfig"]["LogFormat"])
        self.assertEqual(["arm64"], now["Architectures"])
        self.assertEqual(["x86_64"], get(FunctionName=name, Qualifier="1")["Architectures"])

    def test_the_key_of_the_variables_comes_back(self):
        first, second = (f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/{n}" for n in ("first", "second"))
        name = self.live(KMSKeyArn=first)
        get = self.functions.get_function_configuration
        self.assertEqual(first, get(FunctionName=name, Qualifier="1")["KMSKeyArn"])
        self.functions.update_function_configuration(FunctionName=name, KMSKeyArn=second)
        self.assertEqual(second, get(FunctionName=name)["KMSKeyArn"])
        self.assertEqual(first, get(FunctionName=name, Qualifier="1")["KMSKeyArn"])
        self.functions.update_function_configuration(FunctionName=name, KMSKeyArn="")
        self.assertNotIn("KMSKeyArn", get(FunctionName=name))

    def test_only_a_change_makes_a_version_and_no_number_is_used_twice(self):
        name = self.live()

        def publish():
            return self.functions.publish_version(FunctionName=name)["Version"]

        self.assertEqual("1", publish())
        self.functions.update_function_configuration(FunctionName=name, Timeout=7)
        self.assertEqual(["2", "2"], [publish(), publish()])
        self.functions.delete_function(FunctionName=name, Qualifier="2")
        self.functions.update_function_configuration(FunctionName=name, Timeout=8)
        self.assertEqual("3", publish())
