"""Tests of the emulator's CloudWatch."""
