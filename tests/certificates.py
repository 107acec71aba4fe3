"""Certificates for the name localhost, signed by themselves."""

import subprocess
from pathlib import Path

from tests import servers


def of_localhost(folder: Path) -> tuple[Path, Path]:
    """The certificate and its key."""
    paths = folder / "certificate.pem", folder / "key.pem"
    command = [servers.needed("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    command += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*command, "-out", paths[0], "-keyout", paths[1]], check=True, capture_output=True)
    return paths
