"""IAM answers what the policies of a role, or given ones, say of actions on resources."""

import json

from ..harness import ACCOUNT, REGION, EmulatorTest, client

BUCKET = "arn:aws:s3:::ledger"


def document(*statements: dict) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def statement(effect: str, action, resource="*", **condition) -> dict:
    block = {"Condition": condition} if condition else {}
    return {"Effect": effect, "Action": action, "Resource": resource, **block}


class Simulation(EmulatorTest):
    def setUp(self):
        super().setUp()
        self.iam = client("iam", self.endpoint)

    def custom(self, action: str, *policies: str, boundary: str = "", **keys: str) -> str:
        """The decision on the ledger bucket."""
        answer = self.iam.simulate_custom_policy(
            PolicyInputList=list(policies),
            ActionNames=[action],
            ResourceArns=[BUCKET],
            ContextEntries=[
                {"ContextKeyName": f"s3:{key}", "ContextKeyValues": [value], "ContextKeyType": kind}
                for key, (value, kind) in keys.items()
            ],
            **({"PermissionsBoundaryPolicyInputList": [boundary]} if boundary else {}),
        )
        (result,) = answer["EvaluationResults"]
        self.assertEqual((action, BUCKET), (result["EvalActionName"], result["EvalResourceName"]))
        return result["EvalDecision"]

    def test_an_action_is_allowed_denied_or_not_spoken_of(self):
        policies = document(statement("Allow", "s3:*")), document(statement("Deny", "s3:Delete*"))
        self.assertEqual("allowed", self.custom("s3:ListBucket", *policies))
        self.assertEqual("explicitDeny", self.custom("s3:DeleteBucket", *policies))
        self.assertEqual("implicitDeny", self.custom("sqs:SendMessage", *policies))

    def test_a_boundary_takes_away_and_gives_nothing(self):
        wide = document(statement("Allow", "s3:*"))
        narrow = document(statement("Allow", "s3:List*"))
        self.assertEqual("allowed", self.custom("s3:ListBucket", wide, boundary=narrow))
        self.assertEqual("implicitDeny", self.custom("s3:DeleteBucket", wide, boundary=narrow))
        self.assertEqual("implicitDeny", self.custom("s3:DeleteBucket", narrow, boundary=wide))

    def test_a_condition_knows_the_given_keys_only(self):
        policy = document(statement("Allow", "s3:ListBucket", StringEquals={"s3:prefix": "a/"}))
        self.assertEqual("implicitDeny", self.custom("s3:ListBucket", policy))
        self.assertEqual("allowed", self.custom("s3:ListBucket", policy, prefix=("a/", "string")))
        self.assertEqual(
            "implicitDeny", self.custom("s3:ListBucket", policy, prefix=("b/", "string"))
        )

    def test_of_several_values_all_have_to_hold(self):
        tags = {"aws:TagKeys": ["Team", "Stage"]}
        policy = document(statement("Allow", "*", **{"ForAllValues:StringEquals": tags}))

        def decision(*values: str) -> str:
            entry = {"ContextKeyName": "aws:TagKeys", "ContextKeyType": "stringList"}
            answer = self.iam.simulate_custom_policy(
                PolicyInputList=[policy],
                ActionNames=["lambda:TagResource"],
                ContextEntries=[{**entry, "ContextKeyValues": list(values)}],
            )
            return answer["EvaluationResults"][0]["EvalDecision"]

        self.assertEqual("allowed", decision("Team", "Stage"))
        self.assertEqual("implicitDeny", decision("Team", "Owner"))

    def test_a_role_has_its_own_policies_managed_ones_and_a_boundary(self):
        name, managed, boundary = self.name("role"), self.name("managed"), self.name("boundary")
        arns = {
            policy: self.iam.create_policy(PolicyName=policy, PolicyDocument=text)["Policy"]["Arn"]
            for policy, text in {
                managed: document(statement("Allow", "sqs:SendMessage")),
                boundary: document(statement("Allow", ["s3:ListBucket", "sqs:*"])),
            }.items()
        }
        role = self.iam.create_role(
            RoleName=name, AssumeRolePolicyDocument="{}", PermissionsBoundary=arns[boundary]
        )["Role"]["Arn"]
        self.iam.attach_role_policy(RoleName=name, PolicyArn=arns[managed])
        self.iam.put_role_policy(
            RoleName=name, PolicyName="own", PolicyDocument=document(statement("Allow", "s3:*"))
        )

        def decisions(**more):
            answer = self.iam.simulate_principal_policy(
                PolicySourceArn=role,
                ActionNames=["s3:ListBucket", "s3:DeleteBucket", "sqs:SendMessage"],
                ResourceArns=["*"],
                **more,
            )
            return [result["EvalDecision"] for result in answer["EvaluationResults"]]

        self.assertEqual(["allowed", "implicitDeny", "allowed"], decisions())
        denies = document(statement("Deny", "sqs:*"))
        self.assertEqual(
            ["allowed", "implicitDeny", "explicitDeny"], decisions(PolicyInputList=[denies])
        )

    def test_a_role_that_is_not_there_is_no_answer(self):
        arn = f"arn:aws:iam::{ACCOUNT}:role/nobody"
        code = self.error_code(
            self.iam.simulate_principal_policy, PolicySourceArn=arn, ActionNames=["s3:ListBucket"]
        )
        self.assertEqual("NoSuchEntity", code)

    def test_a_page_has_a_hundred_answers(self):
        resources = [f"{BUCKET}/{number}" for number in range(60)]
        pages = self.iam.get_paginator("simulate_custom_policy").paginate(
            PolicyInputList=[document(statement("Allow", "s3:GetObject", f"{BUCKET}/59"))],
            ActionNames=["s3:GetObject", "s3:PutObject"],
            ResourceArns=resources,
        )
        sizes, allowed = [], []
        for page in pages:
            sizes.append(len(page["EvaluationResults"]))
            allowed += [
                (result["EvalActionName"], result["EvalResourceName"])
                for result in page["EvaluationResults"]
                if result["EvalDecision"] == "allowed"
            ]
        self.assertEqual([100, 20], sizes)
        self.assertEqual([("s3:GetObject", f"{BUCKET}/59")], allowed)


class Limits(EmulatorTest):
    def test_what_functions_reserve_is_not_shared(self):
        settings = client("lambda", self.endpoint).get_account_settings()["AccountLimit"]
        self.assertEqual(1000, settings["ConcurrentExecutions"])
        self.assertLessEqual(settings["UnreservedConcurrentExecutions"], 1000)

    def test_a_region_that_is_off_knows_nobody(self):
        def caller(region: str):
            return client("sts", self.endpoint, region=region).get_caller_identity

        self.assertEqual(ACCOUNT, caller(REGION)()["Account"])
        self.assertEqual("InvalidClientTokenId", self.error_code(caller("ap-east-1")))
