"""The stages in order: take stock of the content, check, plan, make, audit, publish; remember for the next time."""

from sitegen.pipeline.looking_up import words_of
from sitegen.pipeline.run import build, examined
from sitegen.pipeline.whole import Checked, examine
from sitegen.settings import Outcome, Settings, lines_of

__all__ = ["Checked", "Outcome", "Settings", "build", "examine", "examined", "lines_of", "words_of"]
