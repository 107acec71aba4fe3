from typing import Literal

from flask import Response, url_for
from flask_openapi3 import Tag
from pydantic import Field

from routes import answers, schemas
from routes.access import current_user, requires
from routes.blueprints import APIBlueprint
from services.replays import replay
from services.replays.own_rules import Rule, RuleSettings
from services.replays.replay import Wanted

replay_bp = APIBlueprint("replays", __name__, url_prefix="/replay", abp_tags=[Tag(name="Planning")])

Days = float | None


class ReplayBody(schemas.Body):
    weeks: int = Field(16, ge=4, le=52, description="The last ones; fewer, where sales do not go back as far.")
    rule: Literal["min_max", "cover_days", "orders"] = Field(
        "min_max",
        description="What the shop orders by itself: up to a maximum once no more than a minimum is left; what lasts"
        " for so many days; or the orders that it really placed.",
    )
    min_days: Days = Field(
        None,
        ge=0,
        le=365,
        description="Of `min_max`: the minimum, in days of demand of the quarter before. Left out: `min_stock` of each"
        " product; where that is 0, its lead time, review period and a week.",
    )
    max_days: Days = Field(
        None,
        ge=0,
        le=730,
        description="Of `min_max`: the maximum, likewise. Left out: `max_stock`; else a review period more than that.",
    )
    cover_days: Days = Field(
        None,
        ge=0,
        le=730,
        description="Of `cover_days`, at what was sold in four weeks. Left out: lead time, review period and a week.",
    )

    def to_wanted(self) -> Wanted:
        return Wanted(self.weeks, Rule(self.rule), RuleSettings(self.min_days, self.max_days, self.cover_days))


@replay_bp.post(
    "", summary="The last weeks again: by the advice, and by the shop's own rule", responses={202: schemas.Submitted}
)
@requires("planner")
def submit_replay(body: ReplayBody) -> Response:
    """Day by day on the shop's own sales, with forecasts made from nothing but what was known then, by Stockcast's
    advice, by the rule, and by seasonal naive. The task's result has `policies`, each with its service, demand met,
    lost sales, average stock, waste and cost, and the `losses`: products that the rule was better for. 422
    `too_little_history` where sales do not go back twelve weeks."""
    submitted = replay.submit(body.to_wanted(), current_user().user_id)
    verb = "submitted" if submitted.is_new else "already under way"
    status_url = url_for("tasks.get_task", task_id=submitted.task_id)
    return answers.accepted(submitted, f"Replay {verb}", status_url)
