"""Corrects moto 5.2.1 in a function's resource policy: Lambda has one for each qualifier.

Its size is limited. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html

Importing this module applies it.
"""

from __future__ import annotations

import json
from urllib.parse import unquote

from moto.awslambda.exceptions import GenericResourcNotFound, LambdaClientError
from moto.awslambda.responses import LambdaResponse

from ..patching import replaces
from .targets import Target, requested_target


_SIZE = 20_480

# Answers to calls that made a statement, by the id that an SDK gives a call and its repetitions.
_answers: dict[str, object] = {}


def _statements(target: Target) -> list[dict]:
    return [s for s in target.latest.policy.statements if s["Resource"] == target.arn]


@replaces(LambdaResponse, "add_permission")
def _add_permission(original, self):
    """moto accepts two statements with the same id, and any number of them.

    An SDK repeats a call whose response was lost. Lambda would refuse the repetition, too, but does
    not lose responses as a busy laptop does: it gets the first answer again.
    """
    call = self.headers.get("Amz-Sdk-Invocation-Id", "")
    if call in _answers:
        return _answers[call]
    target = requested_target(self, self.path.split("/")[-2])
    sid = self.json_body["StatementId"]
    if any(statement["Sid"] == sid for statement in _statements(target)):
        error = LambdaClientError(
            "ResourceConflictException",
            f"The statement id ({sid}) provided already exists. Please provide a new statement id, "
            "or remove the existing statement.",
        )
        error.code = 409
        raise error
    answer = original(self)
    size = len(_document(target).encode())
    if size > _SIZE:
        target.latest.policy.statements.pop()  # the one that moto has added
        raise LambdaClientError(
            "PolicyLengthExceededException",
            f"The final policy size ({size}) is bigger than the limit ({_SIZE}).",
        )
    if call:
        _answers[call] = answer
    return answer


def _document(target: Target) -> str:
    policy = {"Version": "2012-10-17", "Id": "default", "Statement": _statements(target)}
    return json.dumps(policy, separators=(",", ":"))


@replaces(LambdaResponse, "get_policy")
def _get_policy(_original, self):
    """moto returns the statements of every qualifier."""
    target = requested_target(self, self.path.split("/")[-2])
    if not _statements(target):
        raise GenericResourcNotFound()
    return json.dumps({"Policy": _document(target), "RevisionId": target.latest.policy.revision})


@replaces(LambdaResponse, "remove_permission")
def _remove_permission(_original, self):
    """moto removes the first statement with that id, of any qualifier."""
    target = requested_target(self, self.path.split("/")[-3])
    sid = unquote(self.path.split("/")[-1])
    found = [statement for statement in _statements(target) if statement["Sid"] == sid]
    if not found:
        raise GenericResourcNotFound()
    target.latest.policy.statements.remove(found[0])
    return 204, {"status": 204}, ""
