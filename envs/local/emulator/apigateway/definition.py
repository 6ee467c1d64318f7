"""What a deployment has of its API: a copy, which later changes of the API do not reach."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes

from moto.apigateway.models import Authorizer, Method, RestAPI

_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True)
class Route:
    """A resource of an API: its path in parts, and its methods."""

    resource_id: str
    path: str
    parts: tuple[str, ...]
    methods: dict[str, Method]

    def variables(self, given: list[str]) -> dict[str, str] | None:
        """The path variables of a request, still encoded; None if the path is another one."""
        greedy = bool(self.parts) and self.parts[-1].endswith("+}")
        if len(given) < len(self.parts) or (len(given) > len(self.parts) and not greedy):
            return None
        found = {}
        for number, (part, value) in enumerate(zip(self.parts, given)):
            if not part.startswith("{"):
                if part != value:
                    return None
                continue
            if part.endswith("+}") and number == len(self.parts) - 1:
                value = "/".join(given[number:])
            if not value:
                return None
            found[part.strip("{}+")] = value
        return found

    def rank(self) -> list[int]:
        """Literal parts come before variables, and these before greedy ones."""
        return [2 if p.endswith("+}") else 1 if p.startswith("{") else 0 for p in self.parts]


@dataclass(frozen=True)
class Definition:
    """The parts of an API that a deployment freezes."""

    routes: tuple[Route, ...]
    authorizers: dict[str, Authorizer]
    validators: dict[str, Any]
    models: dict[str, Any]
    gateway_responses: dict[str, Any]
    binary_media_types: tuple[str, ...]
    policy: str | None
    api_key_source: str

    @classmethod
    def of(cls, api: RestAPI) -> Definition:
        """The present definition of an API."""
        routes = []
        for resource in api.resources.values():
            path = resource.get_path()
            parts = tuple(path.strip("/").split("/")) if path != "/" else ()
            methods = copy.deepcopy(resource.resource_methods)
            routes.append(Route(resource.id, path, parts, methods))
        return cls(
            tuple(sorted(routes, key=Route.rank)),
            copy.deepcopy(api.authorizers),
            copy.deepcopy(api.request_validators),
            copy.deepcopy(api.models),
            copy.deepcopy(api.gateway_responses),
            tuple(kind.replace("~1", "/") for kind in api.binaryMediaTypes),
            api.policy,
            api.api_key_source,
        )

    def find(self, http_method: str, path: str) -> tuple[Route, Method, dict[str, str]] | None:
        """The route and method of a request, with its path variables, decoded.

        The parts of a path are told apart before they are decoded, so that `a%2Fb` is one part. A
        part that is not UTF-8 raises a ValueError.
        """
        path = path[1:].removesuffix("/")
        given = path.split("/") if path else []
        for route in self.routes:
            variables = route.variables(given)
            method = route.methods.get(http_method) or route.methods.get("ANY")
            if variables is not None and method:
                return route, method, {name: decode(value) for name, value in variables.items()}
        return None

    def is_binary(self, media_type: str) -> bool:
        """Whether the API takes a media type as bytes."""
        kind = media_type.partition(";")[0].strip().lower()
        family = kind.partition("/")[0]
        accepted = {each.lower() for each in self.binary_media_types}
        return bool(accepted & {kind, f"{family}/*", "*/*"})


def decode(text: str) -> str:
    """A part of a path, percent-decoded; text that is not encoded UTF-8 raises a ValueError."""
    if _ESCAPE.search(text):
        raise ValueError(f"the path has a % that encodes nothing: {text!r}")
    return unquote_to_bytes(text).decode()
