"""The README's commands and examples do what it says."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def code_blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


@pytest.fixture
def newsroom(tmp_path, monkeypatch, copy_samples):
    # a dozen of them, the story that the example asks for among these: all fifty take half a minute
    some = shutil.ignore_patterns("[a-n]*")
    shutil.copytree(ROOT / "data" / "articles", tmp_path / "data" / "articles", ignore=some)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QA_BOT_CACHE", str(copy_samples(tmp_path / "cache")))
    return tmp_path


def test_the_python_example_runs_and_answers_as_its_comments_say(newsroom):
    script = newsroom / "example.py"
    script.write_text(code_blocks("python")[0], encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, encoding="utf-8", timeout=200
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "Montevideo"
    assert re.fullmatch(r"[1-9][0-9]* added;", lines[1].rstrip())
    assert any(line.endswith("몬테비데오") for line in lines[1:])


def test_every_verb_of_the_readme_is_one_of_the_command(newsroom):
    verbs = set(re.findall(r"`(add ask [a-z -]+)`", README)[0].split())
    shown = {
        line.split()[2]
        for block in code_blocks("console")
        for line in block.splitlines()
        if line.startswith("$ qa-bot ")
    }
    help_text = subprocess.run(
        [sys.executable, "-m", "qa_bot.cli", "--help"], capture_output=True, text=True, encoding="utf-8"
    ).stdout
    known = set(re.findall(r"^    ([a-z-]+) ", help_text, flags=re.MULTILINE))
    assert known == verbs
    assert shown <= known


def test_every_setting_of_the_table_exists_with_its_default():
    from dataclasses import fields

    from qa_bot import Settings

    known = {field.name: field.default for field in fields(Settings)}
    rows = re.findall(r"^\| (`[a-z_`, ]+`) \| ([^|]+) \|", README, flags=re.MULTILINE)
    named = {name for names, _ in rows for name in re.findall("`([a-z_]+)`", names)}
    assert {"library", "encoder", "reader", "threshold", "passages_read"} <= named <= set(known)
    numbers = {
        names.strip("`"): float(default) for names, default in rows if re.fullmatch(r"[\d.]+", default)
    }
    assert numbers == {name: known[name] for name in numbers}
    assert {"threshold", "passages_read"} <= set(numbers)


def test_the_front_matter_is_what_a_space_needs():
    import yaml

    header = yaml.safe_load(README.split("---")[1])
    assert header["sdk"] == "gradio"
    assert header["python_version"] == "3.11"
    assert (ROOT / header["app_file"]).is_file()
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert f"gradio=={header['sdk_version']}\n" in pins
