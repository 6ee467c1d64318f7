"""Statements of a resource policy allow, deny or say nothing, as AWS documents it."""

import unittest

from emulator.iam.policies import evaluate

ARN = "arn:aws:s3:::bucket/key"
CALLER = ["AWS:arn:aws:iam::1:role/reader", "AWS:1"]


def effect(keys=None, principals=CALLER, action="s3:GetObject", resource=ARN, **changes):
    statement = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", **changes}
    statement = {name: value for name, value in statement.items() if value is not None}
    return evaluate({"Statement": [statement]}, action, resource, principals, keys or {})


class Policies(unittest.TestCase):
    def test_a_deny_wins_over_an_allow(self):
        allow = {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}
        deny = {**allow, "Effect": "Deny", "Resource": "arn:aws:s3:::bucket/k*"}
        self.assertEqual("Deny", evaluate({"Statement": [allow, deny]}, "s3:X", ARN, [], {}))
        self.assertEqual("Allow", evaluate({"Statement": allow}, "s3:X", ARN, [], {}))

    def test_elements_must_match(self):
        for changes in (
            {"Action": "s3:Put*"},
            {"NotAction": "s3:get*", "Action": None},
            {"Resource": "arn:aws:s3:::bucket"},
            {"NotResource": "arn:aws:s3:::bucket/*", "Resource": None},
            {"Principal": {"AWS": "2"}},
            {"Principal": {"Service": "s3.amazonaws.com"}},
            {"NotPrincipal": {"AWS": ["1"]}, "Principal": None},
        ):
            with self.subTest(changes):
                self.assertIsNone(effect(**changes))

    def test_elements_match_by_pattern_list_and_name(self):
        for changes in (
            {"Action": ["s3:Put*", "S3:get?bject"]},
            {"NotAction": "s3:Put*", "Action": None},
            {"Principal": {"AWS": ["2", "1"]}},
            {"Principal": {"AWS": "*"}},
            {"NotPrincipal": {"AWS": "2"}, "Principal": None},
        ):
            with self.subTest(changes):
                self.assertEqual("Deny", effect(**changes))

    def test_an_escaped_wildcard_is_a_character(self):
        pattern = "arn:aws:s3:::bucket/${*}/a${?}b/_${$}x${$}/*"
        resource = "arn:aws:s3:::bucket/*/a?b/_$x$/k"
        self.assertEqual("Deny", effect(Resource=pattern, resource=resource))
        for other in ("in/a?b/_$x$/k", "*/axb/_$x$/k", "*/a?b/_$x/k"):
            with self.subTest(other):
                self.assertIsNone(effect(Resource=pattern, resource=f"arn:aws:s3:::bucket/{other}"))

    def test_conditions_hold_as_documented(self):
        keys = {"aws:securetransport": "true", "aws:principalarn": "arn:x:role/a", "n": "5"}
        keys["aws:sourceip"] = "10.0.0.7"
        for holds, operator, key, expected in (
            (False, "Bool", "aws:SecureTransport", "false"),
            (True, "Bool", "aws:SecureTransport", True),
            (True, "ArnLike", "aws:PrincipalArn", ["arn:y", "arn:?:role/*"]),
            (False, "ArnNotLike", "aws:PrincipalArn", ["arn:y", "arn:?:role/*"]),
            (True, "StringNotEquals", "aws:PrincipalArn", ["arn:y", "arn:z"]),
            (False, "StringNotEquals", "aws:PrincipalArn", ["arn:y", "arn:x:role/a"]),
            (True, "NumericLessThanEquals", "n", "5"),
            (False, "NumericGreaterThan", "n", ["5", "6"]),
            (True, "IpAddress", "aws:SourceIp", "10.0.0.0/24"),
            (False, "NotIpAddress", "aws:SourceIp", "10.0.0.0/24"),
            # a key that the request does not have
            (False, "StringEquals", "aws:PrincipalOrgID", "o-1"),
            (True, "StringNotEquals", "aws:PrincipalOrgID", "o-1"),
            (True, "StringEqualsIfExists", "aws:PrincipalOrgID", "o-1"),
            (True, "Null", "aws:PrincipalOrgID", "true"),
            (False, "Null", "n", "true"),
        ):
            with self.subTest(f"{operator} {key} {expected}"):
                denied = effect(keys, Condition={operator: {key: expected}})
                self.assertEqual("Deny" if holds else None, denied)

    def test_all_conditions_must_hold(self):
        condition = {"StringEquals": {"a": "1", "b": "2"}}
        self.assertIsNone(effect({"a": "1", "b": "1"}, Condition=condition))
        self.assertEqual("Deny", effect({"a": "1", "b": "2"}, Condition=condition))

    def test_an_unknown_operator_never_holds(self):
        with self.assertLogs("emulator.iam.policies", "WARNING"):
            self.assertIsNone(effect(Condition={"DateEquals": {"a": "1"}}))
