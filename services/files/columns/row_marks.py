"""What columns that are no field say of the rows: their states, kinds and places, and what came back."""

from dataclasses import replace

from services.files.columns import amounts, marks_of_returns, side_columns, transfers, unit_columns
from services.files.columns.placed import Placed
from services.files.columns.understanding import Understanding


def read(understood: Understanding, placed: Placed) -> Understanding:
    """With what they say."""
    no_goods, superseded = side_columns.that_sell_nothing(placed), side_columns.superseded(placed)
    return replace(
        understood,
        titles=side_columns.titles(placed),
        states=side_columns.of_states(placed),
        flags=side_columns.flags(placed),
        ends=side_columns.of_ends(placed),
        variants=side_columns.of_variants(placed),
        carried=side_columns.carried_down(placed),
        places=placed.all_of("place"),
        units=side_columns.units(placed),
        units_beside=unit_columns.found(placed),
        notes=(*placed.assignment.notes, *side_columns.unknown_kinds(placed, no_goods | superseded)),
        no_goods=no_goods,
        returns=side_columns.that_take_back(placed),
        is_turned=side_columns.is_turned(placed),
        charges=side_columns.that_name_charges(placed),
        line_number=side_columns.that_numbers_lines(placed),
        parent=side_columns.of_lines(placed, "parent"),
        back=marks_of_returns.found(placed),
        journals=side_columns.of_till_lines(placed),
        transfers=transfers.found(placed.columns) if placed.form.is_sales else None,
        superseded=superseded,
        reasons=side_columns.of_reasons(placed),
        dummies=side_columns.of_dummies(placed),
        amounts=amounts.found(placed),
        returned=side_columns.of_returns(placed),
        are_returns=side_columns.are_returns(placed),
        are_refunds_apart=side_columns.are_refunds_apart(placed),
    )
