"""From YAML to `generated/`: the same everywhere, whole or not at all, and no drift unseen."""

from __future__ import annotations

import ast
import copy
import importlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
import yaml

from tools import compare, generate
from tools.bundle import Document, bundle
from tools.compare import differences
from tools.generate import GenerationError
from tools.view import TAKEN_ARGUMENTS, WRITERS, ViewError, generator_document, make_view, words

REPOSITORY = Path(__file__).parent.parent
SOURCES = ("openapi", "generator-config.yml", "overrides/templates", "tools", "generated")
COMMAND = "nox -s generate"
MODEL = "yandex_market_api/models/order.py"
HOSTILE_PYPROJECT = """
[tool.ruff]
line-length = 60
[tool.ruff.lint]
select = ["ALL"]
[tool.ruff.format]
quote-style = "single"
indent-style = "tab"
"""


def copy_sources(target: Path) -> Path:
    """What generation reads and writes, at another place."""
    for name in SOURCES:
        source, there = REPOSITORY / name, target / name
        if source.is_dir():
            shutil.copytree(source, there, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, there)
    return target


def run(folder: Path, tool: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:  # fmt: skip
    """A command of tools/, as a maintainer runs it in this folder."""
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment}
    env.pop("PYTHONPATH", None)
    command = [sys.executable, "-m", f"tools.{tool}", *arguments]
    return subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, timeout=60, check=False
    )


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of `generated/` to spoil."""
    return Path(shutil.copytree(REPOSITORY / "generated", tmp_path / "generated"))


# --- drift -----------------------------------------------------------------------------------


def spoil(tree: Path, how: str) -> str:
    """Damage a tree in one way; the file that is concerned."""
    name = {"lock": "generation.lock", "added": "yandex_market_api/models/extra.py"}.get(how, MODEL)
    file = tree / name
    if how == "deleted":
        file.unlink()
    elif how == "added":
        file.write_text("", encoding="utf-8")
    elif how == "lock":
        lock = json.loads(file.read_text(encoding="utf-8"))
        lock["output"] = lock["output"][::-1]
        file.write_text(json.dumps(lock, indent=2) + "\n", encoding="utf-8")
    else:
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("kopecks", "kopeks", 1), encoding="utf-8")
    return name


@pytest.mark.parametrize(
    ("how", "kind"),
    [("letter", "changed"), ("deleted", "missing"), ("added", "surplus"), ("lock", "changed")],
)
def test_drift_in_one_file_is_found_and_named(tree: Path, how: str, kind: str) -> None:
    name = spoil(tree, how)
    (line,) = differences(REPOSITORY / "generated", tree)
    assert line.splitlines()[0] == f"{kind}: {name}"


def test_a_changed_line_is_shown_as_it_should_be_and_as_it_is(tree: Path) -> None:
    spoil(tree, "letter")
    (line,) = differences(REPOSITORY / "generated", tree)
    expected, found = line.splitlines()[1:]
    assert expected.startswith("    -")
    assert "kopecks" in expected
    assert found.startswith("    +")
    assert "kopeks" in found


def test_equal_trees_do_not_differ_and_compiled_files_do_not_count(tree: Path) -> None:
    (tree / "yandex_market_api" / "__pycache__").mkdir(exist_ok=True)
    (tree / "yandex_market_api" / "__pycache__" / "x.pyc").write_bytes(b"")
    assert differences(REPOSITORY / "generated", tree) == []


def test_a_tree_that_is_gone_is_missing_file_by_file(tmp_path: Path) -> None:
    lines = differences(REPOSITORY / "generated", tmp_path / "nothing")
    assert f"missing: {MODEL}" in lines
    assert len(lines) == len(contents(REPOSITORY / "generated").keys() - compiled())


def compiled() -> set[str]:
    return {name for name in contents(REPOSITORY / "generated") if "__pycache__" in name}


@pytest.mark.parametrize("how", ["letter", "deleted", "added", "lock"])
def test_the_drift_check_fails_naming_the_file_and_the_command(
    tree: Path, how: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name = spoil(tree, how)
    monkeypatch.setattr(compare, "REPOSITORY", tree.parent)
    monkeypatch.setattr(compare, "generate", take_generated)
    assert compare.main() == 1
    said = capsys.readouterr().err
    assert f"generated/{name}" in said
    assert COMMAND in said


def take_generated(repository: Path, target: Path) -> None:
    """In place of generation, which other tests run."""
    shutil.copytree(REPOSITORY / "generated", target)


def test_the_drift_check_says_when_the_sources_cannot_be_generated(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(compare, "REPOSITORY", tmp_path)
    assert compare.main() == 1
    said = capsys.readouterr().err
    assert said.startswith("not generated: ")
    assert "openapi.yaml" in said


def test_the_command_finds_every_kind_of_drift_at_once_and_generating_mends_it(
    tmp_path: Path,
) -> None:
    clone = copy_sources(tmp_path / "clone")
    names = [spoil(clone / "generated", how) for how in ("letter", "added", "lock")]
    (clone / "generated" / "yandex_market_api" / "client.py").unlink()
    before = run(clone, "compare")
    assert before.returncode == 1
    for name in (*names, "yandex_market_api/client.py"):
        assert f"generated/{name}" in before.stderr
    assert COMMAND in before.stderr
    assert run(clone, "generate").returncode == 0
    assert differences(REPOSITORY / "generated", clone / "generated") == []


# --- the same everywhere ---------------------------------------------------------------------


def test_the_output_is_the_same_wherever_the_clone_lies_whatever_surrounds_it(
    tmp_path: Path,
) -> None:
    hostile = tmp_path / "a folder with ünusual name"
    clone = copy_sources(hostile / "clone")
    scratch = hostile / "scratch"
    scratch.mkdir()
    for folder in (hostile, clone, scratch):
        (folder / "pyproject.toml").write_text(HOSTILE_PYPROJECT, encoding="utf-8")
    for seed in ("1", "4242"):
        target = hostile / f"into-{seed}"
        done = run(
            clone, "generate", "--into", str(target), PYTHONHASHSEED=seed, TMPDIR=str(scratch)
        )
        assert done.returncode == 0, done.stderr
        assert differences(REPOSITORY / "generated", target) == []
    assert sorted(p.name for p in scratch.iterdir()) == ["pyproject.toml"]


def test_the_lock_names_the_versions_and_hashes_of_what_is_there() -> None:
    lock = json.loads((REPOSITORY / "generated" / "generation.lock").read_text(encoding="utf-8"))
    assert lock == generate.describe(REPOSITORY, REPOSITORY / "generated")
    groups = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    assert (
        f"openapi-python-client=={lock['openapi-python-client']}"
        in groups["dependency-groups"]["generate"]
    )


@pytest.mark.parametrize(
    ("file", "key"),
    [
        ("openapi/common.yaml", "spec"),
        ("generator-config.yml", "config"),
        ("overrides/templates/model.py.jinja", "templates"),
        (f"generated/{MODEL}", "output"),
    ],
)
def test_each_input_and_the_output_has_a_hash_of_its_own(
    tmp_path: Path, file: str, key: str
) -> None:
    clone = copy_sources(tmp_path)
    before = generate.describe(clone, clone / "generated")
    (clone / file).write_text((clone / file).read_text(encoding="utf-8") + " ", encoding="utf-8")
    after = generate.describe(clone, clone / "generated")
    assert {k for k in before if before[k] != after[k]} == {key}


def test_line_endings_of_a_checkout_do_not_change_the_hashes(tmp_path: Path) -> None:
    for name, end in (("unix", b"\n"), ("windows", b"\r\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.yaml").write_bytes(b"a: 1" + end)
    assert generate.tree_hash(tmp_path / "unix", "*.yaml") == generate.tree_hash(
        tmp_path / "windows", "*.yaml"
    )


# --- whole or not at all ---------------------------------------------------------------------


def leave_out_an_endpoint(repository: Path, document: Document, package: Path) -> None:
    shutil.copytree(REPOSITORY / "generated" / "yandex_market_api", package)
    (package / "api" / "orders" / "get_order.py").unlink()


def write_half(repository: Path, document: Document, package: Path) -> None:
    package.mkdir(parents=True)
    (package / "client.py").write_text("half", encoding="utf-8")
    raise GenerationError("interrupted")


def write_no_python(repository: Path, document: Document, package: Path) -> None:
    package.mkdir(parents=True)
    (package / "client.py").write_text("def (:", encoding="utf-8")


@pytest.mark.parametrize(
    ("generator", "said"),
    [
        (write_half, "interrupted"),
        (write_no_python, "ruff failed"),
        (leave_out_an_endpoint, "left out api/orders/get_order.py"),
    ],
)
def test_generation_that_fails_leaves_the_old_tree_untouched(
    tree: Path, monkeypatch: pytest.MonkeyPatch, generator: Any, said: str
) -> None:
    before = contents(tree)
    monkeypatch.setattr(generate, "_run_generator", generator)
    with pytest.raises(GenerationError, match=said):
        generate.generate(REPOSITORY, tree)
    assert contents(tree) == before
    assert [p.name for p in tree.parent.iterdir()] == [tree.name]


@pytest.mark.parametrize("step", ["copytree", "rename"])
def test_a_disk_that_fails_while_the_tree_is_put_in_place_leaves_the_old_one(
    tree: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, step: str
) -> None:
    before = contents(tree)
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "new.py").write_text("new", encoding="utf-8")
    rename = Path.rename

    def full(*_: Any, **__: Any) -> None:
        raise OSError("no space left")

    def rename_but_once(self: Path, target: Path) -> Path:
        if self.name.endswith(".new"):
            raise OSError("no space left")
        return rename(self, target)

    if step == "copytree":
        monkeypatch.setattr(shutil, "copytree", full)
    else:
        monkeypatch.setattr(Path, "rename", rename_but_once)
    with pytest.raises(OSError, match="no space"):
        generate._replace(fresh, tree)
    assert contents(tree) == before
    assert {p.name for p in tmp_path.iterdir()} == {"fresh", tree.name}


def test_a_warning_of_the_generator_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generate, "generator_document", without_a_schema)
    with pytest.raises(GenerationError, match=r"WARNING.*response will be omitted"):
        generate_scratch(tmp_path, scratch_document())


def without_a_schema(document: Document) -> Document:
    plain = generator_document(document)
    answer = plain["paths"]["/things/{thingId}"]["post"]["responses"]["200"]
    answer["content"]["application/json"]["schema"] = {"$ref": "elsewhere.yaml#/Thing"}
    return plain


def test_into_refuses_a_folder_that_holds_something_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "diary.txt").write_text("dear diary", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["generate", "--into", str(tmp_path)])
    assert generate.main() == 1
    assert "was not made by this command" in capsys.readouterr().err
    assert (tmp_path / "diary.txt").read_text(encoding="utf-8") == "dear diary"


# --- what the view refuses -------------------------------------------------------------------

GIVE_A_NAME = "give this schema a name of its own"


def scratch_document() -> Document:
    """A small document full of names and words that break careless templates."""
    text = {"type": "string"}
    awkward = (
        "d", "source", "key", "value", "self", "cls", "get", "field", "class", "from", "type", "list",
        "datetime", "None", "id", "with space", "@odd", "missing", "_hidden", "2fast", "имя",
    )  # fmt: skip
    schemas: Document = {
        "Thing": {
            "type": "object",
            "description": 'A thing "with \'quotes\'", a \\n backslash, """three""" and, last, "one"',
            "required": ["key", "never"],
            "properties": {
                **{name: {**text, "description": f'Words of {name}, "quoted"'} for name in awkward},
                "size": {"$ref": "#/components/schemas/Size"},
                "price": {"type": "number", "deprecated": True},
                "made": {"$ref": "#/components/schemas/Day", "description": "When, DD-MM-YYYY"},
                "never": {"type": ["string", "null"]},
                "anything": {"$ref": "#/components/schemas/Anything"},
            },
        },
        "Anything": {"type": "object"},
        "Day": {"type": "string", "format": "date-dd-MM-yyyy"},
        "Size": {
            "type": "string",
            "enum": ["S", "2XL", "", 'a"b', "a\\b", "class", "None"],
            "x-enum-descriptions": {"S": 'The "small" one, ends in a backslash \\'},
        },
        "Request": {
            "type": "object",
            "required": ["item"],
            "properties": {"item": {"$ref": "#/components/schemas/Naming", "x-flat": True}},
        },
        "Naming": {
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": {"type": "integer"},
                "newSize": {"$ref": "#/components/schemas/Size"},
            },
        },
    }
    operation: Document = {
        "operationId": "getThing",
        "tags": ["things"],
        "summary": 'Get a "thing" \\ or two "',
        "deprecated": True,
        "parameters": [
            {"name": "thingId", "in": "path", "required": True, "schema": {"type": "integer"}},
            {
                "name": "page",
                "in": "query",
                "deprecated": True,
                "description": "Old style.",
                "schema": {"type": "integer", "default": 1},
            },
            {"name": "day", "in": "query", "schema": {"$ref": "#/components/schemas/Day"}},
            {
                "name": "sizes",
                "in": "query",
                "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Size"}},
            },
            {"name": "isFake", "in": "query", "schema": {"type": "boolean"}},
            {"name": "since", "in": "query", "schema": {"type": "string", "format": "date-time"}},
        ],
        "requestBody": content("Request"),
        "responses": {"200": {"description": "Yes.", **content("Thing")}},
        "x-effect": "read",
        "x-quota": {"amount": 1, "per": "hour", "counts": "requests", "parallel": 1},
        "x-scopes": ["all"],
        "x-models": ["FBS"],
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "servers": [{"url": "https://things.example"}],
        "security": [{"ApiKey": []}],
        "x-parallel": 4,
        "paths": {"/things/{thingId}": {"post": operation}},
        "components": {
            "schemas": schemas,
            "securitySchemes": {"ApiKey": {"type": "apiKey", "in": "header", "name": "X-Thing"}},
        },
    }


def content(schema: str) -> Document:
    ref = {"$ref": f"#/components/schemas/{schema}"}
    return {"content": {"application/json": {"schema": ref}}}


def refusal(**schemas: Document) -> str:
    """What the view says about the scratch document with these schemas in it."""
    document = scratch_document()
    document["components"]["schemas"] |= schemas
    with pytest.raises(ViewError) as caught:
        make_view(document)
    return str(caught.value)


def thing(**properties: Document) -> Document:
    return {"type": "object", "properties": properties}


@pytest.mark.parametrize(
    "nameless",
    [
        {"type": "string", "enum": ["A", "B"]},
        {"type": "object", "properties": {"a": {"type": "string"}}},
        {"oneOf": [{"type": "string"}, {"type": "integer"}]},
        {"anyOf": [{"type": "string"}]},
    ],
)
def test_an_enum_or_object_without_a_name_is_refused_with_its_place(nameless: Document) -> None:
    assert refusal(Other=thing(odd=nameless)) == f"Other.odd: {GIVE_A_NAME} under components"
    items = {"type": "array", "items": nameless}
    assert refusal(Other=thing(odd=items)).startswith(f"Other.odd/items: {GIVE_A_NAME}")


def test_two_types_at_once_are_refused() -> None:
    said = refusal(Other=thing(odd={"type": ["string", "integer"]}))
    assert said == "Other.odd: more than one type is not supported: ['string', 'integer']"


def test_a_list_of_day_first_dates_is_refused_since_nothing_writes_it() -> None:
    days = {"type": "array", "items": {"$ref": "#/components/schemas/Day"}}
    assert refusal(Other=thing(days=days)).startswith("Other.days: ")


def test_colliding_enum_values_are_refused_with_both_values() -> None:
    said = refusal(Other={"type": "string", "enum": ["a-b", "C", "A_B"]})
    assert said == "Other: the values 'a-b' and 'A_B' get the same Python name, A_B"


def test_enums_of_anything_but_strings_are_refused() -> None:
    assert refusal(Other={"type": "integer", "enum": [1, 2]}).startswith("Other: only enums")
    assert refusal(Other={"type": ["string", "null"], "enum": ["A", None]}).startswith("Other: ")


def test_colliding_properties_are_refused_with_both_names() -> None:
    said = refusal(Other=thing(itemId={"type": "string"}, item_id={"type": "string"}))
    assert said == "Other: the properties 'itemId' and 'item_id' get the same Python name, item_id"


@pytest.mark.parametrize("name", ["additionalProperties", "toDict", "from_dict", "writeValue"])
def test_a_property_that_would_hide_generated_code_is_refused(name: str) -> None:
    assert refusal(Other=thing(**{name: {"type": "string"}})).startswith(f"Other.{name}: ")


@pytest.mark.parametrize("name", ["Decimal", "Model", "lower_case", "None", "Return"])
def test_a_schema_whose_name_cannot_be_a_class_is_refused(name: str) -> None:
    assert refusal(**{name: thing()}) == f"{name}: not usable as the name of a class or its module"


def test_two_schemas_whose_modules_would_be_one_file_are_refused() -> None:
    said = refusal(OrderABC=thing(), OrderAbc=thing())
    assert said == "OrderAbc: its module would have the same name as that of OrderABC"


@pytest.mark.parametrize("fact", ["x-effect", "x-quota", "x-scopes", "x-models", "summary", "tags"])
def test_an_operation_without_its_facts_is_refused_with_its_path(fact: str) -> None:
    document = scratch_document()
    del document["paths"]["/things/{thingId}"]["post"][fact]
    with pytest.raises(ViewError, match=rf"^POST /things/\{{thingId\}}: {fact} missing$"):
        make_view(document)


def test_every_function_that_an_endpoint_imports_is_a_name_that_parameters_may_not_have() -> None:
    for file in (REPOSITORY / "generated").glob("*/api/*/[a-z]*.py"):
        lines = file.read_text(encoding="utf-8")
        imports = [n for n in ast.parse(lines).body if isinstance(n, ast.ImportFrom)]
        names = {alias.name for node in imports for alias in node.names if alias.name.islower()}
        assert names - {"annotations"} <= TAKEN_ARGUMENTS | WRITERS, file


@pytest.mark.parametrize("name", ["client", "body", "kwargs", "encode"])
def test_a_parameter_that_would_hide_generated_code_is_refused(name: str) -> None:
    document = scratch_document()
    parameters = document["paths"]["/things/{thingId}"]["post"]["parameters"]
    parameters.append({"name": name, "in": "query", "schema": {"type": "string"}})
    with pytest.raises(ViewError, match=f"generated code uses {name} for itself"):
        make_view(document)


@pytest.mark.parametrize(
    ("parameter", "text"),
    [
        (
            {"schema": {"type": "array", "items": {"$ref": "#/components/schemas/Day"}}},
            "getThing: days: a list\\[datetime.date\\] of this format has no writer",
        ),
        (
            {"explode": False, "schema": {"type": "array", "items": {"type": "string"}}},
            "getThing: days: a list goes out as a repeated key, and no other way",
        ),
        (
            {"style": "pipeDelimited", "schema": {"type": "array", "items": {"type": "string"}}},
            "getThing: days: a list goes out as a repeated key, and no other way",
        ),
    ],
)
def test_a_list_that_would_go_out_in_another_form_than_documented_is_refused(
    parameter: Document, text: str
) -> None:
    document = scratch_document()
    parameters = document["paths"]["/things/{thingId}"]["post"]["parameters"]
    parameters.append({"name": "days", "in": "query", **parameter})
    with pytest.raises(ViewError, match=text):
        make_view(document)


def test_an_answer_without_a_named_schema_is_refused() -> None:
    document = scratch_document()
    answers = document["paths"]["/things/{thingId}"]["post"]["responses"]
    answers["404"] = {"description": "No.", "content": {}}
    with pytest.raises(ViewError, match="getThing 404: "):
        make_view(document)


# --- what the view makes ---------------------------------------------------------------------


def test_flat_arguments_take_the_place_of_the_object_around_them() -> None:
    (operation,) = make_view(scratch_document()).operations
    body = {a.name: a for a in operation.arguments if a.location == "body"}
    assert {name: a.wire for name, a in body.items()} == {
        "item_id": ("item", "id"),
        "new_size": ("item", "newSize"),
    }
    assert body["item_id"].required
    assert not body["new_size"].required


def test_arguments_with_the_same_name_are_refused_with_both_places() -> None:
    document = scratch_document()
    request = document["components"]["schemas"]["Request"]
    request["properties"] = {"thing": request["properties"]["item"]}
    with pytest.raises(ViewError, match="'thingId' and 'thing/id' get the same Python name"):
        make_view(document)


def test_an_id_inside_an_object_is_named_after_the_object() -> None:
    view = make_view(bundle(REPOSITORY / "openapi"))
    (order_id, *_) = [a for a in view.operation("update_order").arguments if a.location == "body"]
    assert order_id.name == "order_id"
    assert order_id.wire == ("order", "id")
    assert order_id.required


def test_an_id_at_the_top_of_a_body_is_named_after_the_tag() -> None:
    document = scratch_document()
    document["components"]["schemas"]["Request"] = document["components"]["schemas"]["Naming"]
    document["paths"]["/things/{thingId}"]["post"]["parameters"] = []
    (operation,) = make_view(document).operations
    first = operation.arguments[0]
    assert (first.name, first.wire) == ("thing_id", ("id",))


def test_filters_are_told_in_python_s_names_and_in_the_form_in_which_dates_are_given() -> None:
    document = scratch_document()
    operation = document["paths"]["/things/{thingId}"]["post"]
    operation["x-paging"] = {"token-parameter": "token", "limit-parameter": "limit"}
    day = next(p for p in operation["parameters"] if p["name"] == "day")
    day["description"] = "Made on this day, DD-MM-YYYY; not beside `isFake` or `2XL`."
    (viewed,) = make_view(document).operations
    words_of = {a.name: a.description for a in viewed.filters}
    assert words_of["day"] == "Made on this day, YYYY-MM-DD; not beside `is_fake` or `2XL`."
    assert {a.name: a.description for a in viewed.arguments}["day"] == day["description"]


def test_the_view_leaves_the_document_as_it_is() -> None:
    document = bundle(REPOSITORY / "openapi")
    before = copy.deepcopy(document)
    make_view(document)
    generator_document(document)
    assert document == before


def test_the_generator_reads_no_defaults_no_siblings_of_references_and_security_everywhere() -> (
    None
):
    plain = generator_document(bundle(REPOSITORY / "openapi"))
    for path, node in walk(plain):
        assert "$ref" not in node or len(node) == 1, path
        assert "default" not in node, path
        assert not isinstance(node.get("type"), list), path
    for path_item in plain["paths"].values():
        assert all(operation["security"] for operation in path_item.values())


def walk(node: Any, path: str = "") -> Iterator[tuple[str, Document]]:
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from walk(item, f"{path}/{index}")
    elif isinstance(node, dict):
        if not path.endswith(("/properties", "/schemas")):
            yield path, node
        for key, value in node.items():
            yield from walk(value, f"{path}/{key}")


@pytest.mark.parametrize(
    "text", ['ends with a "quote"', 'three """ in it', "back\\slash", "ends with \\", "two\nlines"]
)
def test_any_words_are_safe_inside_a_docstring(text: str) -> None:
    namespace: dict[str, Any] = {}
    exec(f'def f():\n    """{words(text)}"""', namespace)  # noqa: S102 - the point of the test
    assert namespace["f"].__doc__ == " ".join(text.split()).replace('"""', "'''")


def test_the_template_notes_name_every_template() -> None:
    folder = REPOSITORY / "overrides" / "templates"
    notes = (folder / "README.md").read_text(encoding="utf-8")
    templates = {path.name for path in folder.glob("*.jinja")}
    assert templates
    assert {name for name in templates if f"`{name}`" not in notes} == set()


# --- awkward documents -----------------------------------------------------------------------


def generate_scratch(folder: Path, document: Document) -> Path:
    """Generate a client from a document of the test's own, with the project's templates."""
    repository = folder / "repository"
    shutil.copytree(REPOSITORY / "overrides" / "templates", repository / "overrides" / "templates")
    shutil.copy(REPOSITORY / "generator-config.yml", repository)
    (repository / "openapi").mkdir()
    text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False)
    (repository / "openapi" / "openapi.yaml").write_text(text, encoding="utf-8")
    generate.generate(repository, folder / "generated")
    return folder / "generated" / "yandex_market_api"


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The client of `scratch_document`, under a name of its own."""
    folder = generate_scratch(tmp_path_factory.mktemp("scratch"), scratch_document())
    spec = importlib.util.spec_from_file_location(
        "scratch_api", folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["scratch_api"] = module
    spec.loader.exec_module(module)
    importlib.import_module("scratch_api.models")
    yield module
    for name in [name for name in sys.modules if name.partition(".")[0] == "scratch_api"]:
        del sys.modules[name]


def test_properties_with_awkward_names_are_read_and_given_back(scratch: Any) -> None:
    document = scratch_document()["components"]["schemas"]["Thing"]
    wire = {n: f"<{n}>" for n, p in document["properties"].items() if p.get("type") == "string"}
    assert len(wire) > 20
    thing = scratch.models.Thing.from_dict({**wire, "price": Decimal("1.10")})
    assert thing.to_dict() == {**wire, "price": Decimal("1.10")}
    assert (thing.d, thing.source, thing.key, thing.value) == (
        "<d>",
        "<source>",
        "<key>",
        "<value>",
    )
    assert (thing.self_, thing.cls, thing.get, thing.field) == (
        "<self>",
        "<cls>",
        "<get>",
        "<field>",
    )
    assert copy.deepcopy(thing) == thing
    assert "d='<d>'" in repr(thing)


def test_a_documented_null_in_a_required_field_is_no_reason_to_warn(
    scratch: Any, caplog: pytest.LogCaptureFixture
) -> None:
    assert scratch.models.Thing.from_dict({"key": "k", "never": None}).never is None
    assert caplog.messages == []


def test_an_object_without_properties_keeps_what_comes(scratch: Any) -> None:
    thing = scratch.models.Thing.from_dict({"key": "k", "anything": {"a": [1, {"b": None}]}})
    assert thing.anything.additional_properties == {"a": [1, {"b": None}]}
    assert thing.to_dict() == {"key": "k", "anything": {"a": [1, {"b": None}]}}


def test_enum_values_of_any_spelling_are_members(scratch: Any) -> None:
    size = scratch.models.Size
    values = scratch_document()["components"]["schemas"]["Size"]["enum"]
    assert [member.value for member in size] == values
    assert all(size._read(value).is_known for value in values)


def test_the_operation_s_words_reach_its_functions_and_its_table_unharmed(scratch: Any) -> None:
    summary = 'Get a "thing" \\ or two "'
    operations = importlib.import_module("scratch_api.operations")
    assert operations.OPERATIONS["getThing"].summary == summary
    endpoint = importlib.import_module("scratch_api.api.things.get_thing")
    assert summary in str(endpoint.sync.__doc__)
    assert "Deprecated." in str(endpoint.sync.__doc__)


def test_a_deprecated_parameter_is_marked_and_a_default_is_not_sent(scratch: Any) -> None:
    endpoint = importlib.import_module("scratch_api.api.things.get_thing")
    assert "page: Deprecated. Old style." in str(endpoint.sync.__doc__)
    assert endpoint._get_kwargs(5) == {"method": "post", "url": "/things/5", "params": {}}


def test_a_query_parameter_is_written_in_the_wire_format_of_its_schema(scratch: Any) -> None:
    import datetime

    endpoint = importlib.import_module("scratch_api.api.things.get_thing")
    wire = endpoint._get_kwargs(
        5,
        day=datetime.date(2026, 3, 9),
        sizes=[scratch.models.Size("S"), scratch.models.Size("2XL")],
        is_fake=False,
        since=datetime.datetime(2026, 3, 9, 12, 30, tzinfo=datetime.UTC),
    )
    request = httpx.Request(wire["method"], "https://things.example", params=wire["params"])
    query = "day=09-03-2026&sizes=S&sizes=2XL&isFake=false&since=2026-03-09T12%3A30%3A00Z"
    assert request.url.query.decode() == query


@pytest.mark.parametrize("required", [True, False])
def test_the_table_tells_whether_a_body_always_goes_out(required: bool) -> None:
    document = scratch_document()
    document["paths"]["/things/{thingId}"]["post"]["requestBody"]["required"] = required
    (operation,) = make_view(document).operations
    assert operation.body_required is required


def test_the_key_s_header_comes_from_the_document(scratch: Any) -> None:
    client = scratch.AuthenticatedClient(token="secret")
    assert client.auth_header_name == "X-Thing"
