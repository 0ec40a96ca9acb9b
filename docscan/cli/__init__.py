"""The command line, a module for each command: parse options, call one function, print.

Data goes to stdout, progress and warnings to stderr. Nothing heavy is imported at the top of these modules, so that
``docscan --help`` answers at once.
"""

from __future__ import annotations

import click

from docscan import __version__
from docscan.cli import classify, doctor, evaluate, extract, frameworks, models, report, review, scan, train
from docscan.cli.program import Program


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="docscan")
def main() -> None:
    """Read national strategies and score, with evidence, how far they mainstream migration.

    \b
    A first scan:      docscan scan plans/ -o results
    What was read:     docscan extract plan.pdf --format markdown
    What is installed: docscan doctor
    """


for command in (
    scan.scan,
    report.report,
    review.review,
    extract.extract,
    classify.classify,
    train.train,
    evaluate.evaluate,
    frameworks.frameworks,
    models.models,
    doctor.doctor,
):
    main.add_command(command)
