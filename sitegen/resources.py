"""Where the program's own templates, static files and catalogues lie: in the wheel, or in the checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource_folder(name: str) -> Path:
    """The folder `templates`, `static` or `locales` that came with the program."""
    packed = _PACKAGE / "site" / name
    return packed if packed.is_dir() else _PACKAGE.parent / name
