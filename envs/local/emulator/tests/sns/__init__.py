"""Tests of the emulator's SNS."""
