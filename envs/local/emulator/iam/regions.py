"""Refuses credentials in a region that is off, which moto 5.2.1 takes everywhere.

Regions made before March 20, 2019 are on in every account. The others are off until the account
asks for them, and know nobody of it. Only STS is held to that here: every program asks it first.
https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
"""

from __future__ import annotations

from moto.ec2.models.availability_zones_and_regions import RegionsAndZonesBackend
from werkzeug.wrappers import Response

from .. import context

_REFUSAL = (
    "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code>"
    "<Message>The security token included in the request is invalid</Message></Error>"
    "</ErrorResponse>"
)


def refusal(request: context.Request) -> Response | None:
    """The response of STS in a region that is off; None for any other."""
    off = {r.name for r in RegionsAndZonesBackend.regions if r.opt_in_status == "not-opted-in"}
    if request.service != "sts" or request.region not in off:
        return None
    return Response(_REFUSAL, 403, content_type="text/xml")
