"""Tests: one file per subject, tables of values, expected first, no mocks of our own code."""
