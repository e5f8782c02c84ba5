"""Messages out of templates and sources into `locales/`. Run `make catalogues` after a change of words.

`python -m sitegen.extraction` writes the catalogues: translations are kept, English is filled in, what is gone goes.
"""

from __future__ import annotations

import ast
import io
import string
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment

from sitegen.catalogues import categories
from sitegen.diagnostics import CODES, NOUNS, WORDS
from sitegen.l10n.terms import SEGMENTS, TERMS
from sitegen.resources import resource_folder
from sitegen.scaffold import descriptions

LANGUAGES = ("lv", "en")
DOMAINS = ("site", "diagnostics")
# Written by hand: Babel's own rule for Latvian disagrees with CLDR on 10 to 20, 30, 40 …
_PLURALS = {
    "lv": "nplurals=3; plural=(n%10==0 || (n%100>=11 && n%100<=19)) ? 0 : (n%10==1 && n%100!=11) ? 1 : 2;",
    "en": "nplurals=2; plural=(n != 1);",
}
_SIMPLE = frozenset({"gettext", "gettext_noop", "_own"})
_OF_THE_PROGRAM = frozenset(
    {"cli", "preview", "serve", "scaffold", "stamping", "diagnostics", "audit", "failures", "faults", "importing"}
)

Message = tuple[str, str, str]
"""Context, message, plural (both may be empty)."""


def messages(domain: str) -> list[Message]:
    """Every message of a domain, sorted."""
    found = _of_diagnostics() if domain == "diagnostics" else _of_site()
    return sorted(set(found))


def _of_site() -> Iterator[Message]:
    environment = Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)
    for path in sorted(resource_folder("templates").rglob("*.html")):
        for _, function, message in environment.extract_translations(path.read_text(encoding="utf-8")):  # type: ignore[attr-defined]
            yield _message(function, message if isinstance(message, tuple) else (message,))
    yield from _of_sources(lambda name: name not in _OF_THE_PROGRAM)
    for context, message in TERMS:
        yield context, message, ""
    for word in SEGMENTS:
        yield "address", word, ""


def _message(function: str, arguments: tuple[str | None, ...]) -> Message:
    texts = [argument or "" for argument in arguments]
    if function == "pgettext":
        return texts[0], texts[1], ""
    if function == "npgettext":
        return texts[0], texts[1], texts[2]
    return ("", texts[0], texts[1]) if function == "ngettext" else ("", texts[0], "")


def _of_diagnostics() -> Iterator[Message]:
    for code in CODES.values():
        for text in (code.message, *code.hints, code.explanation):
            yield "", text, ""
    for text in (*NOUNS, *WORDS, *descriptions()):
        yield "", text, ""
    yield from _of_sources(lambda name: name in _OF_THE_PROGRAM)
    yield from _of_help()


def _of_help() -> Iterator[Message]:
    """What the commands tell of themselves and of their options, which stands with them."""
    tree = ast.parse((Path(__file__).parent / "cli" / "__init__.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "option":
            yield from _of_option(node)
        elif isinstance(node, ast.FunctionDef) and any(map(_makes_command, node.decorator_list)):
            yield "", ast.get_docstring(node) or "", ""


def _of_option(node: ast.Call) -> Iterator[Message]:
    for one in node.keywords:
        if one.arg == "help" and isinstance(one.value, ast.Constant):
            yield "", str(one.value.value), ""


def _makes_command(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and getattr(decorator.func, "attr", "") in {"command", "group"}


def _of_sources(is_wanted: Callable[[str], bool]) -> Iterator[Message]:
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*.py")):
        unit = path.relative_to(folder).parts[0].removesuffix(".py")
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if is_wanted(unit) else ()
        for node in nodes:
            if isinstance(node, ast.Call):
                yield from _of_call(node)


def _of_call(node: ast.Call) -> Iterator[Message]:
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    if name in _SIMPLE and len(texts) == 1:
        yield "", texts[0], ""
    elif name == "ngettext" and len(texts) == 2:
        yield "", texts[0], texts[1]


def placeholders(text: str) -> frozenset[str]:
    """The names that a message takes, in either style."""
    named = (
        {name for _, name, _, _ in string.Formatter().parse(text.replace("%(", "{").replace(")s", "}"))}
        if ("%(" in text)
        else {name for _, name, _, _ in string.Formatter().parse(text)}
    )
    return frozenset(name for name in named if name)


def read(language: str, domain: str) -> Catalog:
    """A catalogue as it lies in `locales/`; an empty one when it is not there."""
    path = catalogue_path(language, domain)
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def catalogue_path(language: str, domain: str) -> Path:
    """Where a catalogue lies."""
    return resource_folder("locales") / language / "LC_MESSAGES" / f"{domain}.po"


def updated(language: str, domain: str) -> bytes:
    """The catalogue with exactly the messages there are; translations are kept."""
    old = read(language, domain)
    new = Catalog(locale=language, project="sitegen", charset="utf-8", fuzzy=False)
    for context, message, plural in messages(domain):
        known = old.get(message, context=context or None)
        identifier = (message, plural) if plural else message
        translated = known.string if known is not None and known.string else ""
        if language == "en":
            translated = (message, plural) if plural else message
        elif plural and not isinstance(translated, tuple):
            translated = ("",) * len(categories(language))
        new.add(identifier, translated, context=context or None)
    buffer = io.BytesIO()
    write_po(buffer, new, width=120, sort_output=True, omit_header=True)
    return _header(language).encode() + b"\n" + buffer.getvalue()


def _header(language: str) -> str:
    lines = (
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Language: {language}",
        f"Plural-Forms: {_PLURALS[language]}",
    )
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines)


def gaps(language: str, domain: str) -> Iterable[str]:
    """What is wrong with a catalogue: a missing, superfluous, fuzzy or empty message, other placeholders."""
    wanted = {(context, message): plural for context, message, plural in messages(domain)}
    catalogue = read(language, domain)
    held = {(m.context or "", m.id if isinstance(m.id, str) else m.id[0]): m for m in catalogue if m.id}
    for key in wanted.keys() - held.keys():
        yield f"missing: {key}"
    for key in held.keys() - wanted.keys():
        yield f"superfluous: {key}"
    for key in wanted.keys() & held.keys():
        strings = held[key].string
        forms = strings if isinstance(strings, tuple) else (strings,)
        if held[key].fuzzy or not all(forms) or (wanted[key] and len(forms) != len(categories(language))):
            yield f"untranslated: {key}"
        allowed = placeholders(str(key[1])) | placeholders(wanted[key])
        if any(placeholders(str(form)) - allowed for form in forms):
            yield f"other placeholders: {key}"


def main() -> None:
    """Write every catalogue."""
    for language in LANGUAGES:
        for domain in DOMAINS:
            path = catalogue_path(language, domain)
            data = updated(language, domain)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            print(f"{path.name} ({language}): {len(list(gaps(language, domain)))} to translate")


if __name__ == "__main__":
    main()
