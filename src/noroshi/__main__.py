"""`python -m noroshi`."""

from noroshi.cli.main import main

if __name__ == "__main__":
    main()
