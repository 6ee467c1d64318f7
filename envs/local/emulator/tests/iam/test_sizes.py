"""Policies are limited in size, as in IAM."""

import json

from ..harness import EmulatorTest


def document(characters):
    """A policy of so many characters, and white space, which counts nowhere in IAM."""
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::"}
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    size = len(json.dumps(policy, separators=(",", ":")))
    statement["Resource"] += "k" * (characters - size)
    return json.dumps(policy, indent=4)


class Sizes(EmulatorTest):
    def test_the_policies_of_a_role_have_a_size_together(self):
        role = self.name("role")
        self.iam.create_role(RoleName=role, AssumeRolePolicyDocument="{}")
        put = self.iam.put_role_policy
        put(RoleName=role, PolicyName="a", PolicyDocument=document(10_000))
        put(RoleName=role, PolicyName="b", PolicyDocument=document(240))
        for size, name in ((10_001, "a"), (241, "b"), (120, "c")):
            given = {"RoleName": role, "PolicyName": name, "PolicyDocument": document(size)}
            self.assertEqual("LimitExceeded", self.error_code(put, **given))
        names = self.iam.list_role_policies(RoleName=role)["PolicyNames"]
        self.assertEqual(["a", "b"], names)
        put(RoleName=role, PolicyName="a", PolicyDocument=document(9_000))

    def test_a_managed_policy_has_a_size(self):
        create, version = self.iam.create_policy, self.iam.create_policy_version
        made = create(PolicyName=self.name("policy"), PolicyDocument=document(6_144))
        arn, long = made["Policy"]["Arn"], document(6_145)
        other = {"PolicyName": self.name("policy"), "PolicyDocument": long}
        self.assertEqual("LimitExceeded", self.error_code(create, **other))
        code = self.error_code(version, PolicyArn=arn, PolicyDocument=long)
        self.assertEqual("LimitExceeded", code)
