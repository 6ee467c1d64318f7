"""Kinesis: data streams, their shards and records."""
