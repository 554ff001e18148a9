"""Short ways to read a file in a test."""

from organisations.directory.kinds import Kind
from organisations.directory.problems import NotUnderstood
from organisations.directory.reading import Part, file_of, parts_of


def part(content: bytes, name: str = "list.csv", kind: Kind | None = None) -> Part:
    """Give the one list of a file."""
    [only] = parts_of(file_of(content, name), kind)
    return only


def rows(content: bytes, name: str = "list.csv", kind: Kind | None = None) -> list:
    return list(part(content, name, kind).rows())


def problem(content: bytes, name: str = "list.csv", kind: Kind | None = None) -> NotUnderstood | None:
    """Give what is said of a file that cannot be read, wherever in it the reading stops."""
    try:
        for one in parts_of(file_of(content, name), kind):
            list(one.rows())
    except NotUnderstood as found:
        return found
    return None
