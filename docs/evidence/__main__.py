"""Runs the generator."""

import sys

from docs.evidence.making import main

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
