"""The files of openapi/ become one document, or an error that says which file and where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools.bundle import BundleError, bundle, dump, operations, resolve

REPOSITORY = Path(__file__).parent.parent
SHIPPED = REPOSITORY / "generated" / "yandex_market_api" / "openapi.yaml"

ROOT = """
openapi: "3.1.0"
paths:
  /pets:
    $ref: pets.yaml#/paths/~1pets
"""
PETS = """
paths:
  /pets:
    get:
      operationId: getPets
      responses:
        '200': {$ref: common.yaml#/components/responses/Pets}
"""
COMMON = """
components:
  schemas:
    Pet:
      type: object
      properties:
        parent: {$ref: '#/components/schemas/Pet'}
  responses:
    Pets: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
"""


def write(folder: Path, **changed: str | None) -> Path:
    """A small document in three files, some of them changed or, with None, left out."""
    files = {"openapi": ROOT, "pets": PETS, "common": COMMON, **changed}
    for name, text in files.items():
        if text is not None:
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def refusal(folder: Path) -> str:
    """What `bundle` says about these files."""
    with pytest.raises(BundleError) as caught:
        bundle(folder)
    return str(caught.value)


def local_refs(node: Any) -> list[str]:
    if isinstance(node, list):
        return [ref for item in node for ref in local_refs(item)]
    if not isinstance(node, dict):
        return []
    own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
    return own + [ref for value in node.values() for ref in local_refs(value)]


def test_the_files_become_one_document_with_local_references_only(tmp_path: Path) -> None:
    document = bundle(write(tmp_path))
    refs = local_refs(document)
    assert len(refs) == 3
    assert all(resolve(document, ref) for ref in refs)
    assert [operation["operationId"] for _, _, operation in operations(document)] == ["getPets"]


def test_a_schema_that_refers_to_itself_is_fine(tmp_path: Path) -> None:
    document = bundle(write(tmp_path))
    pet = document["components"]["schemas"]["Pet"]
    assert resolve(document, pet["properties"]["parent"]["$ref"]) is pet


def test_the_shipped_region_has_a_parent_that_is_a_region() -> None:
    document = bundle(REPOSITORY / "openapi")
    parent = document["components"]["schemas"]["Region"]["properties"]["parent"]
    assert parent["$ref"] == "#/components/schemas/Region"


def test_the_shipped_bundle_is_the_bundle_of_the_sources_and_reads_back_equal() -> None:
    document = bundle(REPOSITORY / "openapi")
    text = SHIPPED.read_text(encoding="utf-8")
    assert text == dump(document)
    assert yaml.safe_load(text) == document
    assert json.loads(SHIPPED.with_suffix(".json").read_bytes()) == document


def test_the_bundle_says_where_to_edit(tmp_path: Path) -> None:
    first_line = dump(bundle(write(tmp_path))).partition("\n")[0]
    assert "openapi/" in first_line
    assert "nox -s generate" in first_line


def test_the_order_of_the_components_depends_on_their_names_alone(tmp_path: Path) -> None:
    section = "components: {{schemas: {{{0}: {{type: string}}}}}}"
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder, (left, right) in zip(folders, (("Ant", "Bee"), ("Bee", "Ant")), strict=True):
        folder.mkdir()
        write(folder, left=section.format(left), right=section.format(right))
    assert dump(bundle(folders[0])) == dump(bundle(folders[1]))


def test_a_missing_root_is_refused_with_its_name(tmp_path: Path) -> None:
    text = refusal(write(tmp_path, openapi=None))
    assert "openapi.yaml" in text
    assert "no such file" in text


def test_a_missing_file_is_refused_with_the_place_that_refers_to_it(tmp_path: Path) -> None:
    text = refusal(write(tmp_path, pets=None))
    assert text == ("openapi.yaml: paths//pets: $ref to 'pets.yaml', which is not one of the files")


@pytest.mark.parametrize(
    ("file", "text", "place", "wanted"),
    [
        ("openapi", ROOT.replace("~1pets", "~1cats"), "openapi.yaml: paths//pets", "/cats"),
        ("pets", PETS.replace("/Pets", "/Cats"), "pets.yaml: paths//pets/get/responses/200", "Cats"),
        ("common", COMMON.replace("schemas/Pet'", "schemas/Cat'"), "common.yaml: components", "Cat"),
    ],
)  # fmt: skip
def test_a_dangling_reference_is_refused_with_file_place_and_name(
    tmp_path: Path, file: str, text: str, place: str, wanted: str
) -> None:
    said = refusal(write(tmp_path, **{file: text}))
    assert said.startswith(place)
    assert "leads nowhere" in said
    assert wanted in said


def test_a_reference_to_the_wrong_file_is_refused_though_the_name_exists(tmp_path: Path) -> None:
    said = refusal(write(tmp_path, pets=PETS.replace("common.yaml#", "pets.yaml#")))
    assert said.startswith("pets.yaml: paths//pets/get/responses/200: in pets.yaml:")


def test_a_reference_to_a_place_that_is_not_bundled_is_refused(tmp_path: Path) -> None:
    pets = PETS.replace("common.yaml#/components/responses/Pets", "common.yaml#/x-answers/Pets")
    said = refusal(write(tmp_path, pets=pets, common=COMMON + "x-answers: {Pets: {}}\n"))
    assert said.startswith("the bundle: paths//pets/get/responses/200")


def test_a_component_in_two_files_is_refused_with_both_names(tmp_path: Path) -> None:
    twin = "components: {schemas: {Pet: {type: string}}}"
    said = refusal(write(tmp_path, other=twin))
    assert said == "other.yaml: components.schemas.Pet is already in common.yaml"


def test_a_component_twice_in_one_file_is_refused_with_its_line(tmp_path: Path) -> None:
    said = refusal(write(tmp_path, common=COMMON + "  schemas: {}\n"))
    assert "common.yaml: not YAML" in said
    assert "'schemas' comes twice" in said
    assert "line 10" in said


def test_a_path_that_the_root_does_not_list_is_refused(tmp_path: Path) -> None:
    pets = PETS + "  /cats: {get: {operationId: getCats}}\n"
    said = refusal(write(tmp_path, pets=pets))
    assert said == "pets.yaml: path '/cats' is not listed in `paths` of openapi.yaml"


def test_two_operations_with_one_id_are_refused(tmp_path: Path) -> None:
    root = ROOT + "  /cats: {get: {operationId: getPets}}\n"
    assert "'getPets'" in refusal(write(tmp_path, openapi=root))


@pytest.mark.parametrize("text", ["- a list\n", "words\n", "", "[unclosed\n", "a: \t- b\n"])
def test_a_file_that_is_no_mapping_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    assert "common.yaml: " in refusal(write(tmp_path, common=text))


def test_a_file_that_is_not_utf_8_is_refused_with_its_name(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "common.yaml").write_bytes(b"components: \xff\xfe\n")
    assert "common.yaml: not YAML" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("file", "text", "place"),
    [
        ("openapi", "openapi: '3.1.0'\npaths: [1]\n", "openapi.yaml: paths"),
        ("openapi", "openapi: '3.1.0'\n", "openapi.yaml: paths"),
        ("other", "components: []\n", "other.yaml: components"),
        ("other", "components: {schemas: words}\n", "other.yaml: components.schemas"),
        ("other", "paths: 5\n", "other.yaml: paths"),
    ],
)
def test_a_section_that_is_no_mapping_is_refused_with_its_place(
    tmp_path: Path, file: str, text: str, place: str
) -> None:
    assert refusal(write(tmp_path, **{file: text})).startswith(f"{place}: expected a mapping")


def test_a_document_without_operations_is_refused(tmp_path: Path) -> None:
    assert "no operation" in refusal(write(tmp_path, openapi="paths: {}\n", pets=None))


def test_other_yaml_files_of_the_folder_are_no_part_of_the_document(tmp_path: Path) -> None:
    plain = bundle(write(tmp_path))
    assert bundle(write(tmp_path, sources="rows: [1, 2]\n")) == plain
