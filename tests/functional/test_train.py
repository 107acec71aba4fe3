from tests.functional.steps import assert_problem, new_product, submitted, succeeded


def train_async(client, family, **body):
    return client.post(f"/train/{family}/async", json=body)


def test_products_are_trained_with_one_family(planner):
    skus = [new_product(planner, 120) for _ in range(2)]
    response = train_async(planner, "prophet", product_skus=skus, changepoint_prior_scale=0.1)
    assert response.json()["model_type"] == "prophet"
    result = succeeded(planner, submitted(response))
    assert (result["outcome"], result["products"], result["trained"]) == ("complete", 2, 2)
    assert [planner.get(f"/models/{sku}").json()["model"] for sku in skus] == ["prophet", "prophet"]


def test_trees_are_trained_by_the_name_of_their_library(planner):
    sku = new_product(planner, 200)
    result = succeeded(planner, submitted(train_async(planner, "lightgbm", product_skus=[sku], epochs=5)))
    assert result["trained"] == 1
    assert planner.get(f"/models/{sku}").json()["model"] == "lightgbm"


def test_training_can_be_waited_for(planner):
    sku = new_product(planner, 60)
    response = planner.post("/train/all", json={"product_skus": [sku]}, timeout=90)
    assert (response.status_code, response.json()["status"]) == (200, "SUCCESS")
    assert response.json()["progress"]["percent"] == 100


def test_the_families_say_what_they_take(viewer):
    families = {family["model_type"]: family for family in viewer.get("/train").json()["items"]}
    trees = families["lightgbm"]
    assert set(trees["parameters"]["properties"]) == {"epochs", "learning_rate", "num_leaves"}
    assert (trees["installed"], trees["also_known_as"]) == (True, ["gradient_boosting"])


def test_what_cannot_be_trained_says_why(planner, viewer):
    assert_problem(train_async(planner, "crystal_ball"), 404, "unknown_family")
    problem = assert_problem(train_async(planner, "prophet", epochs=5), 422, "unknown_option")
    assert "changepoint" in problem["detail"]
    assert [one["pointer"] for one in problem["errors"]] == ["/epochs"]
    assert_problem(train_async(planner, "lightgbm", epochs=0), 422, "invalid_option")
    assert_problem(train_async(planner, "all", product_skus=["no-such"]), 404, "product_not_found")
    assert_problem(train_async(planner, "all", product_skus=[]), 422, "invalid_request")
    assert_problem(train_async(viewer, "all"), 403, "forbidden")
