"""The command `translations`: what it tells of them, and the digests that it writes into their files.

A digest is one line, or a change within one; every other byte of the file stays. What was written is read again by the
program's own loader before it takes the file's place.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile
from pathlib import Path

from sitegen.catalogues import Catalogue
from sitegen.diagnostics import Collector
from sitegen.failures import unwritten
from sitegen.languages import Language
from sitegen.load.files import Folder
from sitegen.load.markdown import load_text
from sitegen.load.projects import read_record
from sitegen.models.content import Content, MarkdownText, ProjectRecord
from sitegen.source import Entry, Mapping, Scalar, Tree, plain, read_yaml
from sitegen.translations import (
    Item,
    State,
    Translation,
    digest_of_record,
    digest_of_text,
    markdown_items,
    path_in,
    translations,
)
from sitegen.values import dataclass

_KEY = "translates"
_LINE_END = re.compile("\r\n|\r|\n")


class StampRefusedError(Exception):
    """Nothing was written; the text says why, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is recorded now: in which file, as messages call it, for which languages. `is_new`: it was not before."""

    path: str
    languages: tuple[Language, ...]
    is_new: bool

    def told(self, words: Catalogue) -> str:
        """What was done, in a sentence."""
        new = words.gettext("{path}: recorded as up to date ({languages})")
        old = words.gettext("{path}: was recorded as up to date before; nothing was changed ({languages})")
        text = new if self.is_new else old
        return text.format(path=self.path, languages=", ".join(self.languages))


def stamp(content_folder: Path, file: Path, content: Content, words: Catalogue) -> Stamp:
    """Record in `file` that the translation in it is that of the original as it is now.

    `file` is a translation in Markdown, or a project's record, of which the languages without gaps are recorded. Its
    path counts from the current folder, the site's or the content folder. Raises `StampRefusedError`.
    """
    try:
        path = _file_in(content_folder, file, words)
        place = _Place(Folder(content_folder.resolve(), content.folder, Collector()), path, words)
        return _stamped(place, content)
    except OSError as error:
        raise StampRefusedError(unwritten(file, error, words)) from None


def _file_in(content_folder: Path, file: Path, words: Catalogue) -> Path:
    """The file itself: one that is in the content folder by a link alone is not in it."""
    root = content_folder.resolve()
    there = [path.resolve() for path in (file, content_folder.parent / file, root / file) if path.is_file()]
    inside = [path for path in there if path.is_relative_to(root)]
    if inside:
        return inside[0]
    text = words.gettext("{path} is not in the folder {folder}") if there else words.gettext("there is no file {path}")
    raise StampRefusedError(text.format(path=file, folder=content_folder))


@dataclass(frozen=True, slots=True)
class _Place:
    """The file that is to carry a digest."""

    folder: Folder
    path: Path
    words: Catalogue

    @property
    def shown(self) -> str:
        return self.folder.shown(self.relative(self.path))

    def relative(self, path: Path) -> str:
        return path.relative_to(self.folder.path).as_posix()

    def tree(self, path: Path) -> Mapping | None:
        """The record that `path` holds."""
        text = self.folder.read(self.relative(path))
        return read_record(self.shown, text, Collector()) if text is not None else None

    def refused(self, text: str, **parameters: str) -> StampRefusedError:
        return StampRefusedError(text.format(path=self.shown, **parameters))

    def faulty(self, path: str) -> StampRefusedError:
        return StampRefusedError(self.words.gettext("{path} has errors; `sitegen check` tells them").format(path=path))


def _stamped(place: _Place, content: Content) -> Stamp:
    for record in content.projects:
        if record.path == place.shown:
            return _stamp_record(place, record, content)
    for item in markdown_items(content):
        for text in item.texts.values():
            if text.path == place.shown:
                return _stamp_text(place, text, _original_of(place, text, item, content), content)
    if re.fullmatch(r"projects/[^/]+\.(yaml|md)|(news|pages)/[^/]+\.md", place.relative(place.path)):
        raise place.faulty(place.shown)
    said = place.words.gettext("{path} carries no digest: translations in Markdown and records of projects do")
    raise place.refused(said)


def _whole(place: _Place, content: Content) -> tuple[Language, ...]:
    """The languages for which the file can carry a digest."""
    found = [one for one in translations(content) if one.path == place.shown]
    whole = tuple(one.language for one in found if one.is_stampable)
    if not found:
        raise place.refused(place.words.gettext("there is nothing to translate: the site has one language"))
    if not whole:
        gaps = ", ".join(f"{one.language}: {_details(one, place.words)}" for one in found)
        raise place.refused(place.words.gettext("{path} is not translated in full yet ({gaps})"), gaps=gaps)
    return whole


def _stamp_record(place: _Place, record: ProjectRecord, content: Content) -> Stamp:
    if record.wrong:
        raise place.faulty(place.shown)
    whole = _whole(place, content)
    old = record.original.translates
    new: dict[str, object] = {**old, **dict.fromkeys(whole, digest_of_record(record, content.primary))}
    if new != old:
        tree = place.tree(place.path)
        expected = {**_plain(tree), _KEY: new}
        value = "{" + ", ".join(f"{code}: {one}" for code, one in new.items()) + "}"
        edits = _Source.of(place.path).edits(tree, value)
        _write(place, value, edits, lambda path: _plain(place.tree(path)) == expected)
    return Stamp(place.shown, whole, is_new=new != old)


def _plain(tree: Mapping | None) -> dict[str, object]:
    return {entry.key.text: plain(entry.value) for entry in tree.entries} if tree else {}


def _original_of(place: _Place, text: MarkdownText, item: Item, content: Content) -> MarkdownText:
    words, primary = place.words, content.primary
    first = item.texts.get(primary)
    if first is text:
        others = ", ".join(other.path for other in item.texts.values() if other is not text)
        if others:
            said = words.gettext("{path} is in the site's first language; give its translation: {others}")
            raise place.refused(said, others=others)
        raise place.refused(words.gettext("{path} is in the site's first language and has no translation yet"))
    if first is None:
        original = path_in(text, primary)
        if original in content.texts:
            raise place.faulty(original)
        raise place.refused(words.gettext("{path} translates nothing: there is no {original}"), original=original)
    return first


def _stamp_text(place: _Place, text: MarkdownText, original: MarkdownText, content: Content) -> Stamp:
    whole, digest = _whole(place, content), digest_of_text(original)
    expected = text.fields.model_copy(update={_KEY: digest})

    def is_sound(path: Path) -> bool:
        read = load_text(place.folder, place.relative(path), text.language, content.languages, needs_title=False)
        return read is not None and (read.fields, read.body) == (expected, text.body)

    if text.fields != expected:
        source, lines = _Source.of(place.path), content.texts[text.path].split("\n")
        head = "\n".join(lines[1 : text.first_line - 2])
        tree = read_yaml(text.path, head + "\n", Collector(), first_line=2)
        is_bare = text.first_line == 1
        edits = source.with_head(digest) if is_bare else source.edits(tree, digest, text.first_line - 1)
        _write(place, digest, edits, is_sound)
    return Stamp(place.shown, whole, is_new=text.fields != expected)


@dataclass(frozen=True, slots=True)
class _Source:
    """A file as it is written. The loader's lines are its lines, whatever ends them."""

    mark: str
    text: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, path: Path) -> _Source:
        whole = path.read_bytes().decode("utf-8")
        text = whole.removeprefix("\ufeff")
        starts = (0, *(match.end() for match in _LINE_END.finditer(text)))
        return cls(whole[: len(whole) - len(text)], text, starts)

    def edits(self, tree: Tree | None, value: str, last_line: int = 1) -> Iterator[str]:
        """The file with `translates: value` in the map `tree`: ways to write it, the best one first.

        Above line `last_line` when there is no map. Whether an edit says what is meant is for the loader to tell.
        """
        if not isinstance(tree, Mapping):
            yield self._with_line(last_line, f"{_KEY}: {value}")
            return
        start = self._at(tree.span.line, tree.span.column)
        entry = tree.entry(_KEY)
        if entry is not None:
            yield self._changed(entry, value)
        elif self.text.startswith("{", start):
            comma = ", " if tree.entries else ""
            yield self._put(start + 1, start + 1, f"{_KEY}: {value}{comma}")
        else:
            line = " " * (tree.span.column - 1) + f"{_KEY}: {value}"
            fields = [*takewhile(lambda one: one.key.text != "amendments", tree.entries)] or [*tree.entries]
            yield self._with_line(bisect_right(self.starts, self._end(fields[-1].value)) + 1, line)
            yield self._with_line(tree.span.line, line)

    def with_head(self, value: str) -> Iterator[str]:
        """The file with front matter, of which it has none."""
        end = self._line_end(0)
        yield self._put(0, 0, f"---{end}{_KEY}: {value}{end}---{end}")

    def _changed(self, entry: Entry, value: str) -> str:
        start, end = self._at(entry.value.span.line, entry.value.span.column), self._end(entry.value)
        if entry.value.span.line == entry.key.span.line:
            return self._put(start, end, ("" if self.text[start - 1].isspace() else " ") + value)
        # On lines of its own: it comes up behind its key, and what else stands there (a comment) after it.
        colon = self.text.index(":", self._at(entry.key.span.end_line, entry.key.span.end_column)) + 1
        comment = self.text[colon : self._at(entry.key.span.end_line + 1)].rstrip()
        return self._put(colon, end, f" {value}{comment}")

    def _with_line(self, number: int, line: str) -> str:
        start = self._at(number)
        end = self._line_end(start)
        is_open = start == len(self.text) and not self.text.endswith(("\n", "\r"))
        return self._put(start, start, end + line if is_open else line + end)

    def _put(self, start: int, end: int, new: str) -> str:
        return self.mark + self.text[:start] + new + self.text[end:]

    def _line_end(self, start: int) -> str:
        """What ends the line before `start`, else any line of the file."""
        ends: list[str] = _LINE_END.findall(self.text[:start]) or _LINE_END.findall(self.text) or ["\n"]
        return ends[-1]

    def _at(self, line: int, column: int = 1) -> int:
        return min(self.starts[line - 1] + column - 1 if line <= len(self.starts) else len(self.text), len(self.text))

    def _end(self, tree: Tree) -> int:
        """Where a value ends; the parser ends one that is written in lines where the next one begins."""
        start = self._at(tree.span.line, tree.span.column)
        if isinstance(tree, Scalar) or self.text.startswith(("{", "["), start):
            end = self._at(tree.span.end_line, tree.span.end_column)
            return start + len(self.text[start:end].rstrip())
        return self._end(tree.entries[-1].value if isinstance(tree, Mapping) else tree.items[-1])


def _write(place: _Place, value: str, edits: Iterable[str], is_sound: Callable[[Path], bool]) -> None:
    """Put the first sound edit in the file's place, in one step."""
    handle, name = tempfile.mkstemp(prefix=f".{place.path.name}.", dir=place.path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        for text in edits:
            temporary.write_bytes(text.encode())
            if is_sound(temporary):
                shutil.copymode(place.path, temporary)
                temporary.replace(place.path)
                return
    finally:
        temporary.unlink(missing_ok=True)
    text = place.words.gettext("{path} cannot be changed safely; write this line into it: {line}")
    raise place.refused(text, line=f"{_KEY}: {value}")


def report(found: Sequence[Translation], words: Catalogue) -> str:
    """A line for each translation, then for each language how many there are of each state."""
    if not found:
        return words.gettext("there is nothing to translate")
    rows = [(_word(one.state, words), one.language, one.path, _details(one, words)) for one in found]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = ["  ".join((*map(str.ljust, row, widths), row[3])).rstrip() for row in rows]
    totals = [_total(language, found, words) for language in dict.fromkeys(one.language for one in found)]
    unstamped = sum(1 for one in found if one.is_stampable and not one.is_stamped)
    return "\n".join([*lines, "", *totals, *([_reminder(unstamped, words)] if unstamped else [])])


def _word(state: State, words: Catalogue) -> str:
    return {
        State.MISSING: words.gettext("missing"),
        State.STALE: words.gettext("stale"),
        State.PARTIAL: words.gettext("partial"),
        State.COPIED: words.gettext("copied"),
        State.COMPLETE: words.gettext("complete"),
    }[state]


def _details(one: Translation, words: Catalogue) -> str:
    told = []
    if one.is_stale:
        told.append(words.gettext("the original has changed since"))
    if one.gaps:
        text = words.ngettext("{count} of {texts} texts missing", "{count} of {texts} texts missing", len(one.gaps))
        told.append(text.format(count=len(one.gaps), texts=one.texts))
    if one.copied:
        count = len(one.copied)
        told.append(words.ngettext("{count} text copied", "{count} texts copied", count).format(count=count))
    return "; ".join(told)


def _total(language: Language, found: Sequence[Translation], words: Catalogue) -> str:
    """`en: 12 complete, 1 stale`; states of which there is none are left out."""
    counts = Counter(one.state for one in found if one.language == language)
    texts = {
        State.COMPLETE: words.ngettext("{count} complete", "{count} complete", counts[State.COMPLETE]),
        State.COPIED: words.ngettext("{count} copied", "{count} copied", counts[State.COPIED]),
        State.PARTIAL: words.ngettext("{count} partial", "{count} partial", counts[State.PARTIAL]),
        State.STALE: words.ngettext("{count} stale", "{count} stale", counts[State.STALE]),
        State.MISSING: words.ngettext("{count} missing", "{count} missing", counts[State.MISSING]),
    }
    told = (text.format(count=counts[state]) for state, text in texts.items() if counts[state])
    return f"{language}: {', '.join(told)}"


def _reminder(count: int, words: Catalogue) -> str:
    text = words.ngettext(
        "{count} translation carries no digest; `sitegen translations --stamp FILE` records that it is up to date",
        "{count} translations carry no digest; `sitegen translations --stamp FILE` records that one is up to date",
        count,
    )
    return text.format(count=count)
