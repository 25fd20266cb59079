"""`python -m jixiao` is the `jixiao` command."""

from jixiao.cli.process import start

if __name__ == "__main__":
    start()
