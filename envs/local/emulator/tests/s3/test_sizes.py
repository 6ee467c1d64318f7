"""A key and the user metadata of an object are limited in size."""

from ..harness import EmulatorTest


class Sizes(EmulatorTest):
    def test_a_key_has_1024_bytes_at_most(self):
        bucket = self.bucket()
        put = self.s3.put_object
        put(Bucket=bucket, Key="ü" * 512)
        for call in (put, self.s3.get_object):
            code = self.error_code(call, Bucket=bucket, Key="ü" * 512 + "x")
            self.assertEqual("KeyTooLongError", code)

    def test_metadata_has_2_kilobytes_at_most(self):
        bucket = self.bucket()
        put = self.s3.put_object
        put(Bucket=bucket, Key="k", Metadata={"a": "x" * 1023, "b": "x" * 1023})
        large = {"a": "x" * 1023, "b": "x" * 1024}
        code = self.error_code(put, Bucket=bucket, Key="k", Metadata=large)
        self.assertEqual("MetadataTooLarge", code)
