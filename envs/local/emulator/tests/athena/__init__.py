"""Tests of the emulator's Athena."""
