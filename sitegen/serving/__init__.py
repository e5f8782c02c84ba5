"""What a web server has to know to serve a site well: pure functions from where the site lies to text."""

from sitegen.serving.formats import FORMATS, headers_text
from sitegen.serving.web import UnservableError, Web, web_of

__all__ = ["FORMATS", "UnservableError", "Web", "headers_text", "web_of"]
