"""`docscan doctor`: what is installed."""

from __future__ import annotations

import json

import click


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def doctor(as_json: bool) -> None:
    """Say what is installed: versions, extras, Tesseract and its languages, the model, and what to install.

    \b
    Example:  docscan doctor
    """
    from docscan.doctor import examine

    checks = examine()
    if as_json:
        click.echo(
            json.dumps([{"name": c.name, "state": c.state, "detail": c.detail, "fix": c.fix} for c in checks], indent=1)
        )
        return
    for check in checks:
        click.echo(f"{check.state:8} {check.name:22} {check.detail}")
        if check.fix:
            click.echo(f"{'':8} {'':22} → {check.fix}")
