"""What the pinned generator does by itself, and what becomes of it here, defect by defect.

R and G numbers are those of overrides/templates/README.md. When the pin of the generator moves, the
golden files show what changed, and `test_stock_still_does` names the overrides that may go.
"""

from __future__ import annotations

import copy
import datetime
import difflib
import importlib.util
import inspect
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from tests import golden
from tools.bundle import BundleError, Document, bundle
from tools.generate import PACKAGE
from tools.view import ViewError, generator_document, make_view

TESTS = Path(__file__).parent
NOTES = golden.TEMPLATES / "README.md"
RENEW = "`nox -s golden` (or `python -m tests.golden`)"
HTML = b"<html>502</html>"
PARCEL = {"id": 1, "state": "NEW"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both packages, generated now."""
    folder = tmp_path_factory.mktemp("golden")
    golden.make(folder)
    return folder


def loaded(package: Path, name: str) -> Iterator[Callable[[str], Any]]:
    """What imports modules of a package that lies there, under a name of its own."""
    spec = importlib.util.spec_from_file_location(
        name, package / "__init__.py", submodule_search_locations=[str(package)]
    )
    assert spec
    assert spec.loader
    sys.modules[name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield lambda below: importlib.import_module(f"{name}.{below}")
    for each in [each for each in sys.modules if each.partition(".")[0] == name]:
        del sys.modules[each]


Modules = Callable[[str], Any]


@pytest.fixture(scope="module")
def stock(made: Path) -> Iterator[Modules]:
    """Modules of the package that the generator makes by itself."""
    yield from loaded(made / "stock" / PACKAGE, "stock_api")


@pytest.fixture(scope="module")
def ours(made: Path) -> Iterator[Modules]:
    """Modules of the package made with our view and templates."""
    yield from loaded(made / "ours" / PACKAGE, "golden_api")


@pytest.fixture
def document() -> Document:
    """The document in miniature, to spoil."""
    text = (golden.HERE / "openapi.yaml").read_text(encoding="utf-8")
    content: Document = yaml.safe_load(text)
    return content


# --- golden files ----------------------------------------------------------------------------


def test_what_the_generator_makes_is_what_it_made_before(made: Path) -> None:
    kept, now = golden.golden(), golden.texts(made)
    changes: list[str] = []
    for name in sorted({*kept, *now}):
        before, after = (texts.get(name, "").splitlines(keepends=True) for texts in (kept, now))
        changes += difflib.unified_diff(before, after, f"kept/{name}", f"made/{name}")
    assert not changes, f"{''.join(changes)}\nRead the diff, then run {RENEW}."


def test_no_template_that_ours_replace_has_changed() -> None:
    kept, now = golden.kept_digests(), golden.digests()
    changed = [name for name in {**kept, **now} if kept.get(name) != now.get(name)]
    assert not changed, "\n".join(
        f"stock {name} changed: compare ours with it, then run {RENEW}" for name in changed
    )


@pytest.mark.parametrize("name", ["stock/models/parcel.py.golden", "ours/models/parcel.py.golden"])
def test_a_change_of_either_package_would_be_seen(made: Path, name: str) -> None:
    assert golden.texts(made)[name].replace("Parcel", "Packet") != golden.golden()[name]


def test_every_override_of_a_stock_template_has_a_digest() -> None:
    assert set(golden.kept_digests()) == {
        path.name
        for path in golden.TEMPLATES.glob("*.jinja")
        if (golden.STOCK_TEMPLATES / path.name).is_file()
    }


# --- the table -------------------------------------------------------------------------------

ROWS = {
    row[0]: row[1:]
    for line in NOTES.read_text(encoding="utf-8").splitlines()
    if line.startswith("| ")
    for row in [[cell.strip() for cell in line.strip("|").split(" | ")]]
    if re.fullmatch(r"[RG]\d+", row[0].strip())
}
TESTED = {
    code.upper()
    for file in TESTS.glob("test_*.py")
    for codes in re.findall(r"def test_((?:[rg]\d+_)+)", file.read_text(encoding="utf-8"))
    for code in codes.strip("_").split("_")
}


def test_the_table_has_every_known_defect() -> None:
    counts = [sum(code[0] == letter for code in ROWS) for letter in "RG"]
    assert counts >= [20, 24]
    wanted = [f"{letter}{n + 1}" for letter, c in zip("RG", counts, strict=True) for n in range(c)]
    assert list(ROWS) == wanted
    assert {len(cells) for cells in ROWS.values()} == {4}


@pytest.mark.parametrize("code", ROWS)
def test_each_defect_has_a_test_of_its_number_or_is_accepted_with_a_reason(code: str) -> None:
    closed_by = ROWS[code][1]
    assert (code in TESTED) != bool(re.match(r"accepted: .{15}", closed_by)), closed_by


def test_each_test_of_a_number_has_its_row() -> None:
    assert set(ROWS) >= TESTED


# --- what stock does -------------------------------------------------------------------------

STILL: dict[str, Callable[..., None]] = {}
# Rows that no run of stock on the document in miniature can show.
NOT_SHOWN = {
    "R20": "stock passes with the versions of today",
    "G10": "the fault is the API's",
    "G23": "with a project file alone",
}


def still(check: Callable[..., None]) -> Callable[..., None]:
    """Register what shows that stock has a defect; the function is called after the defect."""
    STILL[check.__name__.partition("_")[0].upper()] = check
    return check


@pytest.mark.parametrize("code", STILL)
def test_stock_still_does(
    code: str, stock: Modules, document: Document, made: Path, tmp_path: Path
) -> None:
    known = {"stock": stock, "document": document, "made": made, "package": tmp_path / PACKAGE}
    check = STILL[code]
    try:
        check(**{name: known[name] for name in inspect.signature(check).parameters})
    except (Exception, pytest.fail.Exception) as error:
        said = f"stock no longer does what {NOTES.name} says under {code}: may its override go?"
        raise AssertionError(said) from error


def test_every_row_is_shown_on_stock_but_for_those_that_cannot_be() -> None:
    assert set(STILL) | set(NOT_SHOWN) == set(ROWS)
    assert not set(STILL) & set(NOT_SHOWN)


def stock_client(stock: Modules, status: int, content: bytes) -> Any:
    transport = httpx.MockTransport(lambda _: httpx.Response(status, content=content))
    return stock("client").Client("https://x.example", httpx_args={"transport": transport})


def get(stock: Modules, status: int, content: bytes, function: str = "sync_detailed") -> Any:
    client = stock_client(stock, status, content)
    return getattr(stock("api.parcels.get_parcel"), function)(1, client=client)


@still
def r1_a_status_without_a_name_is_a_crash(stock: Modules) -> None:
    with pytest.raises(ValueError, match="420 is not a valid HTTPStatus"):
        get(stock, 420, b'{"status":"ERROR"}')


@still
def r2_an_unknown_enum_value_is_a_crash(stock: Modules) -> None:
    with pytest.raises(ValueError, match="is not a valid State"):
        get(stock, 200, b'{"id":1,"state":"ODD"}')


@still
def r3_an_odd_element_makes_a_nullable_list_raw(stock: Modules) -> None:
    prices = [{"value": 1, "state": "NEW"}, {"value": 2, "state": "ODD"}]
    parcel = stock("models.parcel").Parcel.from_dict({**PARCEL, "prices": prices})
    assert parcel.prices == prices


@still
def r4_a_missing_field_is_a_bare_key_error(stock: Modules) -> None:
    with pytest.raises(KeyError, match="'id'"):
        get(stock, 200, b'{"state":"NEW"}')


@still
def r5_a_null_is_a_type_error(stock: Modules) -> None:
    with pytest.raises(TypeError):
        get(stock, 200, b'{"id":1,"state":"NEW","sent":null}')


@still
def r6_text_passes_for_an_integer(stock: Modules) -> None:
    assert stock("models.parcel").Parcel.from_dict({"id": "abc", "state": "NEW"}).id == "abc"


@still
def r7_a_page_of_html_is_an_error_without_status(stock: Modules) -> None:
    with pytest.raises(json.JSONDecodeError) as caught:
        get(stock, 200, HTML)
    assert not hasattr(caught.value, "status_code")


@still
def r8_an_undocumented_status_is_none(stock: Modules) -> None:
    assert get(stock, 502, HTML, "sync") is None


@still
def r9_an_error_is_a_result(stock: Modules) -> None:
    assert get(stock, 404, b'{"status":"ERROR"}', "sync").status == "ERROR"


@still
def r10_other_json_is_a_key_or_type_error(stock: Modules) -> None:
    with pytest.raises(KeyError):
        get(stock, 200, b"[]")
    with pytest.raises(TypeError):
        get(stock, 200, b"null")


@still
def r11_there_is_no_time_out(stock: Modules) -> None:
    with stock("client").Client("https://x.example").get_httpx_client() as below:
        assert set(below.timeout.as_dict().values()) == {None}


@still
def r12_the_key_is_a_bearer_token(stock: Modules) -> None:
    client = stock("client").AuthenticatedClient("https://x.example", token="t")
    with client.get_httpx_client() as below:
        assert below.headers["Authorization"] == "Bearer t"


@still
def r13_the_key_is_shown(stock: Modules) -> None:
    assert "a-key" in repr(stock("client").AuthenticatedClient("x", token="a-key"))


@still
def r14_a_copy_holds_unset_values(stock: Modules) -> None:
    parcel = copy.deepcopy(stock("models.parcel").Parcel.from_dict(PARCEL))
    assert any(isinstance(v, stock("types").Unset) for v in parcel.to_dict().values())


@still
def r15_a_derived_client_changes_the_first(stock: Modules) -> None:
    first = stock("client").Client("https://x.example")
    with first.get_httpx_client() as below:
        first.with_headers({"X-Other": "1"})
        assert below.headers["X-Other"] == "1"


@still
def r16_a_decimal_in_a_body_is_a_type_error(stock: Modules) -> None:
    body = stock("models.find_parcels_request").FindParcelsRequest(total=Decimal(1))
    with pytest.raises(TypeError, match="Decimal is not JSON serializable"):
        stock("api.parcels.find_parcels").sync(client=stock_client(stock, 200, b"{}"), body=body)


@still
def r17_no_body_has_a_content_type(stock: Modules) -> None:
    kwargs = stock("api.parcels.find_parcels")._get_kwargs()
    assert (kwargs.get("json"), kwargs["headers"]) == (None, {"Content-Type": "application/json"})


@still
def r18_a_plain_string_is_no_enum_value(stock: Modules) -> None:
    with pytest.raises(AttributeError):
        stock("models.find_parcels_request").FindParcelsRequest(state="NEW").to_dict()


@still
def r19_every_dictionary_is_copied(stock: Modules) -> None:
    assert "d = dict(src_dict)" in inspect.getsource(stock("models.parcel").Parcel.from_dict)


@still
def g1_path_items_of_other_files_are_lost_in_silence(document: Document, package: Path) -> None:
    document["paths"] = {"/parcels": {"$ref": "parcels.yaml#/paths/~1parcels"}}
    assert golden.stock(document, package) == []
    assert not list(package.glob("api/*/*parcels*.py"))


@still
def g2_remote_references_are_dropped(document: Document, package: Path) -> None:
    (problem,) = golden.stock(with_answer(document, {"$ref": "other.yaml#/Parcel"}), package)
    assert "WARNING" in problem
    assert "200" not in (package / "api/parcels/find_parcels.py").read_text(encoding="utf-8")


@still
def g3_words_beside_a_reference_are_lost(stock: Modules) -> None:
    assert "state (State): Where a parcel is.\n" in stock("models.parcel").Parcel.__doc__


@still
def g4_a_schema_of_one_reference_has_no_class(stock: Modules) -> None:
    assert "NotFoundResponse" not in stock("models").__all__


@still
def g5_parts_that_disagree_remove_the_schema(document: Document, package: Path) -> None:
    problems = golden.stock(disagreeing(document), package)
    assert any("can't be merged" in problem for problem in problems)
    assert not (package / "models" / "parcel.py").exists()


@still
def g6_a_named_scalar_has_no_name(stock: Modules) -> None:
    assert stock("models.parcel").Parcel.__annotations__["name"] == "str | Unset"


@still
def g7_bounds_are_not_checked(stock: Modules) -> None:
    assert stock("api.parcels.get_parcel")._get_kwargs(1, page=100_000)["params"]["page"] == 100_000


@still
def g8_money_is_a_float(stock: Modules) -> None:
    parcel = get(stock, 200, b'{"id":1,"state":"NEW","total":0.1}').parsed
    assert type(parcel.total) is float


@still
def g9_times_have_no_zone_and_other_dates_are_text(stock: Modules) -> None:
    wire = {**PARCEL, "changed": "2026-03-09T10:00:00", "day": "09-03-2026"}
    parcel = stock("models.parcel").Parcel.from_dict(wire)
    assert (parcel.changed.tzinfo, parcel.day) == (None, "09-03-2026")


@still
def g11_defaults_are_sent(stock: Modules) -> None:
    params = stock("api.parcels.get_parcel")._get_kwargs(1)["params"]
    assert params == {"fake": False, "page": 1}


@still
def g12_a_default_with_quotes_gets_backslashes(stock: Modules) -> None:
    assert stock("models.parcel").Parcel(1, "NEW").note == 'as \\"it\\" is'


@still
def g13_nothing_is_marked_as_deprecated(made: Path) -> None:
    files = [path.read_text(encoding="utf-8") for path in (made / "stock").rglob("*.py")]
    assert files
    assert not any("deprecated" in text.lower() for text in files)


@still
def g14_security_of_the_whole_document_is_ignored(stock: Modules) -> None:
    parameters = inspect.signature(stock("api.parcels.get_parcel").sync).parameters
    client = stock("client")
    assert parameters["client"].annotation == client.AuthenticatedClient | client.Client


@still
def g15_other_content_types_are_dropped(document: Document, package: Path) -> None:
    (problem,) = golden.stock(with_pdf(document), package)
    assert "Unsupported content_type" in problem


@still
def g16_warnings_print_objects(document: Document, package: Path) -> None:
    (problem,) = golden.stock(with_pdf(document), package)
    assert "UntrustedString object at" in problem


@still
def g17_enum_values_of_one_name_are_a_crash(document: Document, package: Path) -> None:
    document["components"]["schemas"]["State"]["enum"] = ["a-b", "A_B"]
    with pytest.raises(ValueError, match="Duplicate key A_B"):
        golden.stock(document, package)


@still
def g18_a_property_named_d_breaks_its_model(stock: Modules) -> None:
    with pytest.raises(AttributeError):
        stock("models.odd").Odd.from_dict({"d": "x", "field": "y"})


@still
def g19_a_nullable_enum_is_three_and_a_union_is_a_guess(document: Document, package: Path) -> None:
    schemas = document["components"]["schemas"]
    schemas["State"] |= {"type": ["string", "null"], "enum": ["NEW", None]}
    schemas["FindParcelsResponse"]["properties"]["odd"] = {"oneOf": [ref("Thing"), ref("Odd")]}
    golden.stock(document, package)
    assert len(list(package.glob("models/state*.py"))) == 3
    text = (package / "models" / "find_parcels_response.py").read_text(encoding="utf-8")
    assert "except (TypeError, ValueError, AttributeError, KeyError):" in text


@still
def g20_a_boolean_schema_is_fatal(document: Document, package: Path) -> None:
    document["components"]["schemas"]["Odd"]["properties"]["any"] = True
    with pytest.raises(RuntimeError, match="Failed to parse OpenAPI document"):
        golden.stock(document, package)


@still
def g21_array_styles_are_ignored(document: Document, package: Path) -> None:
    (states,) = [p for p in parameters_of(document) if p["name"] == "states"]
    states |= {"style": "form", "explode": False}
    golden.stock(document, package)
    text = (package / "api" / "parcels" / "get_parcel.py").read_text(encoding="utf-8")
    assert 'params["states"] = json_states' in text
    assert "join" not in text


@still
def g22_markup_stands_in_docstrings(document: Document, package: Path) -> None:
    markup = "{% include notitle [x](y.md) %}"
    document["components"]["schemas"]["Odd"]["description"] = markup
    golden.stock(document, package)
    assert markup in (package / "models" / "odd.py").read_text(encoding="utf-8")


@still
def g24_read_only_fields_are_sent(stock: Modules) -> None:
    assert (
        stock("models.parcel").Parcel(1, stock("models").State.NEW, total=5).to_dict()["total"] == 5
    )


# --- what ours does --------------------------------------------------------------------------


def test_r20_the_package_passes_mypy_strict(made: Path) -> None:
    # Without the types of httpx and attrs, for speed; the `types` session checks generated/ with them.
    options = ["--strict", "--config-file=", "--follow-imports=skip", "--cache-dir", str(made)]
    command = [sys.executable, "-m", "mypy", *options]
    done = subprocess.run(
        [*command, "-p", PACKAGE], cwd=made / "ours",
        capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_g1_path_items_of_other_files_become_endpoints(document: Document, tmp_path: Path) -> None:
    other = yaml.safe_dump({"paths": {"/parcels": document["paths"]["/parcels"]}})
    document["paths"]["/parcels"] = {"$ref": "parcels.yaml#/paths/~1parcels"}
    write(tmp_path / "openapi.yaml", document)
    (tmp_path / "parcels.yaml").write_text(other.replace("#/", "openapi.yaml#/"), encoding="utf-8")
    assert {op.id for op in make_view(bundle(tmp_path)).operations} == {"getParcel", "findParcels"}


def test_g2_references_to_files_that_are_not_there_are_refused(
    document: Document, tmp_path: Path
) -> None:
    write(tmp_path / "openapi.yaml", with_answer(document, {"$ref": "other.yaml#/Parcel"}))
    with pytest.raises(BundleError, match=r"/200/.*\$ref to 'other.yaml', which is not one of"):
        bundle(tmp_path)


def test_g4_a_schema_of_one_reference_keeps_its_class(ours: Modules) -> None:
    with pytest.raises(ours("errors").UnexpectedStatus) as caught:
        get_ours(ours, 404, b'{"status":"ERROR"}')
    assert type(caught.value.parsed) is ours("models").NotFoundResponse


def test_g5_of_parts_that_disagree_the_last_one_counts(document: Document) -> None:
    view = make_view(disagreeing(document))
    (state,) = [f for f in view.models["Parcel"].fields if f.wire == "id"]
    assert (state.codec.annotation, state.required) == ("str", True)
    properties = generator_document(document)["components"]["schemas"]["Parcel"]["properties"]
    assert properties["id"]["type"] == "string"


def test_g10_a_day_first_date_is_a_date_here_and_day_first_on_the_wire(ours: Modules) -> None:
    day = datetime.date(2026, 3, 9)
    kwargs = ours("api.parcels.get_parcel")._get_kwargs(1, day=day)
    assert kwargs["params"] == {"day": "09-03-2026"}
    parcel = ours("models").Parcel.from_dict({**PARCEL, "day": "09-03-2026"})
    assert parcel.day == day
    assert parcel.to_dict()["day"] == "09-03-2026"


def test_g11_g12_defaults_are_neither_sent_nor_in_models(ours: Modules) -> None:
    assert ours("api.parcels.get_parcel")._get_kwargs(1)["params"] == {}
    assert ours("models").Parcel(id=1, state="NEW").to_dict() == PARCEL


def test_g13_operations_parameters_and_fields_are_marked_as_deprecated(made: Path) -> None:
    package = made / "ours" / PACKAGE
    assert "page: Deprecated. The page." in (package / "api/parcels/get_parcel.py").read_text()
    assert "    Deprecated. One parcel;" in (package / "api/parcels/get_parcel.py").read_text()
    assert (
        '"""Deprecated. Where this parcel is now."""' in (package / "models/parcel.py").read_text()
    )


def test_g14_every_endpoint_asks_for_a_key(ours: Modules) -> None:
    for name in ("get_parcel", "find_parcels"):
        module = ours(f"api.parcels.{name}")
        for function in ("sync", "sync_detailed", "asyncio", "asyncio_detailed"):
            client = inspect.signature(getattr(module, function)).parameters["client"]
            assert client.annotation == "AuthenticatedClient"


def test_g15_answers_that_are_not_json_are_refused(document: Document) -> None:
    with pytest.raises(ViewError, match="findParcels 200: "):
        make_view(with_pdf(document))


def test_g17_enum_values_of_one_name_are_refused_with_both(document: Document) -> None:
    document["components"]["schemas"]["State"]["enum"] = ["a-b", "A_B"]
    with pytest.raises(ViewError, match="State: the values 'a-b' and 'A_B'"):
        make_view(document)


def test_g18_a_property_may_be_named_as_stock_names_its_variables(ours: Modules) -> None:
    wire = {"d": "x", "field": "y"}
    assert ours("models").Odd.from_dict(wire).to_dict() == wire


@pytest.mark.parametrize("union", ["oneOf", "anyOf"])
def test_g19_nullable_enums_and_unions_are_refused(document: Document, union: str) -> None:
    schemas = document["components"]["schemas"]
    schemas["Odd"]["properties"]["one"] = {union: [ref("Thing"), ref("Price")]}
    with pytest.raises(ViewError, match=r"^Odd\.one: "):
        make_view(document)
    del schemas["Odd"]["properties"]["one"]
    schemas["State"] |= {"type": ["string", "null"], "enum": ["NEW", None]}
    with pytest.raises(ViewError, match=r"^State: only enums of strings"):
        make_view(document)


@pytest.mark.parametrize("schema", [True, False, {}, {"type": ["string", "integer"]}])
def test_g20_a_schema_without_one_type_is_refused(document: Document, schema: Any) -> None:
    document["components"]["schemas"]["Odd"]["properties"]["any"] = schema
    with pytest.raises(ViewError, match=r"^Odd\.any: "):
        make_view(document)


def test_g21_arrays_in_queries_are_repeated_keys_and_the_document_wants_no_other(
    ours: Modules, document: Document
) -> None:
    kwargs = ours("api.parcels.get_parcel")._get_kwargs(1, states=["NEW", "SENT"])
    assert str(httpx.QueryParams(kwargs["params"])) == "states=NEW&states=SENT"
    parameters = parameters_of(bundle(golden.REPOSITORY / "openapi"))
    assert parameters
    assert not [p for p in parameters if {"style", "explode"} & p.keys()]
    (states,) = [p for p in parameters_of(document) if p["name"] == "states"]
    states["explode"] = False
    with pytest.raises(ViewError, match=r"^getParcel: states: a list goes out as a repeated key"):
        make_view(document)


def test_g22_any_words_stand_in_docstrings_as_they_are(ours: Modules) -> None:
    words = 'Deprecated. One parcel; its "state" may be new, and a \\ stays a backslash.'
    assert words in ours("api.parcels.get_parcel").sync.__doc__


def test_g23_no_project_file_is_made(made: Path) -> None:
    for tree in (made / "ours", golden.REPOSITORY / "generated"):
        others = {p.name for p in tree.rglob("*") if p.is_file() and p.suffix != ".py"}
        assert others - {"openapi.yaml", "openapi.json", "py.typed", "generation.lock"} == {
            name for name in others if name.endswith(".pyc")
        }


def get_ours(ours: Modules, status: int, content: bytes) -> Any:
    transport = httpx.MockTransport(lambda _: httpx.Response(status, content=content))
    client = ours("client").AuthenticatedClient(token="t", httpx_args={"transport": transport})
    return ours("api.parcels.get_parcel").sync(1, client=client)


# --- documents -------------------------------------------------------------------------------


def ref(name: str) -> Document:
    return {"$ref": f"#/components/schemas/{name}"}


def write(path: Path, content: Document) -> None:
    path.write_text(yaml.safe_dump(content), encoding="utf-8")


def with_answer(document: Document, schema: Document) -> Document:
    """The document, its findParcels answering by this schema."""
    answer = document["paths"]["/parcels"]["post"]["responses"]["200"]
    answer["content"]["application/json"]["schema"] = schema
    return document


def with_pdf(document: Document) -> Document:
    """The document, its findParcels answering with a file."""
    answer = document["paths"]["/parcels"]["post"]["responses"]["200"]
    answer["content"] = {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}
    return document


def disagreeing(document: Document) -> Document:
    """The document, its parcels having another type of id than all things."""
    own = document["components"]["schemas"]["Parcel"]["allOf"][1]
    own["properties"]["id"] = {"type": "string"}
    return document


def parameters_of(document: Document) -> list[Document]:
    """Every parameter that stands in an operation or among the components."""
    found = [
        parameter
        for item in document["paths"].values()
        for operation in item.values()
        for parameter in operation.get("parameters", [])
    ]
    shared = document["components"].get("parameters", {})
    return [p for p in (*found, *shared.values()) if "$ref" not in p]
