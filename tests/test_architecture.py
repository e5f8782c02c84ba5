"""The layers and the size limits of docs/architecture.md, held."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "sitegen"

# Rows, lowest first. A module imports only from rows above its own in this list, or from its own package.
ROWS: tuple[frozenset[str], ...] = tuple(
    frozenset(row.split())
    for row in (
        "values patterns",
        "languages diagnostics resources media_types",
        "crowding manifest reading spool store unpacking workplace yaml_faults",
        "source urls money catalogues drawings pictures dimensions intervals provenance publish",
        "faults settings spare stamps outputs precompression redirects addresses fetching",
        "memory failures indexing",
        "models prose l10n",
        "load",
        "texts targets kinds sections",
        "attribution",
        "facts translations named_files",
        "differences",
        "rules",
        "traits",
        "published",
        "resolve",
        "plan",
        "views",
        "templating exports assets inspection",
        "artifacts serving",
        "render",
        "audit",
        "search verify",
        "pipeline",
        "preview scaffold stamping external",
        "serve importing",
        "reference_visibility",
        "extraction reference supply",
        "cli",
    )
)
# Within one row of the architecture: choices and fields stand on catalogues; terms on choices.
SAME_ROW = {("models", "catalogues"), ("l10n", "models")}
FORBIDDEN_NAMES = {"utils", "helpers", "base", "common", "manager"}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py" or path.parent != PACKAGE)


def unit_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def row_of(unit: str) -> int:
    return next(number for number, row in enumerate(ROWS) if unit in row)


def imported_units(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("sitegen."):
            yield node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (name.name.split(".")[1] for name in node.names if name.name.startswith("sitegen."))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_rows_above_its_own(path: Path) -> None:
    unit = unit_of(path)
    wrong = [
        other
        for other in imported_units(path)
        if other != unit and row_of(other) >= row_of(unit) and (unit, other) not in SAME_ROW
    ]
    assert wrong == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_and_its_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [one.name for one in functions if one.end_lineno is not None and one.end_lineno - one.lineno + 1 > 40]
    assert long == []
    assert text.count("\n") <= 350


def test_the_median_function_is_short() -> None:
    lengths = sorted(
        node.end_lineno - node.body[0].lineno + 1
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.end_lineno
    )
    assert lengths[len(lengths) // 2] <= 7


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_is_nested_more_than_three_deep(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert [one.name for one in functions if depth(one.body) > 3] == []


def depth(body: list[ast.stmt]) -> int:
    """How deep blocks are nested; an `elif` is not deeper than its `if`, a nested function starts anew."""
    deepest = 0
    for statement in body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            continue
        blocks: list[list[ast.stmt]] = [
            block for name in ("body", "finalbody") if (block := getattr(statement, name, None))
        ]
        blocks += [handler.body for handler in getattr(statement, "handlers", [])]
        blocks += [case.body for case in getattr(statement, "cases", [])]
        inner = max((1 + depth(block) for block in blocks), default=0)
        orelse = getattr(statement, "orelse", [])
        if orelse:
            is_elif = len(orelse) == 1 and isinstance(orelse[0], ast.If)
            inner = max(inner, depth(orelse) if is_elif else 1 + depth(orelse))
        deepest = max(deepest, inner)
    return deepest


def test_no_module_has_a_name_that_means_nothing() -> None:
    assert set() == {path.stem for path in modules()} & FORBIDDEN_NAMES


def test_only_the_command_line_asks_the_clock_or_the_environment() -> None:
    askers = {
        unit_of(path)
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "environ", "getenv"}
    }
    assert {"cli"} == askers
