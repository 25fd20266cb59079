"""The name of a figure or a score as a message quotes it: “‘三公’经费”."""

from __future__ import annotations

_INNER = str.maketrans("“”", "‘’")


def quoted(name: str) -> str:
    """A name in quotation marks, those inside it single.

    >>> quoted("“三公”经费支出")
    '“‘三公’经费支出”'
    """
    return f"“{name.translate(_INNER)}”"
