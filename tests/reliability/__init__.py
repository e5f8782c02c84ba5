"""Builds that are killed, starved and crossed, and what is left of the site then."""
