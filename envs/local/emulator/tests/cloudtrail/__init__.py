"""Tests of the emulator's CloudTrail."""
