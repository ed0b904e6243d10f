"""What the code says: every `Text("name", {…})`, with its arguments."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CODE = ("bot", "handlers", "actions", "domain")


@dataclass(frozen=True, slots=True)
class Use:
    """A `Text("name", {…})` of the code. `exact`: all of its arguments are written out."""

    name: str
    args: frozenset[str]
    exact: bool
    where: str


def uses(root: Path) -> tuple[list[Use], list[str]]:
    """Find every Text of the code, and what is wrong with how it is said."""
    found: list[Use] = []
    wrong: list[str] = []
    for file in sorted(path for room in CODE for path in (root / room).rglob("*.py")):
        where = file.relative_to(root).as_posix()
        for scope, call in _texts(ast.parse(file.read_text(encoding="utf-8"))):
            line = f"{where}:{call.lineno}"
            names = list(_names(call.args[0])) if call.args else []
            if not names:
                wrong.append(f"{line}: the name of a Text must be written out here")
            args, exact = _arguments(call, scope)
            found += [Use(name, args, exact, line) for name in names]
    return found, wrong


def _texts(tree: ast.AST, scope: ast.AST | None = None) -> Iterator[tuple[ast.AST, ast.Call]]:
    """Find the calls of Text, each with the function it stands in."""
    scope = scope or tree
    for node in ast.iter_child_nodes(tree):
        inner = node if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else scope
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
            yield scope, node
        yield from _texts(node, inner)


def _names(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(name)):
            yield name
        case ast.IfExp(body=body, orelse=orelse):
            yield from _names(body)
            yield from _names(orelse)
        case _:
            return


def _arguments(call: ast.Call, scope: ast.AST) -> tuple[frozenset[str], bool]:
    given = [*call.args[1:], *(keyword.value for keyword in call.keywords if keyword.arg == "args")]
    return _keys(given[0], scope) if given else (frozenset(), True)


def _keys(node: ast.expr, scope: ast.AST) -> tuple[frozenset[str], bool]:
    """Return the keys of a dictionary, also by the name it was given in the same function."""
    if isinstance(node, ast.Name):
        node = _assigned(node.id, scope) or node
    if not isinstance(node, ast.Dict):
        return frozenset(), False
    keys: set[str] = set()
    exact = True
    for key, value in zip(node.keys, node.values, strict=True):
        match key:
            case ast.Constant(value=str(name)):
                keys.add(name)
            case None:
                inner, known = _keys(value, scope)
                keys |= inner
                exact = exact and known
            case _:
                exact = False
    return frozenset(keys), exact


def _assigned(name: str, scope: ast.AST) -> ast.expr | None:
    values = [
        node.value
        for node in ast.walk(scope)
        if (isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == [name])
        or (isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == name)
    ]
    return values[0] if len(values) == 1 else None
