"""`python -m jixiao` is the `jixiao` command."""

import sys

from jixiao.cli import main

if __name__ == "__main__":
    sys.exit(main())
