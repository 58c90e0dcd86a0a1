"""The weights that ship: whole, found, and enough by themselves."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap

import pytest

from qa_bot.errors import ModelError
from qa_bot.models import shipped
from qa_bot.models.choose import load_encoder, load_reader
from qa_bot.models.shipped import embeddings_folder, find_damage
from qa_bot.settings import Settings


def test_the_shipped_files_are_those_of_the_manifest():
    assert find_damage() == []
    files = json.loads((embeddings_folder() / "manifest.json").read_text(encoding="utf-8"))["files"]
    for name, entry in files.items():
        assert (embeddings_folder() / name).stat().st_size == entry["bytes"]
        assert entry["licence"]
    kept = {
        f"{part}/{name}"
        for part in ("encoder", "reader")
        for name in ("config.json", "model.onnx", "tokenizer.json")
    }
    assert kept <= set(files)


def test_fingerprints_name_the_weights():
    import hashlib

    for part in ("encoder", "reader"):
        folder = embeddings_folder() / part
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        checksum = hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest()
        assert config["fingerprint"] == f"{config['name']}-{checksum[:12]}"


@pytest.fixture
def copy(tmp_path):
    """A small folder of the shipped form."""
    import hashlib

    (tmp_path / "encoder").mkdir()
    (tmp_path / "encoder" / "config.json").write_bytes(b"{}")
    files = {"encoder/config.json": {"sha256": hashlib.sha256(b"{}").hexdigest(), "bytes": 2}}
    (tmp_path / "manifest.json").write_text(json.dumps({"files": files}), encoding="utf-8")
    return tmp_path


def test_a_whole_folder_has_no_damage(copy):
    assert find_damage(copy) == []


def test_a_changed_file_is_damage_even_at_the_same_size(copy):
    (copy / "encoder" / "config.json").write_bytes(b"[]")
    (problem,) = find_damage(copy)
    assert problem.startswith(f"{copy / 'encoder' / 'config.json'}: not the file that was shipped")


def test_a_missing_file_is_damage(copy):
    (copy / "encoder" / "config.json").unlink()
    assert find_damage(copy) == [f"{copy / 'encoder' / 'config.json'}: missing; install the package again"]


def test_an_installed_package_brings_its_own_weights(copy, monkeypatch):
    package = copy / "site" / "qa_bot"
    (package / "_embeddings").mkdir(parents=True)
    (package / "_embeddings" / "manifest.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(shipped, "PACKAGE", package)
    assert embeddings_folder() == package / "_embeddings"


def test_missing_weights_are_a_model_error(tmp_path, monkeypatch):
    monkeypatch.setattr(shipped, "PACKAGE", tmp_path / "qa_bot")
    with pytest.raises(ModelError, match="shipped models are missing; install the package again"):
        embeddings_folder()


def test_a_folder_of_the_shipped_form_may_be_named():
    encoder = load_encoder(Settings(encoder=str(embeddings_folder() / "encoder")))
    reader = load_reader(Settings(reader=str(embeddings_folder() / "reader"), threads=1))
    assert encoder.fingerprint == load_encoder(Settings()).fingerprint
    assert reader.fingerprint == load_reader(Settings()).fingerprint


def run(code, folder):
    completed = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=240, check=False,
    )  # fmt: skip
    assert completed.returncode == 0, completed.stderr
    return completed.stdout.split()


HEAVY = ("torch", "transformers", "sentence_transformers", "gradio", "trafilatura", "pypdf", "docx")


def test_importing_the_package_loads_nothing_heavy(repository, tmp_path):
    heavy = [*HEAVY, "faiss", "onnxruntime", "tokenizers", "kiwipiepy", "numpy", "py3langid", "httpx"]
    code = f"""
    import sys
    sys.path.insert(0, {str(repository)!r})
    import qa_bot
    assert qa_bot.__version__ and qa_bot.Settings().threshold == 0.5
    print(*sorted(set({heavy!r}) & set(sys.modules)))
    """
    assert run(code, tmp_path) == []


def test_the_shipped_models_answer_without_torch_and_without_the_network(repository, tmp_path):
    """Every socket raises, so that an answer proves that none was opened."""
    code = f"""
    import socket, sys
    sys.path.insert(0, {str(repository)!r})

    class Refused(socket.socket):
        def __init__(self, *args, **kwargs):
            raise AssertionError("a socket was opened")

    def refuse(*args, **kwargs):
        raise AssertionError("a name was looked up")

    socket.socket = Refused
    socket.create_connection = socket.getaddrinfo = refuse

    from qa_bot import Article, QABot
    text = "The port of Haesong opened on May 1, 2021. It cost 95 billion won."
    with QABot.open("library") as bot:
        bot.add(Article(id="port", title="", text=text, language="en"))
        bot.add(Article(id="항구", title="", text="해송항이 2021년 5월1일 문을 열었다. 사업비는 950억원이다.", language="ko"))
        english = bot.ask("How much did the port of Haesong cost?", threshold=0.0)
        korean = bot.ask("해송항 사업비는 얼마인가?", threshold=0.0)
    print(english.text.replace(" ", "_"), korean.text.replace(" ", "_"))
    print(*sorted(set({HEAVY!r}) & set(sys.modules)))
    """
    english, korean, *loaded = run(code, tmp_path)
    assert loaded == []
    assert "95_billion" in english
    assert korean == "950억원"
