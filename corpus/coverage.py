#!/usr/bin/env python3
"""Write the table of variations into README.md: which of them is shown by which case, as their files say.

usage: python corpus/coverage.py [--check]      (--check writes nothing; exit status 1 if the table is not as it should be)
"""

from __future__ import annotations

import sys
from pathlib import Path

from build_corpus import CORPUS, cases
from builder import coverage

README = CORPUS / "README.md"
BEGIN, END = "<!-- coverage: written by corpus/coverage.py -->\n", "<!-- end of coverage -->\n"


def written(readme: str, folders: list[Path]) -> str:
    """The README with its table made anew."""
    before, _, rest = readme.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}{coverage.table(folders)}{END}{after}"


def main(arguments: list[str]) -> int:
    """Write the table, or say whether it stands; name the variations that no case shows."""
    readme = README.read_text(encoding="utf-8")
    anew = written(readme, cases())
    for missing in coverage.uncovered(cases()):
        print(f"no case: {missing}", file=sys.stderr)
    if "--check" not in arguments:
        README.write_text(anew, encoding="utf-8")
        return 0
    return int(anew != readme)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
