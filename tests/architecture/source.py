"""The product's own source, parsed once, for tests about how it is written."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePath

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("dsptcare", "organisations", "evidence", "assessments")


@dataclass(frozen=True, slots=True)
class Module:
    """One file of the product, named by its path from the root."""

    path: PurePath
    text: str
    tree: ast.Module

    def is_in(self, *patterns: str) -> bool:
        return any(self.path.match(pattern) for pattern in patterns)

    def at(self, node: ast.AST) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)}"

    def nodes(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))

    def imports(self) -> Iterator[tuple[str, ast.stmt]]:
        """Give the full name of everything imported while running: what only type checkers see is left out."""
        unseen = {id(inner) for node in self.nodes(ast.If) if _is_for_types(node) for inner in ast.walk(node)}
        for node in self.nodes(ast.Import, ast.ImportFrom):
            if id(node) in unseen:
                continue
            if isinstance(node, ast.Import):
                yield from ((name.name, node) for name in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((f"{node.module}.{name.name}", node) for name in node.names)


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file of the product; migrations are a record and are left out."""
    files = (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
    return tuple(_module(path) for path in files if "migrations" not in path.parts)


def _module(path: Path) -> Module:
    text = path.read_text()
    return Module(PurePath(path.relative_to(ROOT)), text, ast.parse(text, str(path)))


def modules_in(*patterns: str) -> list[Module]:
    return [module for module in modules() if module.is_in(*patterns)]


@cache
def templates() -> dict[str, str]:
    """Every template of the product by its path from the root."""
    files = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
    return {str(path.relative_to(ROOT)): path.read_text() for path in files}


def lines(path: str, text: str, found: Iterable[int]) -> list[str]:
    """Say where in a text some offsets are."""
    return [f"{path}:{text.count(chr(10), 0, offset) + 1}" for offset in found]
