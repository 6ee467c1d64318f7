"""AWS on a laptop: moto's server, and the one thing that moto needs Docker for, Lambda functions.

moto keeps the state of every AWS service in memory and answers their APIs. This package starts its
server, runs the zips that are deployed to it as Lambda would, and corrects moto where it departs
from AWS in a way that matters to this project.

Reading order: `__main__` (the command line), `server` (the process), `context` (whose request it
is), `targets` (what an alias means now), `functions` (which version runs where, retries, failure
destination), `runtime` (one execution environment), `logs`; then what brings events to functions:
`s3_events`, `event_sources` (queues), `eventbridge`; what they may do: `permissions`, `roles`,
`policies`; for tests `faults` and `receiver`; and the lists of corrections.
Needs Linux: AWS's runtime interface client for Java has a native part, for Linux alone.
"""
