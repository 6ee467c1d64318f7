"""JSON is told from what is none at every depth, by the same rules as Python's own reader."""

import json
import random
import unittest

from emulator import deep_json

DEEP = 20_000


class Payloads(unittest.TestCase):
    def taken(self, text, check=deep_json.check):
        try:
            check(text)
            return True
        except ValueError:
            return False

    def test_json_that_is_nested_deeply_is_json(self):
        for text in (
            "[" * DEEP + "]" * DEEP,
            '{"a":' * DEEP + "1" + "}" * DEEP,
            "[" * DEEP + '1, {"a": [], "b": {}}, "x\\n"' + "]" * DEEP + " \n",
        ):
            deep_json.check(text)

    def test_what_is_nested_deeply_and_no_json_is_refused(self):
        deep = "[" * DEEP
        for text in (deep, deep + "]", deep + "]" * DEEP + "]", deep + "1 2" + "]" * DEEP):
            self.assertFalse(self.taken(text))
        self.assertFalse(self.taken(deep + "NaN" + "]" * DEEP))
        self.assertFalse(self.taken("{}" + deep + "]" * DEEP))

    def test_constants_that_python_alone_knows_are_refused(self):
        for text in ("NaN", "Infinity", "[-Infinity]"):
            self.assertFalse(self.taken(text))

    def test_both_ways_of_checking_agree(self):
        chosen = random.Random(7)
        parts = ["[", "]", "{", "}", ",", ":", '"a"', '"\\u00e9"', "1", "-0.5e+3", "01", "true"]
        parts += [" ", "[]", '{"a":1}', '"a":', "\t", "nul", '"\x01"', "+1", ".5"]
        valid = 0
        for _ in range(50_000):
            text = "".join(chosen.choices(parts, k=chosen.randint(1, 6)))
            expected = self.taken(text)
            valid += expected
            self.assertEqual(expected, self.taken(text, deep_json._check_by_tokens), text)
        self.assertGreater(valid, 1000)

    def test_a_field_that_is_json_stays_what_it_is_and_other_bytes_become_text(self):
        deep = ("[" * DEEP + "]" * DEEP).encode()
        text = deep_json.dump({"a": 1}, deep=deep, none=b"", broken=b"{\xff", value=b'{"b": 2}')
        self.assertIn(deep.decode(), text)
        read = json.loads(text.replace(deep.decode(), "0"))
        expected = {"a": 1, "deep": 0, "none": None, "broken": "{\ufffd", "value": {"b": 2}}
        self.assertEqual(expected, read)
