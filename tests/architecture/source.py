"""The source as data: which files there are, and what each imports."""

import ast
import io
import re
import subprocess
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def tracked_files() -> tuple[str, ...]:
    """Every file of the project, relative to its root: under version control, or about to be."""
    git = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(git, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    return tuple(sorted(name for name in set(names) if (ROOT / name).is_file()))


def files(room: str) -> Iterator[str]:
    """The Python files of a room: `services`, `app.db`, `celery_app`."""
    prefix = room.replace(".", "/")
    for name in tracked_files():
        if name.endswith(".py") and (name == f"{prefix}.py" or name.startswith(f"{prefix}/")):
            yield name


def modules(room: str) -> Iterator[tuple[str, ast.Module]]:
    """The Python files of a room with their syntax trees."""
    for name in files(room):
        yield name, _parsed(name)


def _parsed(name: str) -> ast.Module:
    return ast.parse((ROOT / name).read_text(encoding="utf-8"))


# What a file imports is asked a dozen times; its tree would fill the memory.
@cache
def imports(name: str) -> tuple[str, ...]:
    """Dotted names of all that a file imports, wherever in the file it does."""
    return tuple(_imported(_parsed(name)))


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (_full_name(node.module, alias.name) for alias in node.names)


@cache
def _full_name(module: str, name: str) -> str:
    inside = ROOT / module.replace(".", "/") / name
    return f"{module}.{name}" if inside.is_dir() or inside.with_suffix(".py").is_file() else module


def defined_names(tree: ast.Module) -> Iterator[str]:
    """The names a file gives: to functions, classes, arguments, variables and attributes."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name


def prose(name: str) -> Iterator[str]:
    """What a file says to people, without code between backticks: a page, or the comments and sentences of a module."""
    text = (ROOT / name).read_text(encoding="utf-8")
    if name.endswith(".py"):
        tokens = tokenize.generate_tokens(io.StringIO(text).readline)
        texts = [one.string for one in tokens if one.type in (tokenize.COMMENT, tokenize.STRING)]
        parts = [text for text in texts if " " in text]
    else:
        parts = [re.sub(r"```.*?```", "", text, flags=re.DOTALL)]
    yield from (re.sub(r"`[^`]*`", "", part) for part in parts)
