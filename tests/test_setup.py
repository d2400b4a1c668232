"""What set-up promises: one list of dependencies, locks that name no registry, the commands that the README names."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
SCRIPTS = [
    *sorted((ROOT / "tools").glob("*.sh")),
    *(ROOT / name for name in (".ci/run", ".binder/postBuild", ".binder/start")),
]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
CONSTRAINTS = (ROOT / "constraints.txt").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")

# Name and lowest version: both pip and conda read it in the same way.
REQUIREMENT = re.compile(r"[a-z][a-z0-9-]*>=[0-9]+(\.[0-9]+)*")

CONDA = [entry for entry in ENVIRONMENT["dependencies"] if isinstance(entry, str) and entry != "pip"]


def test_environment_yml_holds_the_dependencies_of_pyproject():
    wanted = {f"python{PROJECT['project']['requires-python']}", *PROJECT["project"]["dependencies"]}

    assert set(CONDA) == wanted


@pytest.mark.parametrize("requirement", CONDA)
def test_pip_and_conda_read_a_requirement_in_the_same_way(requirement):
    assert REQUIREMENT.fullmatch(requirement)


def test_environment_yml_has_pip_install_palsy_kit_alone():
    (by_pip,) = (entry["pip"] for entry in ENVIRONMENT["dependencies"] if isinstance(entry, dict))

    assert by_pip == ["--editable ."]


def test_binder_installs_what_environment_yml_names_and_palsy_kit_itself():
    hosted = yaml.safe_load((ROOT / ".binder" / "environment.yml").read_text("utf-8"))

    assert hosted["channels"] == ENVIRONMENT["channels"]
    assert hosted["dependencies"] == [*CONDA, "pip"]
    assert "pip install --no-deps --editable ." in (ROOT / ".binder" / "postBuild").read_text("utf-8")


def test_binder_starts_jupyterlab_with_the_workbooks_own_settings(tmp_path):
    environ = {"PATH": f"{BIN}:/usr/bin:/bin", "HOME": str(tmp_path)}
    done = subprocess.run([ROOT / ".binder" / "start", "env"], env=environ, capture_output=True, text=True, check=True)
    said = dict(line.split("=", 1) for line in done.stdout.splitlines())

    assert (Path(said["JUPYTER_CONFIG_PATH"]) / "jupyter_server_config.json").is_file()
    assert (Path(said["JUPYTER_PATH"]) / "labextensions").is_dir()
    assert said["PALSY_KIT_HOME"].startswith(str(tmp_path))


def test_every_dependency_is_locked_at_one_version():
    wanted = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["test"]
    locked = {line.partition("==")[0] for line in CONSTRAINTS.splitlines() if "==" in line}

    assert {requirement.partition(">=")[0] for requirement in wanted} <= locked


def test_the_locks_name_no_registry():
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"].values()

    assert "://" not in CONSTRAINTS
    assert not [package for package in packages if "resolved" in package]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda p: p.name)
def test_a_script_is_one_that_every_shell_reads(script):
    done = subprocess.run(["sh", "-n", script], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("target", ["workbook", "test"])
def test_the_readme_names_the_commands_that_the_makefile_has(target):
    assert f"make {target}" in README
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_ci_runs_the_test_command_of_the_readme_and_nothing_else():
    commands = [line for line in (ROOT / ".ci" / "run").read_text("utf-8").splitlines() if not line.startswith("#")]

    assert commands == ['cd "$(dirname "$0")/.." && exec make test']


def test_the_citation_tells_the_version_and_the_licence_of_the_code():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))

    assert citation["cff-version"] == "1.2.0"
    assert citation["version"] == PROJECT["project"]["version"]
    assert citation["license"] == PROJECT["project"]["license"].partition(" AND ")[0]
    assert {"title", "message", "authors", "type"} <= set(citation)


def test_the_changelog_begins_with_what_is_not_released_yet():
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)

    assert headings[0] == "[Unreleased]"
