"""Write data/schemas/, a JSON Schema for each kind of file in data/ that a clinician edits, from the models.

Run ``python tools/write_schemas.py`` from the top of the repository after a change to a model; a test compares. An
editor that knows TOML offers the fields and marks faults while one types: the files name their schema on top.
"""

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import models_json_schema

from palsy_kit.catalogue import Caution, Concern, Disagreement, Source
from palsy_kit.exercises import Exercise, Model

FOLDER = Path(__file__).parents[1] / "data" / "schemas"

KEYED: dict[str, type[Model]] = {
    "exercises": Exercise,
    "cautions": Caution,
    "disagreements": Disagreement,
    "concerns": Concern,
}
"""Files of TOML with one table an entry, whose key is the id."""


def schemas() -> dict[str, dict[str, Any]]:
    """Every schema by the name of its file."""
    made = {f"{name}.schema.json": _keyed(name, model) for name, model in KEYED.items()}
    return made | {"sources.schema.json": _head("sources") | {"type": "array"} | _entry(Source, "items")}


def _keyed(name: str, model: type[Model]) -> dict[str, Any]:
    schema = _head(name) | {"type": "object"} | _entry(model, "additionalProperties")
    fields = schema["$defs"][model.__name__]
    slug = fields["properties"].pop("id")
    fields["required"].remove("id")
    return schema | {"propertyNames": {"pattern": slug["pattern"], "maxLength": slug["maxLength"]}}


def _entry(model: type[Model], place: str) -> dict[str, Any]:
    _, schema = models_json_schema([(model, "validation")])
    return {place: {"$ref": f"#/$defs/{model.__name__}"}, "$defs": schema["$defs"]}


def _head(name: str) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"palsy_kit: {name}"}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file, schema in schemas().items():
        (FOLDER / file).write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
