"""The house rules that a machine can check."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from packaging.requirements import Requirement

ROOT = Path(settings.BASE_DIR)
LONGEST_FILE = 400
ROOMS = ["core", "marketplaces", "merchants", "catalog", "expo", "home", "lapak", "insights"]
TEXT_SUFFIXES = {
    "",
    ".cfg",
    ".css",
    ".csv",
    ".html",
    ".js",
    ".json",
    ".md",
    ".po",
    ".py",
    ".svg",
    ".toml",
    ".txt",
    ".yml",
}


def tracked_files() -> list[Path]:
    """Return the files of the project: those of git, or without git those outside hidden folders."""
    try:
        names = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        names = [
            str(path.relative_to(ROOT))
            for path in ROOT.rglob("*")
            if path.is_file() and not {".venv", "var", ".git", "__pycache__"} & set(path.parts)
        ]
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def text_files() -> list[Path]:
    return [path for path in tracked_files() if path.suffix in TEXT_SUFFIXES]


def python_files(*, rooms_only: bool = False) -> list[Path]:
    files = [path for path in tracked_files() if path.suffix == ".py" and "migrations" not in path.parts]
    if rooms_only:
        files = [path for path in files if path.relative_to(ROOT).parts[0] in {*ROOMS, "config", "bench"}]
    return files


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_rooms_import_downwards_only():
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_inside_a_room_models_do_not_know_views():
    """Models and domain never import the parts that come after them."""
    later = re.compile(
        r"^\s*(?:from|import) (?:{})\.(?:views|viewsets|wagtail_hooks|urls)\b".format("|".join(ROOMS))
    )
    wrong = [
        f"{shown(path)}: {line.strip()}"
        for path in python_files(rooms_only=True)
        if {"models", "domain"} & {*path.relative_to(ROOT).parts, path.stem}
        for line in path.read_text().splitlines()
        if later.match(line)
    ]
    assert wrong == []


def test_files_stay_short():
    files = [path for path in tracked_files() if path.suffix in {".py", ".html", ".css", ".js"}]
    lengths = {shown(path): len(path.read_text().splitlines()) for path in files}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def public_definitions(path: Path):
    """Yield (name, node) of the public functions, classes and methods of a file, without the file's own names."""
    tree = ast.parse(path.read_text())
    yield "module", tree
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name, node
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and not method.name.startswith("_"):
                    yield f"{node.name}.{method.name}", method


def is_overload_or_trivial(node) -> bool:
    """Tell whether a method is one line that only fills in a name its library asks for."""
    decorators = {ast.unparse(decorator) for decorator in getattr(node, "decorator_list", [])}
    return bool({"overload", "typing.overload"} & decorators)


def test_public_things_say_what_they_are():
    missing = [
        f"{shown(path)}: {name}"
        for path in python_files(rooms_only=True)
        if path.read_text().strip()
        for name, node in public_definitions(path)
        if not ast.get_docstring(node) and not is_overload_or_trivial(node)
    ]
    assert missing == []


def test_the_repository_names_no_machine():
    """No folders of somebody's machine and no package index; both belong to who installs."""
    this_file = Path(__file__)
    machine = re.compile(
        r"/(?:work|tmp|root|opt|Users)/[\w.-]|/home/\w+/|index-url +=|extra-index-url|/simple/?\s*$"
    )
    wrong = [
        f"{shown(path)}:{number}: {line.strip()[:100]}"
        for path in text_files()
        if path != this_file
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if machine.search(line)
    ]
    assert wrong == []


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def locked(name: str) -> dict[str, set[str]]:
    """Return the locked versions of every package of a requirements file."""
    versions: dict[str, set[str]] = {}
    for match in re.finditer(r"^([\w.\[\],-]+)==([^\s;]+)", (ROOT / name).read_text(), re.MULTILINE):
        versions.setdefault(re.sub(r"[-_.]+", "-", match[1].partition("[")[0]).lower(), set()).add(match[2])
    return versions


@pytest.mark.parametrize(
    ("file", "extra"), [("requirements.txt", None), ("requirements-dev.txt", "dev")], ids=["site", "dev"]
)
def test_the_lock_holds_what_pyproject_names(project, file, extra):
    wanted = list(project["dependencies"])
    if extra:
        wanted += project["optional-dependencies"][extra]
    versions = locked(file)
    wrong = []
    for text in wanted:
        requirement = Requirement(text)
        found = versions.get(re.sub(r"[-_.]+", "-", requirement.name).lower(), set())
        if not found or not all(requirement.specifier.contains(version) for version in found):
            wrong.append(f"{text}: locked {sorted(found)}")
    assert wrong == []


def test_both_locks_agree():
    site, dev = locked("requirements.txt"), locked("requirements-dev.txt")
    assert {
        name: (versions, dev.get(name)) for name, versions in site.items() if dev.get(name) != versions
    } == {}


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_locked_package_has_hashes_and_no_address(file):
    text = (ROOT / file).read_text()
    entries = [entry for entry in re.split(r"\n(?=\S)", text) if re.match(r"[\w.-]+(\[.*?\])?==", entry)]
    assert len(entries) > 20
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.findall(r"^--.*|https?://\S+|\bfile:", text, re.MULTILINE) == []


def test_commands_of_the_readme_exist():
    targets = set(re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    documents = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    wrong = [
        f"{shown(path)}: make {command}"
        for path in documents
        if path.exists()
        for command in re.findall(r"(?:^|`|\$ )make ([a-z][\w-]*)", path.read_text(), re.MULTILINE)
        if command not in targets
    ]
    assert wrong == []


def test_documents_point_at_files_that_exist():
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    wrong = [
        f"{shown(path)}: {target}"
        for path in documents
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text())
        if not (path.parent / target).exists()
    ]
    assert wrong == []


def test_public_pages_hold_the_policy():
    """No inline script or style, no handler attributes, nothing from another site."""
    inline = re.compile(
        r"<style\b|\sstyle=|\son[a-z]+=[\"']|<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)|src=[\"']https?:|"
        r"<link[^>]+href=[\"']https?:"
    )
    wrong = [
        f"{shown(path)}: {match.group(0)[:60]}"
        for path in tracked_files()
        if path.suffix == ".html" and path.relative_to(ROOT).parts[:1] == ("templates",)
        for match in inline.finditer(
            re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.S)
        )
        if "wagtailadmin" not in path.parts and "admin" not in path.parts
    ]
    assert wrong == []
