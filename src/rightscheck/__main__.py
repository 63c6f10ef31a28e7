"""Run rightscheck as `python -m rightscheck`."""

from rightscheck.cli import main

main()
