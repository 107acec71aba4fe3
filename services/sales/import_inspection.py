"""A look at an import before it is written: what is odd about it, and whether it is too much."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from services.errors import InvalidInput
from services.files import report
from services.files.findings import Finding, percent
from services.files.reading import Reading
from services.sales import odd_sales
from services.sales.odd_sales import Incoming
from utils.language import _

ROWS_REJECTED = "rows_rejected"


class Doubtful(InvalidInput):
    """More of a file is odd than may be: somebody has to look at it first."""

    code = "import_in_doubt"

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(" ".join(finding.message for finding in findings))
        self.findings = findings


@dataclass
class Inspection:
    """What is found in a file, and in its sales once they are all there. doubt -- percent of it that may be odd"""

    reading: Reading
    rejected: int
    doubt: float
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        of_file = [*rejections(self.rejected, self.reading.rows_read), *report.findings(self.reading)]
        self.findings = worst_first(of_file)

    def __call__(self, session: Session, about: Incoming) -> None:
        """Raises Doubtful."""
        # Of one kind what is known of each product and store says more than the file alone.
        by_code = {finding.code: finding for finding in [*self.findings, *odd_sales.findings(session, about)]}
        self.findings = worst_first(by_code.values())
        if any(finding.percent > self.doubt for finding in self.findings):
            raise Doubtful(self.findings)

    def as_dict(self) -> dict[str, Any]:
        # Rejected rows are told of by themselves.
        warnings = [finding.message for finding in self.findings if finding.code != ROWS_REJECTED]
        return {"warnings": warnings, "findings": [finding.as_dict() for finding in self.findings]}


def rejections(count: int, rows: int) -> list[Finding]:
    """What rejected rows say of the others."""
    message = _("{count} of {rows} rows could not be taken.", count=count, rows=rows)
    return [Finding(ROWS_REJECTED, message, percent(count, rows))] if count else []


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: -finding.percent)
