"""Tests of the emulator's Lambda."""
