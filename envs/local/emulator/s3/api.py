"""The sub-resources of buckets and objects, read from botocore's model of S3's API."""

from __future__ import annotations

import functools

from botocore.loaders import create_loader


@functools.lru_cache(maxsize=None)
def operations() -> dict[tuple[bool, str, str], str]:
    """The operations on sub-resources by level (true: an object's), method and sub-resource."""
    found = {}
    model = create_loader().load_service_model("s3", "service-2")
    for name, operation in model["operations"].items():
        path, _, query = operation["http"]["requestUri"].partition("?")
        subresource = query.partition("&")[0]
        if subresource and "=" not in subresource:
            found["{Key" in path, operation["http"]["method"], subresource] = name
    return found


@functools.lru_cache(maxsize=None)
def subresources(of_object: bool) -> frozenset[str]:
    """The names of all sub-resources of a bucket, or of an object."""
    return frozenset(name for level, _, name in operations() if level == of_object)
