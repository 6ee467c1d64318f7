"""Tests of the emulator's Kinesis."""
