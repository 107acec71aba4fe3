from routes.field_words import WORDS, describe
from routes.schema_words import OWN


def test_a_field_is_described_by_its_schema_or_else_by_its_name():
    schemas = {"Order": {"properties": {"supplier": {"description": "Who brings it."}, "task_id": {}, "other": {}}}}
    describe(schemas)
    described = {"supplier": {"description": "Who brings it."}, "task_id": {"description": WORDS["task_id"]}}
    assert schemas["Order"]["properties"] == described | {"other": {}}


def test_every_word_stands_for_a_field_that_needs_it(web):
    described = web.test_client().get("/openapi/openapi.json").json["components"]["schemas"]
    said = {(name, field.get("description")) for one in described.values() for name, field in fields(one)}
    assert set(WORDS.items()) <= said


def test_every_field_says_what_it_means(web):
    described = web.test_client().get("/openapi/openapi.json").json["components"]["schemas"]
    assert not [
        (title, name) for title, one in described.items() for name, field in fields(one) if "description" not in field
    ]


def test_every_word_for_a_schema_stands_for_a_field_of_it(web):
    described = web.test_client().get("/openapi/openapi.json").json["components"]["schemas"]
    for title, words in OWN.items():
        assert words.items() <= {name: field["description"] for name, field in fields(described[title])}.items(), title


def fields(schema):
    return schema.get("properties", {}).items()
