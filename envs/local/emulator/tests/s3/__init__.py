"""Tests of the emulator's S3."""
