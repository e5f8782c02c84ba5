"""Edits of a small site, to hold builds that remember against clean ones."""
