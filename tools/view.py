"""The generator's view: what openapi-python-client needs that the document does not say.

Two things come out of the bundle:

* `generator_document`: the same operations and schemas in the plain subset that the generator reads
  without losing anything (one type per schema, no `allOf`, no defaults, security on each operation);
* `View`: facts that the generator drops and our templates print: how each field is read and written,
  each property's own words, the table of operations, the filters of each listing.

The document itself keeps the wire truth; nothing here changes it.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from keyword import iskeyword
from typing import Any

from openapi_python_client.parser.properties import Class, EnumProperty
from openapi_python_client.schema.untrusted_string import UntrustedString
from openapi_python_client.strings import ClassName, PythonIdentifier, snake_case

from tools.bundle import Document, operations, resolve

SCHEMAS = "#/components/schemas/"
FIELD_PREFIX = "field_"  # as in generator-config.yml
REQUIRED_FACTS = ("operationId", "tags", "summary", "responses", "x-effect", "x-quota", "x-scopes", "x-models")  # fmt: skip
# Names that generated modules use for something else.
TAKEN_CLASSES = {
    "Any", "AuthenticatedClient", "ClassVar", "DecodeError", "Decimal", "Factory", "FieldInfo", "Mapping",
    "Model", "OpenEnum", "Response", "Self", "Sequence", "TypedDict",
}  # fmt: skip
TAKEN_FIELDS = {"additional_properties", "from_dict", "to_dict", "to_json"}
TAKEN_ARGUMENTS = {
    "body", "build_response", "client", "encode", "kwargs", "params", "quote", "read_answer", "success",
}  # fmt: skip
WRITERS = {
    "write_value", "write_date", "write_day_first", "write_day_first_moscow", "write_moscow", "write_time",
}  # fmt: skip


class ViewError(ValueError):
    """The document holds something that would be generated wrongly; the text says where and what."""


# --- how a value is read and written ---------------------------------------------------------


@dataclass(frozen=True)
class Codec:
    """How one schema looks in Python: its annotation, and code that reads a JSON value of it."""

    annotation: str
    read: str  # an expression over `value`
    reader: str  # the same as a callable of one argument
    write: str | None = None  # the function that writes it back, when it is not the general one
    models: frozenset[str] = frozenset()
    enum: str | None = None


def _quick(annotation: str, kind: str, quick: str, reader: str, write: str | None = None) -> Codec:
    """What nearly every value is, read without a call; anything else by its reader."""
    return Codec(
        annotation, f"{quick} if value.__class__ is {kind} else {reader}(value)", reader, write
    )


def _day(write: str | None = None) -> Codec:
    return _quick("datetime.date", "str", "DAYS[value]", "read_date", write)


# The wire format decides the reader: one field name can have two formats in two schemas.
TEXT_FORMATS = {
    "date": _day(),
    "date-dd-MM-yyyy": _day("write_day_first"),
    "date-time": Codec("datetime.datetime", "read_time(value)", "read_time"),
    "date-time-moscow": Codec("datetime.datetime", "read_time(value)", "read_time", "write_moscow"),
    "date-dd-MM-yyyy-HH-mm-ss": Codec(
        "datetime.datetime", "read_time(value)", "read_time", "write_day_first_moscow"
    ),
}
SCALARS = {
    "string": _quick("str", "str", "value", "read_text"),
    "integer": _quick("int", "int", "value", "read_integer"),
    "number": Codec(
        "Decimal",
        "value if value.__class__ is Decimal else Decimal(value) if value.__class__ is int"
        " else read_decimal(value)",
        "read_decimal",
    ),
    "boolean": _quick("bool", "bool", "value", "read_boolean"),
}


@dataclass(frozen=True)
class Field:
    """A property of a model, as the model template prints it."""

    wire: str
    name: str
    codec: Codec
    required: bool
    description: str
    personal: bool


@dataclass(frozen=True)
class Model:
    """An object schema: its words and its fields, those inherited come first."""

    name: str
    description: str
    fields: tuple[Field, ...]

    @property
    def imports(self) -> list[str]:
        """Classes that the fields refer to, without the model itself."""
        return sorted(set().union(*(f.codec.models for f in self.fields)) - {self.name})

    @property
    def enums(self) -> list[str]:
        """Enums that a field is read as, without those in lists."""
        return sorted({f.codec.enum for f in self.fields if f.codec.enum})


@dataclass(frozen=True)
class Enum:
    """A list of strings: its words, and (member's name, value, its words) of each."""

    name: str
    description: str
    members: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Argument:
    """One value that a caller may give: its Python name, where it goes, and its schema."""

    name: str
    wire: tuple[str, ...]
    location: str  # path, query or body
    required: bool
    schema: Document
    annotation: str
    description: str
    imports: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Parameter:
    """A path or query parameter as the endpoint's functions take it, deprecated ones included."""

    wire: str
    name: str
    codec: Codec
    description: str


@dataclass(frozen=True)
class Operation:
    """One operation with everything the templates of `operations.py` and `filters.py` print."""

    id: str
    method: str
    path: str
    tag: str
    summary: str
    raw: Document
    arguments: tuple[Argument, ...]
    filters: tuple[Argument, ...]
    body: str | None
    body_required: bool
    body_description: str
    answer: str
    statuses: tuple[int, ...]
    paging: Document | None
    path_arguments: tuple[Parameter, ...]
    query_arguments: tuple[Parameter, ...]
    answers: tuple[tuple[int, str], ...]

    @property
    def description(self) -> str:
        """The operation's own words, and a warning when it is deprecated."""
        return marked(self.raw)

    @property
    def url(self) -> str:
        """The path with Python names between the braces."""
        url = self.path
        for parameter in self.path_arguments:
            url = url.replace(f"{{{parameter.wire}}}", f"{{{parameter.name}}}")
        return url

    @property
    def answer_union(self) -> str:
        """Every model that an answer can be."""
        return " | ".join(dict.fromkeys(model for _, model in self.answers))

    @property
    def models_used(self) -> list[str]:
        """Classes that the endpoint's module imports."""
        own = {model for _, model in self.answers} | ({self.body} if self.body else set())
        of_parameters = (p.codec.models for p in (*self.path_arguments, *self.query_arguments))
        return sorted(own.union(*of_parameters))

    @property
    def argument_docs(self) -> list[tuple[str, str]]:
        """(name, words) of each argument of the endpoint's functions."""
        own = [(p.name, p.description) for p in self.path_arguments]
        own.append(("client", "Where to send it, and the key."))
        if self.body:
            own.append(("body", self.body_description))
        own += [(p.name, p.description) for p in self.query_arguments]
        return [(name, text) for name, text in own if text]

    @property
    def module(self) -> str:
        """The endpoint's module below `api`."""
        return f"{snake_case(self.tag)}.{snake_case(self.id)}"


@dataclass
class View:
    """Everything our templates ask for, by the names that the generator uses."""

    document: Document
    models: dict[str, Model] = field(default_factory=dict)
    enums: dict[str, Enum] = field(default_factory=dict)
    operations: list[Operation] = field(default_factory=list)

    def operation(self, snake_name: str) -> Operation:
        """The operation whose endpoint module has this name."""
        return next(op for op in self.operations if snake_case(op.id) == snake_name)


def make_view(document: Document) -> View:
    """Collect the side facts of a bundle. Raises ViewError."""
    view = View(document)
    modules: dict[str, str] = {}
    for name, schema in document["components"]["schemas"].items():
        if "enum" in schema:
            view.enums[name] = _enum(name, schema)
        elif is_object(schema):
            view.models[name] = _model(document, name, schema)
        else:
            continue
        usable = name == ClassName(name, FIELD_PREFIX) and not iskeyword(snake_case(name))
        if name in TAKEN_CLASSES or not usable:
            raise ViewError(f"{name}: not usable as the name of a class or its module")
        other = modules.setdefault(snake_case(name), name)
        if other != name:
            raise ViewError(f"{name}: its module would have the same name as that of {other}")
    for path, method, raw in operations(document):
        view.operations.append(_operation(document, path, method, raw))
    return view


def is_object(schema: Document) -> bool:
    """Whether a schema becomes a model class."""
    return "properties" in schema or "allOf" in schema or schema.get("type") == "object"


def python_name(wire: str) -> str:
    """The generator's own rule, so that the table and the models agree."""
    return str(PythonIdentifier(UntrustedString(wire), prefix=FIELD_PREFIX))


def flatten(document: Document, schema: Document) -> tuple[dict[str, Document], set[str]]:
    """Properties and required names of an object schema with its `allOf` parents joined in."""
    properties: dict[str, Document] = {}
    required: set[str] = set()
    for parent in schema.get("allOf", []):
        target = resolve(document, parent["$ref"]) if "$ref" in parent else parent
        inherited, needed = flatten(document, target)
        properties |= inherited
        required |= needed
    properties |= schema.get("properties", {})
    return properties, required | set(schema.get("required", []))


def single_type(schema: Document, where: str = "a schema") -> str | None:
    """The schema's one type besides null. Raises ViewError when there are more."""
    kinds = schema.get("type")
    kinds = [kinds] if isinstance(kinds, str) else [k for k in kinds or [] if k != "null"]
    if len(kinds) > 1:
        raise ViewError(f"{where}: more than one type is not supported: {kinds}")
    return kinds[0] if kinds else None


def codec_of(document: Document, schema: Document, where: str) -> Codec:
    """How values of `schema` are read and written."""
    if not isinstance(schema, dict):
        raise ViewError(f"{where}: `{schema}` says nothing of the type; give this a schema")
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(SCHEMAS)
        target = resolve(document, schema["$ref"])
        if "enum" in target:
            codec = _quick(name, "str", f"_{name}[value]", f"{name}._read")
            return replace(codec, models=frozenset({name}), enum=name)
        if is_object(target):
            read = f"{name}.from_dict"
            return Codec(name, f"{read}(value)", read, None, frozenset({name}))
        return codec_of(document, target, where)
    if "enum" in schema or is_object(schema) or any(k in schema for k in ("anyOf", "oneOf")):
        raise ViewError(f"{where}: give this schema a name of its own under components")
    kind = single_type(schema, where)
    if kind == "array":
        item = codec_of(document, schema["items"], f"{where}/items")
        read = f"read_list(value, {item.reader})"
        return Codec(f"list[{item.annotation}]", read, "read_list", item.write, item.models)
    if kind == "string":
        return TEXT_FORMATS.get(schema.get("format", ""), SCALARS["string"])
    if kind not in SCALARS:
        raise ViewError(f"{where}: no Python type for {kind!r}")
    return SCALARS[kind]


def _model(document: Document, name: str, schema: Document) -> Model:
    properties, required = flatten(document, schema)
    fields = []
    for wire, prop in properties.items():
        codec = codec_of(document, prop, f"{name}.{wire}")
        target = resolve(document, prop["$ref"]) if "$ref" in prop else {}
        if codec.write and codec.annotation.startswith("list["):
            raise ViewError(f"{name}.{wire}: a {codec.annotation} of this format has no writer")
        if python_name(wire) in TAKEN_FIELDS | WRITERS:
            raise ViewError(f"{name}.{wire}: generated code uses {python_name(wire)} for itself")
        fields.append(
            Field(
                wire=wire,
                name=python_name(wire),
                codec=codec,
                # A documented null is no reason to warn.
                required=wire in required and "null" not in (prop | target).get("type", ()),
                description=marked(target | prop),
                personal=bool((target | prop).get("x-personal")),
            )
        )
    _check_distinct([(f.name, f.wire) for f in fields], f"{name}: the properties")
    return Model(name, words(schema.get("description") or name), tuple(fields))


def _enum(name: str, schema: Document) -> Enum:
    values: list[str] = schema["enum"]
    if not all(isinstance(value, str) for value in values):
        raise ViewError(f"{name}: only enums of strings can be generated")
    # Of two with the same name the generator would keep the last and say nothing.
    letters = [(snake_case(value).upper(), value) for value in values if value[:1].isalpha()]
    _check_distinct(letters, f"{name}: the values")
    keys = EnumProperty.values_from_list(
        values, Class(ClassName(name, ""), PythonIdentifier(name, "")), []
    )
    texts = schema.get("x-enum-descriptions", {})
    members = [(k, v, words(texts.get(v, ""))) for k, v in zip(keys, values, strict=True)]
    return Enum(name, words(schema.get("description") or name), tuple(members))


def _check_distinct(named: list[tuple[str, str]], what: str) -> None:
    seen: dict[str, str] = {}
    for name, wire in named:
        if name in seen:
            raise ViewError(f"{what} {seen[name]!r} and {wire!r} get the same Python name, {name}")
        seen[name] = wire


def one_line(text: str) -> str:
    """Words without the line breaks of their source."""
    return " ".join(text.split())


def words(text: str) -> str:
    """A description on one line, safe inside a docstring."""
    safe = one_line(text).replace("\\", "\\\\").replace('"""', "'''")
    return f'{safe[:-1]}\\"' if safe.endswith('"') else safe


def marked(node: Document) -> str:
    """Its words, with a mark in front when it is deprecated."""
    mark = "Deprecated. " if node.get("deprecated") else ""
    return words(mark + node.get("description", ""))


def _operation(document: Document, path: str, method: str, raw: Document) -> Operation:
    lacking = [fact for fact in REQUIRED_FACTS if fact not in raw]
    if lacking:
        raise ViewError(f"{method.upper()} {path}: {', '.join(lacking)} missing")
    body = raw.get("requestBody") or {}
    body_schema = body.get("content", {}).get("application/json", {}).get("schema")
    if body_schema and "$ref" not in body_schema:
        raise ViewError(f"{raw['operationId']}: give the schema of the body a name of its own")
    arguments = tuple(_arguments(document, raw, body_schema))
    places = [(a.name, "/".join(a.wire)) for a in arguments]
    _check_distinct(places, f"{raw['operationId']}: the arguments")
    in_path = tuple(_parameters(document, raw, "path"))
    in_query = tuple(_parameters(document, raw, "query"))
    for parameter in (*in_path, *in_query):
        where = f"{raw['operationId']}: {parameter.wire}"
        if parameter.name in TAKEN_ARGUMENTS | WRITERS:
            raise ViewError(f"{where}: generated code uses {parameter.name} for itself")
        if parameter.codec.write and parameter.codec.annotation.startswith("list["):
            raise ViewError(f"{where}: a {parameter.codec.annotation} of this format has no writer")
    paging = raw.get("x-paging")
    own = {paging["token-parameter"], paging["limit-parameter"]} if paging else set()
    answers = tuple(_answers(document, raw))
    if 200 not in dict(answers):
        raise ViewError(f"{raw['operationId']}: no answer 200")
    return Operation(
        id=raw["operationId"],
        method=method.upper(),
        path=path,
        tag=raw["tags"][0],
        summary=words(raw["summary"]),
        raw=raw,
        arguments=arguments,
        filters=tuple(
            _as_filter(a, arguments)
            for a in arguments
            if a.location != "path" and paging and a.wire[-1] not in own
        ),
        body=body_schema["$ref"].removeprefix(SCHEMAS) if body_schema else None,
        body_required=bool(body.get("required")),
        body_description=words(
            body.get("description") or resolve_description(document, body_schema or {})
        ),
        answer=dict(answers)[200],
        statuses=tuple(sorted(int(status) for status in raw["responses"])),
        paging=paging,
        path_arguments=in_path,
        query_arguments=in_query,
        answers=answers,
    )


def _as_filter(argument: Argument, all_arguments: tuple[Argument, ...]) -> Argument:
    """The argument in the words of those who give it: Python names, dates year first."""
    names = {a.wire[-1]: a.name for a in all_arguments}
    text = re.sub(r"`(\w+)`", lambda m: f"`{names.get(m[1], m[1])}`", argument.description)
    return replace(argument, description=text.replace("DD-MM-YYYY", "YYYY-MM-DD"))


def _parameters(document: Document, raw: Document, location: str) -> Iterator[Parameter]:
    for entry in raw.get("parameters", []):
        parameter = resolve(document, entry["$ref"]) if "$ref" in entry else entry
        if parameter["in"] == location:
            repeated = parameter.get("explode", parameter.get("style", "form") == "form")
            if location == "query" and not repeated:
                place = f"{raw['operationId']}: {parameter['name']}"
                raise ViewError(f"{place}: a list goes out as a repeated key, and no other way")
            yield Parameter(
                parameter["name"],
                python_name(parameter["name"]),
                codec_of(document, parameter["schema"], parameter["name"]),
                marked(parameter),
            )


def _answers(document: Document, raw: Document) -> Iterator[tuple[int, str]]:
    for status, entry in sorted(raw["responses"].items()):
        response = resolve(document, entry["$ref"]) if "$ref" in entry else entry
        schema = response.get("content", {}).get("application/json", {}).get("schema", {})
        if "$ref" not in schema or not status.isdecimal():
            raise ViewError(
                f"{raw['operationId']} {status}: an answer is one status and a JSON schema with a name"
            )
        yield int(status), schema["$ref"].removeprefix(SCHEMAS)


def _arguments(
    document: Document, raw: Document, body_schema: Document | None
) -> Iterator[Argument]:
    for entry in raw.get("parameters", []):
        parameter = resolve(document, entry["$ref"]) if "$ref" in entry else entry
        if parameter.get("deprecated"):
            continue  # the old page numbers: the generated endpoint still takes them
        yield _argument(
            document,
            (parameter["name"],),
            parameter["in"],
            bool(parameter.get("required")),
            parameter["schema"],
            parameter.get("description", ""),
            parameter["name"],
        )
    if body_schema:
        yield from _body_arguments(document, body_schema, (), raw["tags"][0].removesuffix("s"))


def _body_arguments(
    document: Document, schema: Document, above: tuple[str, ...], subject: str
) -> Iterator[Argument]:
    properties, required = flatten(document, resolve(document, schema["$ref"]))
    for wire, prop in properties.items():
        if prop.get("x-flat"):
            yield from _body_arguments(document, prop, (*above, wire), wire)
        else:
            description = prop.get("description", "")
            # `id` inside `order`, or in the body of an operation on orders, is the order_id.
            name = f"{subject}_id" if wire == "id" else wire
            place = (*above, wire)
            yield _argument(document, place, "body", wire in required, prop, description, name)


def _argument(
    document: Document,
    wire: tuple[str, ...],
    location: str,
    required: bool,
    schema: Document,
    description: str,
    name: str,
) -> Argument:
    inlined = inline(document, schema)
    codec = codec_of(document, schema, "/".join(wire))
    annotation = codec.annotation
    for model in codec.models:
        given = (
            "str" if "enum" in document["components"]["schemas"][model] else "Mapping[str, object]"
        )
        annotation = annotation.replace(model, f"{model} | {given}")
    annotation = annotation.replace("list[", "Sequence[")
    if "datetime." in annotation:
        annotation += " | str"
    return Argument(
        name=python_name(name),
        wire=wire,
        location=location,
        required=required,
        schema=inlined,
        annotation=annotation,
        description=words(description or resolve_description(document, schema)),
        imports=codec.models,
    )


def resolve_description(document: Document, schema: Document) -> str:
    """The words of the schema that a reference points at."""
    return resolve(document, schema["$ref"]).get("description", "") if "$ref" in schema else ""


CHECKED = (
    "type", "format", "enum", "minimum", "maximum", "minLength", "maxLength", "pattern",
    "minItems", "maxItems", "uniqueItems",
)  # fmt: skip


def inline(document: Document, schema: Document) -> Document:
    """A request schema with its references joined in, keeping only what can be checked."""
    if "$ref" in schema:
        schema = resolve(document, schema["$ref"])
    kept: Document = {key: schema[key] for key in CHECKED if key in schema}
    if is_object(schema):
        properties, required = flatten(document, schema)
        kept["type"] = "object"
        kept["properties"] = {name: inline(document, prop) for name, prop in properties.items()}
        kept["required"] = sorted(required)
    if "items" in schema:
        kept["items"] = inline(document, schema["items"])
    if isinstance(kept.get("type"), list):
        kept["type"] = single_type(schema)
    return kept


# --- the document that the generator reads ---------------------------------------------------


def generator_document(document: Document) -> Document:
    """The bundle in the subset that the generator reads without loss."""
    plain = copy.deepcopy(document)
    schemas = plain["components"]["schemas"]
    for name, schema in schemas.items():
        if is_object(schema):
            properties, required = flatten(document, schema)
            schemas[name] = {"type": "object", "properties": copy.deepcopy(properties)}
            schemas[name]["required"] = sorted(required)
            schemas[name]["description"] = schema.get("description", "")
    for _, _, operation in operations(plain):
        # Only security on the operation itself makes the endpoint ask for an authenticated client.
        operation.setdefault("security", plain.get("security", []))
        operation["parameters"] = [
            resolve(document, p["$ref"]) if "$ref" in p else p
            for p in operation.get("parameters", [])
        ]
        operation["responses"] = {
            status: resolve(document, r["$ref"]) if "$ref" in r else r
            for status, r in operation["responses"].items()
        }
    plain.pop("webhooks", None)
    simplified: Document = _simplify(plain)
    return simplified


def _simplify(node: Any) -> Any:
    if isinstance(node, list):
        return [_simplify(item) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node and len(node) > 1:
        return {"$ref": node["$ref"]}  # siblings are printed by the templates, from the view
    # Defaults would be sent with every request; examples are not needed in code.
    kept = {k: _simplify(v) for k, v in node.items() if k not in ("default", "examples", "example")}
    if isinstance(kept.get("type"), list):
        kept["type"] = single_type(node)
    if isinstance(kept.get("format"), str) and kept.get("type") == "string":
        del kept["format"]  # models read dates by the view, parameters are written by it
    return kept
