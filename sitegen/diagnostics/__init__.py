"""What is wrong, where, and what to write instead."""

from sitegen.diagnostics.codes import CODES, NOUNS, WORDS, Code, Severity
from sitegen.diagnostics.model import Collector, Diagnostic, Excepted, Span, problem

__all__ = ["CODES", "NOUNS", "WORDS", "Code", "Collector", "Diagnostic", "Excepted", "Severity", "Span", "problem"]
