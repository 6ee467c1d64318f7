"""AWS on a laptop: moto's server, Lambda functions beside it, and corrections of moto.

moto keeps the state of every AWS service in memory and serves their APIs. This package starts its
server, runs the deployed zips as Lambda does, and corrects moto where it departs from AWS in a way
that matters to this project. There is a package for each AWS service; README.md lists what each of
them corrects, and why.

Reading order: `__main__` (the command line), `server` (the process), `context` (the request and its
caller), then `lambda_`: `targets`, `functions`, `environment_pool`, `execution_environment`; then
the sources of events: `s3.event_notifications`, `lambda_.event_source_mappings`,
`events.eventbridge`; then `apigateway.rest_apis`, and `iam`. `faults` and `workflow_stub` are for
tests.
Functions need Linux: AWS's runtime interface client for Java has a native part for Linux only.
"""
