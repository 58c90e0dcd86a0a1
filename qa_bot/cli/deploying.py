"""The verb `deploy-space`, and its options."""

from __future__ import annotations

import argparse
from pathlib import Path

from qa_bot.cli.session import Session


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `deploy-space`."""
    parser.add_argument("name", metavar="OWNER/NAME", help="the Space; made where it isn't there")
    parser.add_argument("--private", action="store_true", help="a new Space is one for its owner alone")
    parser.add_argument("--dry-run", action="store_true", help="list the files, and send nothing")
    parser.add_argument(
        "--from", dest="checkout", metavar="DIR", help="a checkout of qa_bot (default: this one)"
    )


def deploy_space(session: Session) -> int:
    """Sends a checkout to the Space and prints its address, or lists what would be sent."""
    from qa_bot.deploying import check_name, deploy, find_checkout

    options = session.options
    name = check_name(options.name)
    checkout = find_checkout(Path(options.checkout) if options.checkout else None)
    if options.dry_run:
        _list_files(session, name, checkout)
        return 0
    session.console.note(f"sending {checkout.resolve()} to {name}")
    address = deploy(name, checkout, is_private=options.private)
    if session.console.is_json:
        session.console.say_record({"space": name, "address": address})
    else:
        session.console.say(address)
    return 0


def _list_files(session: Session, name: str, checkout: Path) -> None:
    from qa_bot.deploying import find_files

    files = find_files(checkout)
    if session.console.is_json:
        listed = [{"path": file.path, "bytes": file.byte_count} for file in files]
        session.console.say_record({"space": name, "files": listed})
        return
    for file in files:
        session.console.say(f"{file.byte_count:>12,}  {file.path}")
    total = sum(file.byte_count for file in files)
    session.console.say(f"{total:>12,}  bytes in {len(files)} files for {name}; nothing was sent")
