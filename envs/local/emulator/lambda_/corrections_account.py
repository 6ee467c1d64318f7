"""GetAccountSettings, which moto 5.2.1 lacks. Importing this module applies it.

What functions reserve is taken from what the others share, of which AWS keeps 100.
https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html
"""

from __future__ import annotations

import json
import os

from moto.awslambda import urls
from moto.awslambda.responses import LambdaResponse


def _get_account_settings(self) -> str:
    limit = int(os.environ.get("MOTO_LAMBDA_CONCURRENCY_QUOTA", "1000"))  # moto's own
    functions = list(self.backend.list_functions())
    reserved = sum(int(function.reserved_concurrency or 0) for function in functions)
    return json.dumps(
        {
            "AccountLimit": {
                "ConcurrentExecutions": limit,
                "UnreservedConcurrentExecutions": limit - reserved,
            },
            "AccountUsage": {"FunctionCount": len(functions)},
        }
    )


LambdaResponse.get_account_settings = _get_account_settings
urls.url_paths[r"{0}/(?P<api_version>[^/]+)/account-settings/?$"] = LambdaResponse.dispatch
