"""Texts that no person wrote, and that would take minutes to read: too many marks in one paragraph, words without end.

What looks for something in texts may look ahead from every mark, or from every letter of a word: that is the square of
what there is. So what is squared is kept small here, once for all that reads.
"""

from __future__ import annotations

# Letters of a text that is read without a look; of one word (an address); of white space in a row.
_HARMLESS, _LONGEST_WORD, _LONGEST_GAP = 2_000, 2_000, 500
# Marks of one sort times letters, in one paragraph. A table of 400 rows with a link in each has a third of it.
_MOST = 20_000_000
_MARKS = "[(`{<*_@&!\\"
_PARAGRAPH_END = "\n\n"


def crowd_in(text: str) -> int:
    """Where the crowd in a text begins; -1 when there is none."""
    if len(text) <= _HARMLESS:
        return -1
    word = next((one for one in text.split() if len(one) > _LONGEST_WORD), "")
    if word:
        return text.find(word)
    gap = text.find(" " * _LONGEST_GAP)
    if gap >= 0 or (gap := text.find("\n" * _LONGEST_GAP)) >= 0:
        return gap
    return _marks_in(text)


def _marks_in(text: str) -> int:
    start, left = 0, 2 * _MOST
    for paragraph in text.split(_PARAGRAPH_END):
        if len(paragraph) > _HARMLESS:
            mark = max(_MARKS, key=paragraph.count)
            cost = paragraph.count(mark) * len(paragraph)
            left -= cost
            if cost > _MOST or left < 0:
                return start + paragraph.find(mark)
        start += len(paragraph) + len(_PARAGRAPH_END)
    return -1
