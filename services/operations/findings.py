from dataclasses import dataclass

OK, WARNING, FAULT = "ok", "warning", "fault"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. level -- ok, warning (works, for now) or fault; remedy -- empty if ok."""

    name: str
    level: str
    detail: str
    remedy: str = ""


def ok(name: str, detail: str) -> Finding:
    return Finding(name, OK, detail)


def warning(name: str, detail: str, remedy: str) -> Finding:
    return Finding(name, WARNING, detail, remedy)


def fault(name: str, detail: str, remedy: str) -> Finding:
    return Finding(name, FAULT, detail, remedy)
