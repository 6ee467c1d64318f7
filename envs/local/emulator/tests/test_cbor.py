"""CBOR is read and written as CloudWatch's clients do."""

from __future__ import annotations

import io
import json
import unittest

from emulator import cbor


class CborTest(unittest.TestCase):
    def test_every_value_of_json_comes_back(self):
        numbers = [0, 23, 24, 255, 256, 65536, 1 << 32, -1, -24, -25, -257, 0.5, -2.0]
        value = {"é" * 30: numbers, "a": [None, True, False, "", {}], "long": ["x"] * 300}
        expected = {**value, "a": [None, True, False, "", {}]}
        self.assertEqual(cbor.decode(cbor.encode(value)), expected)

    def test_a_time_is_a_number_of_seconds(self):
        self.assertEqual(cbor.decode(bytes.fromhex("c1fb405ec00000000000")), 123.0)

    def test_moto_gets_json_and_the_client_cbor(self):
        seen = {}

        def moto(environ, start_response):
            seen.update(environ)
            start_response("400 Bad Request", [("Content-Type", "application/json")])
            return [b'{"__type": "ValidationError"}']

        body = cbor.encode({"AlarmNamePrefix": "a"})
        answer = cbor.answer(
            moto,
            {
                "PATH_INFO": "/service/GraniteServiceVersion20100801/operation/DescribeAlarms",
                "CONTENT_LENGTH": str(len(body)),
                "wsgi.input": io.BytesIO(body),
            },
            lambda status, headers: seen.update(status=status, headers=dict(headers)),
        )
        self.assertEqual(json.load(seen["wsgi.input"]), {"AlarmNamePrefix": "a"})
        self.assertEqual(
            seen["HTTP_X_AMZ_TARGET"], "GraniteServiceVersion20100801.DescribeAlarms"
        )
        self.assertEqual(seen["status"], "400 Bad Request")
        self.assertEqual(seen["headers"]["smithy-protocol"], "rpc-v2-cbor")
        self.assertEqual(cbor.decode(b"".join(answer)), {"__type": "ValidationError"})

    def test_any_other_request_is_passed_on(self):
        self.assertEqual(cbor.answer(lambda *_: [b"x"], {"PATH_INFO": "/bucket/key"}, None), [b"x"])
