"""No test keeps a day or an hour from when it was collected until it runs: midnight may have passed in between."""

import ast
from collections.abc import Iterable, Iterator

from tests.architecture.source import modules

# With what writes the time into its result, and what is another one each time: two processes would collect two tests.
CLOCK = {"today", "now", "time.time", "time.time_ns", "gzip.compress", "uuid.uuid4", "secrets.token_hex"}


def kept(trees: Iterable[tuple[str, ast.Module]]) -> list[str]:
    """Places where the clock is read while a file is imported, by a function of the tests or directly."""
    trees = list(trees)
    readers = _readers([node for _, tree in trees for node in ast.walk(tree)])
    return sorted(
        f"{name}:{node.lineno}" for name, tree in trees for node in _at_import(tree) if _called(node) & readers
    )


def _readers(nodes: list[ast.AST]) -> set[str]:
    """The clock, and every function that reads it, or calls one that does."""
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
    calls = {function.name: set().union(*map(_called, ast.walk(function))) for function in functions}
    readers: set[str] = set()
    while more := {name for name, called in calls.items() if called & (readers | CLOCK)} - readers:
        readers |= more
    return readers | CLOCK


def _called(node: ast.AST) -> set[str]:
    if not isinstance(node, ast.Call) or any(keyword.arg == "mtime" for keyword in node.keywords):
        return set()
    dotted = ast.unparse(node.func)
    return {dotted, dotted.rpartition(".")[2]}


def _at_import(node: ast.AST) -> Iterator[ast.AST]:
    """All that is evaluated when the file is imported: no bodies of functions, but what decorates them."""
    yield node
    later = ("body",) if isinstance(node, ast.FunctionDef | ast.Lambda) else ()
    for field, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if field not in later and isinstance(child, ast.AST):
                yield from _at_import(child)


def test_no_moment_is_kept_between_collecting_and_running():
    assert kept(modules("tests")) == []


def test_a_moment_is_found_wherever_it_would_be_kept():
    source = """
def day(ago): return clock.today() - ago
def noon(): return at(day(0))
TODAY = clock.today()
LATER = [lambda: clock.now(), noon]
class Shop: opened = noon()
@pytest.mark.parametrize("since", [datetime.now(UTC)])
def test(since, until=time.time()): day(3)
PACKED = [gzip.compress(b""), gzip.compress(b"", mtime=0)]
"""
    assert kept([("file.py", ast.parse(source))]) == [f"file.py:{line}" for line in (4, 6, 7, 8, 9)]
