"""Corrects moto 5.2.1, which cannot delete a named query. Importing this module applies it.

A statement that is changed is deleted and made anew, and an error 500 makes the provider try again
for a quarter of an hour.
"""

from __future__ import annotations

from moto.athena.responses import AthenaResponse

from ..patching import replaces


def _delete_named_query(self) -> tuple[str, dict[str, int]] | str:
    wanted = self._get_param("NamedQueryId")
    if self.athena_backend.named_queries.pop(wanted, None) is None:
        return self.error(f"Query {wanted} not found", 400)
    return "{}"


AthenaResponse.delete_named_query = _delete_named_query


@replaces(AthenaResponse, "get_named_query")
def _get_named_query(original, self):
    """In moto an error 500 if there is none."""
    wanted = self._get_param("NamedQueryId")
    if self.athena_backend.get_named_query(wanted) is None:
        return self.error(f"Query {wanted} not found", 400)
    return original(self)
