from routes.field_words import WORDS, describe


def test_a_field_is_described_by_its_schema_or_else_by_its_name():
    schemas = {"Order": {"properties": {"supplier": {"description": "Who brings it."}, "task_id": {}, "other": {}}}}
    describe(schemas)
    described = {"supplier": {"description": "Who brings it."}, "task_id": {"description": WORDS["task_id"]}}
    assert schemas["Order"]["properties"] == described | {"other": {}}


def test_every_word_stands_for_a_field_that_needs_it(web):
    described = web.test_client().get("/openapi/openapi.json").json["components"]["schemas"]
    said = {(name, field.get("description")) for one in described.values() for name, field in fields(one)}
    assert set(WORDS.items()) <= said


def fields(schema):
    return schema.get("properties", {}).items()
