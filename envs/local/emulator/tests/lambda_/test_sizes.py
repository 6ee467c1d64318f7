"""The resource policy and the environment variables of a function are limited in size."""

import json

from botocore.exceptions import ClientError

from ..harness import ACCOUNT, EmulatorTest


class Sizes(EmulatorTest):
    def permit(self, name, number, qualifier="live"):
        return {
            "FunctionName": name,
            "Qualifier": qualifier,
            "StatementId": f"bucket-{number}",
            "Action": "lambda:InvokeFunction",
            "Principal": "s3.amazonaws.com",
            "SourceArn": f"arn:aws:s3:::bucket-{number}-{'x' * 40}",
            "SourceAccount": ACCOUNT,
        }

    def test_each_qualifier_has_a_policy_that_is_not_longer_than_20480_bytes(self):
        name = self.live()
        add, policy, code = self.functions.add_permission, "", ""
        for number in range(100):
            try:
                add(**self.permit(name, number))
            except ClientError as error:
                code = error.response["Error"]["Code"]
                break
            policy = self.functions.get_policy(FunctionName=name, Qualifier="live")["Policy"]

        self.assertEqual("PolicyLengthExceededException", code)
        statement = json.dumps(json.loads(policy)["Statement"][-1], separators=(",", ":"))
        self.assertLessEqual(len(policy), 20_480)
        self.assertGreater(len(policy) + len("," + statement), 20_480)
        after = self.functions.get_policy(FunctionName=name, Qualifier="live")["Policy"]
        self.assertEqual(policy, after)
        add(**self.permit(name, number, "1"))
        remove = self.functions.remove_permission
        remove(FunctionName=name, Qualifier="live", StatementId="bucket-0")
        add(**self.permit(name, 0))

    def test_a_statement_is_there_once_and_its_repeated_call_gets_the_first_answer(self):
        name = self.live()
        call = self.functions
        answer = call.add_permission(**self.permit(name, 1))["Statement"]
        with self.assertRaises(ClientError) as refused:
            call.add_permission(**self.permit(name, 1))
        self.assertEqual("ResourceConflictException", refused.exception.response["Error"]["Code"])

        def repeat(request, **_):
            request.headers["Amz-Sdk-Invocation-Id"] = "one-call"

        call.meta.events.register("before-send.lambda.AddPermission", repeat)
        answers = [call.add_permission(**self.permit(name, 2))["Statement"] for _ in range(2)]
        call.meta.events.unregister("before-send.lambda.AddPermission", repeat)
        self.assertEqual(answers[0], answers[1])
        policy = json.loads(call.get_policy(FunctionName=name, Qualifier="live")["Policy"])
        self.assertEqual(["bucket-1", "bucket-2"], [s["Sid"] for s in policy["Statement"]])
        self.assertIn("bucket-1", answer)

    def test_environment_variables_have_4096_bytes(self):
        variables = {"A": "x" * (4_096 - len('{"A":""}'))}
        name = self.function(Environment={"Variables": variables})
        long = {"Variables": {"A": variables["A"] + "x"}}
        update = self.functions.update_function_configuration
        wanted = "InvalidParameterValueException"
        self.assertEqual(wanted, self.error_code(update, FunctionName=name, Environment=long))
        told = self.functions.get_function_configuration(FunctionName=name)["Environment"]
        self.assertEqual(variables, told["Variables"])
        self.assertEqual(wanted, self.error_code(self.function, Environment=long))
