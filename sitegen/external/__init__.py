"""Links to other sites: where they stand, what their servers answer, and what that means."""

from sitegen.external.answers import Answer, State
from sitegen.external.asking import Manner, ask_all
from sitegen.external.gathering import links_of_content, links_of_pages
from sitegen.external.judging import diagnostics_of
from sitegen.external.remembering import recall, remember

__all__ = [
    "Answer",
    "Manner",
    "State",
    "ask_all",
    "diagnostics_of",
    "links_of_content",
    "links_of_pages",
    "recall",
    "remember",
]
