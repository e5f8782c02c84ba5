"""The stages in order: take stock of the content, check, plan, make, audit, publish; remember for the next time."""

from sitegen.pipeline.run import build, examined
from sitegen.pipeline.settings import Outcome, Settings, lines_of, words_of
from sitegen.pipeline.whole import Checked, examine

__all__ = ["Checked", "Outcome", "Settings", "build", "examine", "examined", "lines_of", "words_of"]
