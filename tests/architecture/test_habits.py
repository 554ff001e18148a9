"""Habits that reviewers would otherwise have to look for."""

import ast
from collections.abc import Iterator

from tests.architecture.source import Module, modules

# Where a request, a task or a command comes in, and with it the time.
ENTRY_POINTS = (
    "*/views/*.py",
    "*/tasks.py",
    "*/management/commands/*.py",
    "dsptcare/middleware.py",
    "organisations/demonstration*.py",
    "organisations/demonstration/*.py",
)
# Elsewhere, with the reason.
ALLOWED_CLOCKS = {
    "dsptcare/console.py": "says how many seconds a command has taken",
    "organisations/adapters.py": "called by the sign-in library, which gives it a request and no time",
    "organisations/post.py": "marks when a mail was really sent, which is after the sweep began",
}
CLOCKS = {
    ("timezone", "now"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
}
GUARDS_OFF = {"_base_manager", "scopes_disabled", "raw", "extra", "_raw_delete", "disable_scopes"}
MOST_LINES = 400


def readings_of_the_clock(module: Module) -> Iterator[str]:
    for node in module.nodes(ast.Attribute):
        assert isinstance(node, ast.Attribute)
        owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
        if (owner, node.attr) in CLOCKS:
            yield module.at(node)
    for node in module.nodes(ast.Call):
        assert isinstance(node, ast.Call)
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called == "Now" or (called in {"localtime", "localdate"} and not node.args):
            yield module.at(node)
    for name, node in module.imports():
        if name in {"django.utils.timezone.now", "time.time"}:
            yield module.at(node)


def test_only_entry_points_read_the_clock() -> None:
    found = [
        place
        for module in modules()
        if not module.is_in(*ENTRY_POINTS) and str(module.path) not in ALLOWED_CLOCKS
        for place in readings_of_the_clock(module)
    ]

    assert found == [], "take `at` or `today` as an argument"


def test_no_error_is_caught_without_its_name() -> None:
    found = []
    for module in modules():
        for node in module.nodes(ast.ExceptHandler):
            assert isinstance(node, ast.ExceptHandler)
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(kind is None or getattr(kind, "id", "") in {"Exception", "BaseException"} for kind in kinds):
                found.append(module.at(node))

    assert found == []


def test_nothing_happens_by_signal() -> None:
    found = [
        f"{module.at(node)} {name}"
        for module in modules()
        for name, node in module.imports()
        if name.startswith(("django.db.models.signals", "django.dispatch", "django.core.signals"))
        or name.endswith(".signals")
        or ".signals." in name
    ]

    assert found == []


def test_nothing_turns_a_guard_off() -> None:
    attributes = [
        module.at(node)
        for module in modules()
        for node in module.nodes(ast.Attribute)
        if isinstance(node, ast.Attribute) and node.attr in GUARDS_OFF
    ]
    imported = [
        module.at(node) for module in modules() for name, node in module.imports() if name.split(".")[-1] in GUARDS_OFF
    ]

    assert attributes + imported == []


def test_only_the_tenancy_module_and_the_door_tell_postgresql_whom_to_show() -> None:
    telling = {str(module.path) for module in modules() if "set_config(" in module.text}

    # The last three show nothing but the tables of the mail, of the desk, and which files there are.
    rooms = ("organisations/tenancy", "organisations/access", "organisations/post", "organisations/desk")
    assert telling == {f"{room}.py" for room in (*rooms, "evidence/file_room")}


def test_no_generator_opens_a_scope_for_its_caller() -> None:
    """A generator that yields inside acting_for would leave the scope open in whoever reads it."""
    found = []
    for module in modules():
        for node in module.nodes(ast.FunctionDef):
            assert isinstance(node, ast.FunctionDef)
            is_manager = any(getattr(d, "id", getattr(d, "attr", "")) == "contextmanager" for d in node.decorator_list)
            if not is_manager and any(isinstance(inner, ast.Yield | ast.YieldFrom) for inner in ast.walk(node)):
                found += [module.at(inner) for inner in ast.walk(node) if getattr(inner, "id", "") == "acting_for"]

    assert found == []


def test_no_file_has_grown_too_long() -> None:
    grown = {str(module.path): count for module in modules() if (count := len(module.text.splitlines())) > MOST_LINES}

    assert grown == {}
