"""The body on its way to the integration: templates, passing through, text and bytes."""

from .api import PARAMETERS, ApiTest


class RequestBodies(ApiTest):
    def stored(self, body: bytes, kind: str = "application/json", binary=(), **integration):
        """The status of a request, and the body that was stored, if there is one."""
        bucket = self.bucket()
        api = self.deployed(bucket, binary=binary, integration=integration)
        path = "/table/orders/object?q=1"
        answer = self.send(api, body, path=path, headers={"Content-Type": kind, "X-A": "b"})
        if answer.status != 200:
            return answer.status, answer.json
        key = f"id={answer.json['data']['id']}"
        return 200, self.s3.get_object(Bucket=bucket, Key=key)["Body"].read()

    def test_a_template_makes_the_body(self):
        template = (
            '{"t": "$input.params(\'table\')", "q": "$input.params(\'q\')", '
            '"h": "$input.params(\'X-A\')", "a": $input.json(\'$.a\'), '
            '"c": "$input.path(\'$.a.b[1]\')", "s": "${context.stage}", "n": "$!context.none"}'
        )
        status, body = self.stored(
            b'{"a": {"b": [1, "x"]}}', requestTemplates={"application/json": template}
        )
        self.assertEqual(200, status)
        expected = '{"t": "orders", "q": "1", "h": "b", "a": {"b": [1, "x"]}, "c": "x", '
        self.assertEqual(expected + '"s": "v1", "n": ""}', body.decode())

    def test_a_body_without_a_template_of_its_kind_passes_as_the_api_says(self):
        templates = {"a/b": "x"}
        for behaviour, expected in (
            ("WHEN_NO_MATCH", (200, b"{}")),
            ("WHEN_NO_TEMPLATES", (415, {"message": "Unsupported Media Type"})),
            ("NEVER", (415, {"message": "Unsupported Media Type"})),
        ):
            with self.subTest(behaviour):
                found = self.stored(
                    b"{}", passthroughBehavior=behaviour, requestTemplates=templates
                )
                self.assertEqual(expected, found)
        self.assertEqual((200, b"{}"), self.stored(b"{}", passthroughBehavior="WHEN_NO_TEMPLATES"))

    def test_bytes_become_text_and_text_bytes_where_the_api_says_so(self):
        binary = ("a/*",)
        for body, kind, handling, expected in (
            (b"\xff", "a/b", "CONVERT_TO_TEXT", b"/w=="),
            (b"\xff", "a/b", "CONVERT_TO_BINARY", b"\xff"),
            (b"/w==", "b/c", "CONVERT_TO_BINARY", b"\xff"),
            (b"x", "b/c", "CONVERT_TO_TEXT", b"x"),
        ):
            with self.subTest(kind, handling=handling):
                found = self.stored(body, kind, binary, contentHandling=handling)
                self.assertEqual((200, expected), found)
        failed = self.stored(b"?", "b/c", binary, contentHandling="CONVERT_TO_BINARY")
        self.assertEqual((500, {"message": "Internal server error"}), failed)

    def test_a_part_of_the_body_can_be_mapped(self):
        bucket = self.bucket()
        name = "integration.request.header.x-amz-meta-table"
        parameters = {**PARAMETERS, name: "method.request.body.a.b"}
        api = self.deployed(bucket, parameters=parameters)
        answer = self.send(api, b'{"a": {"b": 7}}')
        key = f"id={answer.json['data']['id']}"
        found = self.s3.head_object(Bucket=bucket, Key=key)["Metadata"]
        self.assertEqual("7", found["table"])
