"""Tests of the emulator's EventBridge."""
