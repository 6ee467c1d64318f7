"""Tests of the emulator's SQS."""
