"""Turn a file into typed rows, streaming: CSV, zip, JSON, .xlsx or .ods, recognised by what is in it."""

from organisations.directory.reading.files import MOST_BYTES, File, check_size, file_at, file_of, fingerprint
from organisations.directory.reading.parts import Part, parts_of

__all__ = ["MOST_BYTES", "File", "Part", "check_size", "file_at", "file_of", "fingerprint", "parts_of"]
