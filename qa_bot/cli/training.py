"""The verb `train`: a reader or an encoder from files of questions, or as the shipped ones were made.

Before either there is a base, which is cut from a published model and not trained at all, or a shipped model
that is put back into floats; behind them, maybe, the average of several runs. A lexicon and a glossary are
learnt from translated sentences, without a base.
"""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa_bot.cli.session import Session
from qa_bot.errors import ArticleError, ConfigError

if TYPE_CHECKING:
    from qa_bot.training.encoder import Source
    from qa_bot.training.examples import TrainingExample

MODELS = ("base", "reader", "encoder", "average", "floats", "lexicon", "glossary")


def train(session: Session) -> int:
    """Trains, goes on where an earlier run into the same folder stopped, and exports for the CPU."""
    options = session.options
    if options.model == "base":
        return _make_base(session)
    if options.model == "floats":
        return _restore(session)
    _check_data(options)
    if options.model in ("lexicon", "glossary"):
        return _learn_lexicon(session)
    if options.model == "average":
        return _average(session)
    if not options.base:
        raise ConfigError(f"name the model that the {options.model} is to start from with --base")
    if options.minutes < 0:
        raise ConfigError(f"--minutes {options.minutes:g} is no time; give 0 or more")
    if options.frozen is not None and (options.model != "reader" or options.frozen < 0):
        raise ConfigError(f"--frozen {options.frozen}: a reader's lower layers, 0 or more")
    session.console.note(f"training into {options.out}; interrupt it and start it again at any time")
    if options.model == "reader":
        _train_reader(session, Path(options.base), Path(options.out))
    else:
        _train_encoder(session, Path(options.base), Path(options.out))
    session.console.say(f"{options.out}/onnx: use it with --{options.model} {options.out}/onnx")
    return 0


def _check_data(options: Any) -> None:
    """`ConfigError` where it isn't clear what to learn from."""
    if bool(options.files) == bool(options.datasets):
        raise ConfigError("name either files to learn from or --datasets, the folder of the shipped recipe")
    if options.datasets and not (Path(options.datasets) / "qa").is_dir():
        raise ConfigError(f'--datasets {options.datasets} has no folder "qa"; the model card lists the sets')
    if options.whole and not options.datasets:
        raise ConfigError("--whole is the mix of all shipped sets; name their folder with --datasets")
    if options.written and not (options.datasets and options.model in ("reader", "encoder")):
        raise ConfigError(
            "--written is a round for a reader or an encoder, over texts in the folder named with --datasets"
        )


def _make_base(session: Session) -> int:
    from qa_bot.training.base import make_base

    options = session.options
    if options.files or options.datasets or not options.base:
        raise ConfigError("a base is cut, not trained: it takes --base, --pieces and --out, and no questions")
    pieces = Path(options.pieces) if options.pieces else None
    make_base(Path(options.base), Path(options.out), pieces, is_wide=options.wide)
    session.console.say(f"{options.out}: train from it with --base {options.out}")
    return 0


def _restore(session: Session) -> int:
    from qa_bot.training.restoring import restore

    options = session.options
    if len(options.files) != 1 or not options.base:
        raise ConfigError(
            "floats take one exported folder, as embeddings/reader, and with --base the base it is from"
        )
    restore(Path(options.files[0]), Path(options.base), Path(options.out))
    session.console.say(f"{options.out}: go on from it with --base {options.out}")
    return 0


def _average(session: Session) -> int:
    from qa_bot.training.averaging import average_weights

    options = session.options
    shares = {}
    for given in options.files:
        folder, _, share = given.rpartition("=")
        try:
            shares[Path(folder)] = float(share)
        except ValueError:
            raise ConfigError(f'"{given}" is no folder with its share; write it as runs/a=0.6') from None
    average_weights(shares, Path(options.out))
    session.console.say(f"{options.out}: export it with --base {options.out} --minutes 0")
    return 0


def _learn_lexicon(session: Session) -> int:
    from qa_bot.training.lexicon import learn_glossary, learn_terms, read_translations, write_lexicon
    from qa_bot.training.mixes import translations_of

    options = session.options
    if options.datasets:
        pairs = list(translations_of(Path(options.datasets)))
    else:
        pairs = [pair for name in options.files for pair in read_translations(Path(name))]
    lexicon = (learn_terms if options.model == "lexicon" else learn_glossary)(pairs)
    if not lexicon:
        raise ConfigError(f"{len(pairs):,} sentences teach no word; it takes the same word three times")
    write_lexicon(lexicon, Path(options.out))
    session.console.say(f"{options.out}: {len(lexicon):,} words of {len(pairs):,} sentences")
    return 0


def _train_reader(session: Session, base: Path, out: Path) -> None:
    from qa_bot.training.export import export_reader
    from qa_bot.training.hard_mix import describe_mix
    from qa_bot.training.reader import GPU_RECIPE, ReaderRecipe, train_reader
    from qa_bot.training.whole_mix import whole_mix_for_reader

    options = session.options
    if options.written:
        examples = _written_examples(session, out / "search")
    elif options.whole:
        examples = whole_mix_for_reader(Path(options.datasets), _found(session, out / "search"))
    else:
        examples = _hard_examples(session, out / "search") if options.hard else _easy_examples(session)
    session.console.note(", ".join(f"{count:,} {kind}" for kind, count in describe_mix(examples).items()))
    settings = _settings(session)
    recipe = ReaderRecipe() if settings["device"] == "cpu" else GPU_RECIPE
    if options.frozen is not None:
        settings["frozen_layers"] = options.frozen
    train_reader(base, examples, out, replace(recipe, **settings))
    export_reader(out, out / "onnx", [(e.question, e.text) for e in examples], name=out.name)


def _written_examples(session: Session, search_folder: Path) -> list[TrainingExample]:
    from qa_bot.training.searched_mix import mix_of_searched
    from qa_bot.training.written_mix import mix_of_written

    options = session.options
    files, datasets = [Path(file) for file in options.written], Path(options.datasets)
    if not options.hard:
        return mix_of_written(files, datasets)
    session.console.note("searching for wrong passages that look right: a quarter of an hour, once")
    return mix_of_searched(files, datasets, search_folder)


def _easy_examples(session: Session) -> list[TrainingExample]:
    from qa_bot.training.examples import add_wrong_passages
    from qa_bot.training.mixes import WRONG_SHARE, mix_for_reader

    options = session.options
    if options.datasets:
        return mix_for_reader(Path(options.datasets))
    return add_wrong_passages(_examples(options.files), WRONG_SHARE, random.Random(0))


def _hard_examples(session: Session, search_folder: Path) -> list[TrainingExample]:
    from qa_bot.training.hard_mix import add_hard_examples, mix_of_hard_examples

    options = session.options
    session.console.note("searching for wrong passages that look right: some minutes, once")
    if options.datasets:
        return mix_of_hard_examples(Path(options.datasets), search_folder)
    return add_hard_examples(_examples(options.files), search_folder, random.Random(0))


def _found(session: Session, search_folder: Path) -> list[TrainingExample]:
    from qa_bot.training.whole_mix import find_wrong_passages

    session.console.note("searching for wrong passages that look right: half an hour, once")
    return find_wrong_passages(Path(session.options.datasets), search_folder)


def _train_encoder(session: Session, base: Path, out: Path) -> None:
    from qa_bot.training.encoder import GPU_RECIPE, LAST_RECIPE, EncoderRecipe, samples, train_encoder
    from qa_bot.training.encoder_mix import FIRST, LAST, mix_for_encoder
    from qa_bot.training.export import export_encoder
    from qa_bot.training.whole_mix import whole_mix_for_encoder
    from qa_bot.training.written_pairs import pairs_of_written

    options = session.options
    search_folder = out / "search" if options.hard else None
    if options.written:
        sources = pairs_of_written([Path(file) for file in options.written], Path(options.datasets))
    elif options.whole:
        sources = whole_mix_for_encoder(Path(options.datasets), _found(session, out / "search"))
    elif options.datasets:
        sources = mix_for_encoder(Path(options.datasets), search_folder, LAST if options.last else FIRST)
    else:
        sources = [_pairs(options.files, search_folder)]
    settings = _settings(session)
    recipe = LAST_RECIPE if options.last else EncoderRecipe()
    if settings["device"] != "cpu":
        recipe = GPU_RECIPE
    train_encoder(base, sources, out, replace(recipe, **settings))
    export_encoder(out, out / "onnx", samples(sources), name=out.name)


def _examples(files: list[str]) -> list[TrainingExample]:
    from qa_bot.evaluation.dataset import read_examples
    from qa_bot.training.examples import TrainingExample

    examples = []
    for example in (example for file in files for example in read_examples(file)):
        if example.context is None:
            raise ArticleError("questions to train on need a context", source=files[0], field="context")
        gold = example.answers[0] if example.answers else None
        start, answer = (gold.start, gold.text) if gold else (None, "")
        examples.append(
            TrainingExample(example.question, example.context, example.title, start, answer, "asked")
        )
    return examples


def _pairs(files: list[str], search_folder: Path | None) -> Source:
    from qa_bot.training.encoder import PASSAGE, QUERY, Pair, Source
    from qa_bot.training.encoder_mix import find_wrong_passages

    asked = _examples(files)
    wrong = find_wrong_passages(asked, search_folder)
    pairs = tuple(
        Pair(
            QUERY + example.question,
            PASSAGE + example.text,
            example.title or example.text[:40],
            PASSAGE + wrong[example.question].text if wrong else "",
        )
        for example in asked
        if example.start is not None and (example.question in wrong or not wrong)
    )
    return Source("questions", pairs, batch=min(48, max(2, len(pairs))), weight=1.0)


def _settings(session: Session) -> dict[str, Any]:
    """What the command line says of a recipe."""
    from qa_bot.models.devices import best_device

    options = session.options
    given = {"minutes": options.minutes, "device": best_device(session.settings.device)}
    return given if options.seed is None else given | {"seed": options.seed}
