"""Tests of the emulator's IAM."""
