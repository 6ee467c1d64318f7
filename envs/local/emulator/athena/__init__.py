"""Athena: workgroups and named queries. It runs no SQL."""
