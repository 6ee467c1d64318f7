"""A named query can be deleted, and is not found afterwards."""

from botocore.exceptions import ClientError

from ..harness import EmulatorTest, client


class NamedQueries(EmulatorTest):
    def test_a_deleted_query_is_not_found_any_more(self):
        athena = client("athena", self.endpoint)
        group = self.name("group")
        athena.create_work_group(Name=group)
        given = {"Name": "q", "Database": "d", "QueryString": "SELECT 1", "WorkGroup": group}
        query = athena.create_named_query(**given)["NamedQueryId"]
        athena.delete_named_query(NamedQueryId=query)
        self.assertEqual([], athena.list_named_queries(WorkGroup=group)["NamedQueryIds"])
        for call in (athena.get_named_query, athena.delete_named_query):
            with self.assertRaises(ClientError) as refused:
                call(NamedQueryId=query)
            self.assertEqual("InvalidRequestException", refused.exception.response["Error"]["Code"])
