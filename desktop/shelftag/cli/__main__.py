"""``python -m shelftag.cli``."""

from shelftag.cli import main

if __name__ == "__main__":
    main()
