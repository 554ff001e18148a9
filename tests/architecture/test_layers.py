"""Who may import whom: calls go down, and the rules know nothing but Python."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from inspect import Parameter, isfunction, signature

from tests.architecture.catalogue import tenant_models
from tests.architecture.source import ROOT, modules_in

RULES = "assessments.rules"
# Public functions of actions that change nothing themselves, or that open the scope they need.
PLAIN = {
    "organisations.actions.people.accept_link": "opens the scope its link is signed for, then acts",
}
# Actions that do not say who or when.
QUIET = {
    "assessments.actions.summary.recount": "part of an action that says so",
    "assessments.actions.reaching.count_newcomers": "part of an action that says so",
    "assessments.actions.telling.tell_of_changes": "part of an action that says so, and a mail for many changes",
    "organisations.actions.account.change_details": "one's own name, which no organisation's history tells",
}


def test_the_contracts_in_pyproject_hold() -> None:
    """Held in a process of its own: the linter turns off every logger that there is, and other tests read theirs."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports; exit(lint_imports(cache_dir=None))"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    # Without contracts it would be content as well.
    assert re.search(r"Contracts: [1-9]\d* kept, 0 broken", done.stdout)


def test_the_rules_import_the_standard_library_and_themselves() -> None:
    rules = modules_in("assessments/rules/*.py")
    foreign = [
        f"{module.at(node)} imports {name}"
        for module in rules
        for name, node in module.imports()
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith(f"{RULES}.")
    ]

    assert foreign == []
    assert len(rules) > 10


def test_the_rules_read_no_file_and_no_environment() -> None:
    reading = [
        module.at(node)
        for module in modules_in("assessments/rules/*.py")
        for name, node in module.imports()
        if name.split(".")[0] in {"os", "pathlib", "subprocess", "socket", "urllib", "random", "time", "sqlite3"}
    ]

    assert reading == []


def test_no_view_works_with_a_tenant_model_itself() -> None:
    """An annotation may name one: it says what a function is given, and asks the database nothing."""
    tenants = {model.__name__ for model in tenant_models()}
    direct = [
        f"{module.at(name)} uses {name.id}"
        for module in modules_in("*/views/*.py")
        for name in set(names_in(module.tree))
        - {inner for note in annotations(module.tree) for inner in names_in(note)}
        if name.id in tenants
    ]

    assert direct == [], "ask a relation of request.organisation, a presenter, or an action"


def test_no_view_queries() -> None:
    querying = [
        module.at(node)
        for module in modules_in("*/views/*.py")
        for node in module.nodes(ast.Attribute)
        if isinstance(node, ast.Attribute) and node.attr in {"filter", "exclude", "objects", "cursor", "annotate"}
    ]

    assert querying == []


def names_in(tree: ast.AST) -> Iterator[ast.Name]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Name))


def annotations(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        note = getattr(node, "returns" if isinstance(node, ast.FunctionDef) else "annotation", None)
        if note is not None:
            yield note


def public_functions() -> dict[str, object]:
    """Every public function that a module of actions defines."""
    found = {}
    for path in modules_in("*/actions/*.py"):
        name = ".".join(path.path.with_suffix("").parts)
        for attribute, value in vars(import_module(name)).items():
            if isfunction(value) and value.__module__ == name and not attribute.startswith("_"):
                found[f"{name}.{attribute}"] = value
    return found


def test_every_function_of_an_actions_module_is_an_action_or_explained() -> None:
    unmarked = {name for name, function in public_functions().items() if not hasattr(function, "is_action")}

    assert unmarked == set(PLAIN)


def test_actions_are_called_by_name_and_say_who_and_when() -> None:
    vague = [
        name
        for name, function in public_functions().items()
        if hasattr(function, "is_action") and name not in QUIET
        if not {"by", "at"} <= set(signature(function).parameters)  # type: ignore[arg-type]
        or any(p.kind is not Parameter.KEYWORD_ONLY for p in signature(function).parameters.values())  # type: ignore[arg-type]
    ]

    assert vague == []
