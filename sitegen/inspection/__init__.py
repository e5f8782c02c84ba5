"""What a built page says in its bytes, and what is wrong with it. Needs no browser; every build goes through it."""

from sitegen.inspection.inspect import Subject, faults_of, inspect, is_statement
from sitegen.inspection.markup import Markup, read_markup
from sitegen.inspection.requests import requests_of_style

__all__ = ["Markup", "Subject", "faults_of", "inspect", "is_statement", "read_markup", "requests_of_style"]
