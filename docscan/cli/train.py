"""`docscan train`: a model from labelled passages."""

from __future__ import annotations

from pathlib import Path

import click

from docscan.errors import UsageError


@click.command()
@click.argument("labels", nargs=-1, type=click.Path(path_type=Path))
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="Folder for the model.")
@click.option(
    "--base", type=click.Choice(["corpus", "none"]), default="corpus", help="Mix with the passages that ship."
)
@click.option("--weight", "weights", multiple=True, metavar="SOURCE=W", help="Weight of a file's labels, or of corpus.")
@click.option(
    "--block", "blocks", multiple=True, type=click.Choice(["words", "characters", "cues", "shape", "embeddings"])
)
@click.option("--encoder", help="Sentence encoder for the block embeddings: a folder or an installed package.")
@click.option("--allow-download", is_flag=True, help="Let the encoder be fetched by its name on the hub.")
@click.option(
    "--prior",
    metavar="SHARE",
    help="Share of passages on migration in whole documents (0.001 to 0.9); 'labels' keeps that of the labels.",
)
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--name", help="Name on the card (default: the folder's).")
def train(
    labels: tuple[Path, ...],
    out: Path,
    base: str,
    weights: tuple[str, ...],
    blocks: tuple[str, ...],
    encoder: str | None,
    allow_download: bool,
    prior: str | None,
    seed: int,
    name: str | None,
) -> None:
    """Learn levels from LABELS (CSV, JSON lines, a results folder) and write a model with its card.

    \b
    Example:  docscan train ours.csv -o models/ours --weight ours.csv=3
              docscan scan plans/ -o results --model models/ours
    """
    from docscan import learning, verdicts
    from docscan.classify.features import DEFAULT_BLOCKS
    from docscan.classify.training import TrainSettings

    if encoder:
        from docscan.classify.encoder import load_encoder

        load_encoder(encoder, allow_download=allow_download)
        blocks = tuple(dict.fromkeys((*(blocks or DEFAULT_BLOCKS), "embeddings")))
    elif "embeddings" in blocks:
        raise UsageError("the block embeddings needs an encoder", subject="--block", fix="name one with --encoder")
    usual = TrainSettings()
    settings = TrainSettings(
        name=name or out.name,
        blocks=blocks or usual.blocks,
        prior=learning.parse_prior(prior),
        encoder=encoder or "",
        seed=seed,
    )
    model, warnings = learning.train_files(
        labels, out, settings=settings, base=base, weights=learning.parse_weights(weights)
    )
    for warning in warnings:
        click.echo(f"docscan: {warning}", err=True)
    figures = {
        key: value for key, value in model.card["figures"].items() if isinstance(value, dict) and "kappa" in value
    }
    click.echo(verdicts.summary(figures))
    click.echo(
        f"Learned the level from {model.card['data']['passages']} passages. Model: {out}  Card: {out / 'card.md'}"
    )
