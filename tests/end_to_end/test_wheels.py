"""The six wheels, installed into empty virtual environments as strangers would."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [
    pytest.mark.skipif(not shutil.which("uv"), reason="needs uv, which `uv run pytest` has"),
    pytest.mark.timeout(600),
]


def uv(*args: str | Path, cwd: Path) -> str:
    """Runs uv without network: everything comes from what the set-up fetched."""
    environment = {
        key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "PYTHONPATH")
    }
    done = subprocess.run(
        ["uv", *map(str, args), "--offline"],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    if done.returncode and re.search(r"offline|network (was|is) disabled", done.stderr):
        pytest.skip("uv's cache no longer holds what the set-up fetched")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheels(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheels")
    uv("build", "--all-packages", "--wheel", "--out-dir", folder, cwd=ROOT)
    assert len(list(folder.glob("shelftag*.whl"))) == 6
    return folder


def installed(wheels: Path, folder: Path, *names: str) -> Path:
    """Installs distributions with what the lock says they need; returns the interpreter."""
    needed: set[str] = set()
    for name in names:
        needed |= set(
            uv(
                "export", "--quiet", "--frozen", "--no-dev", "--no-hashes", "--no-annotate",
                "--no-header", "--package", name, cwd=ROOT,
            ).splitlines()
        )  # fmt: skip
    ours = {"shelftag-api", "shelftag-resources", *names}
    files = [next(wheels.glob(f"{name.replace('-', '_')}-[0-9]*.whl")) for name in ours]
    (folder / "needed.txt").write_text("\n".join(x for x in needed if not x.startswith("-e ")))
    environment = folder / "environment"
    uv("venv", "--python", sys.executable, environment, cwd=folder)
    uv(
        "pip", "install", "--no-deps", "--python", environment, "-r", folder / "needed.txt", *files,
        cwd=folder,
    )  # fmt: skip
    return environment / ("Scripts" if sys.platform == "win32" else "bin") / "python"


def run(python: Path, *args: str, home: Path) -> str:
    environment = {
        key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "PYTHONPATH")
    }
    done = subprocess.run(
        [python, *args],
        capture_output=True,
        text=True,
        timeout=300,
        cwd=home,
        env=environment | {"SHELFTAG_HOME": str(home)},
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout + done.stderr


def test_the_desktop_works_without_tensorflow(wheels, tmp_path):
    python = installed(wheels, tmp_path, "shelftag", "shelftag-onnx", "shelftag-barcode")
    assert "No module named 'tensorflow'" in run(
        python, "-c", "try:\n import tensorflow\nexcept ImportError as e: print(e)", home=tmp_path
    )
    said = run(python, "-m", "shelftag", "doctor", home=tmp_path)
    assert "CPU" in said
    assert "reader.barcode.zxing-cpp" in said
    said = run(python, "-m", "shelftag", "new", str(tmp_path / "shop"), home=tmp_path)
    assert "shelftag models install" in said
    resources = (
        "from shelftag_resources.taxonomy import starter_categories, imagenet_classes\n"
        "from shelftag_resources.messages import render\n"
        "import shelftag.ui.app\n"
        "print(len(starter_categories()) > 60, len(imagenet_classes()) > 300,"
        " render('state.review', {}, 'zh_CN'))"
    )
    assert "True True 待审核" in run(python, "-c", resources, home=tmp_path)


def test_the_trainer_works_without_qt(wheels, tmp_path):
    python = installed(wheels, tmp_path, "shelftag-training")
    assert "No module named 'PySide6'" in run(
        python, "-c", "try:\n import PySide6\nexcept ImportError as e: print(e)", home=tmp_path
    )
    said = run(
        python, "-m", "shelftag_training", "head", "nowhere", "--output", "out", home=tmp_path
    )
    assert "missing" in said
