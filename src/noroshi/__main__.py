"""`noroshi`, and `python -m noroshi`."""

import sys


def main() -> None:
    """Run the command line; a command that is stopped while it still starts ends as any other."""
    try:
        from noroshi.cli.main import main as command_line

        command_line()
    except KeyboardInterrupt:
        print("noroshi: stopped", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    main()
