"""Tests of the emulator's API Gateway."""
