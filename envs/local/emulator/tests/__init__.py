"""Tests of the emulator: its own server, real clients, and a runtime in Python in place of Java."""
