import click

from services.catalogue import product_service
from services.predictions import prediction_service
from services.predictions.prediction_service import PredictionRequest


@click.command
@click.argument("sku", required=False)
def command(sku: str | None) -> None:
    """Print the next week of a product: of the one with this SKU, else of the first."""
    sku = sku or product_service.first_sku()
    if sku is None:
        raise click.ClickException("There are no products yet; docs/quickstart.md says how they come in.")
    answer = prediction_service.predict(PredictionRequest(sku))
    click.echo(f"\n  The next week of {sku}, by {answer['model']}:\n")
    click.echo("  day         expected   80 % between")
    for day in answer["chart_data"]:
        if day["predicted"] is not None:
            click.echo(f"  {day['date']}  {day['predicted']:8.1f}   {day['lower']:.0f} and {day['upper']:.0f}")
