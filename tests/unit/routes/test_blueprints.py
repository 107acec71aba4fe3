"""What an operation says of itself is kept until somebody wants to read it."""

from flask_openapi3 import Info

from routes.blueprints import APIBlueprint
from routes.description import DescribedAPI


def test_an_operation_answers_at_once_and_is_described_when_asked_for():
    part = APIBlueprint("part", __name__)
    part.get("/one", summary="The first")(lambda: "here")
    app = DescribedAPI(__name__, info=Info(title="Some", version="1"))
    app.register_api(part)
    assert app.test_client().get("/one").text == "here"
    assert app.paths == {}
    described = app.test_client().get("/openapi/openapi.json").json
    assert described["paths"]["/one"]["get"]["summary"] == "The first"
