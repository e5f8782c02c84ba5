"""A static site generator for public transparency pages of EU co-funded projects."""

__version__ = "0.1.0"
