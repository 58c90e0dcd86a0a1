"""Argument over environment over file over default, and errors that say which."""

from __future__ import annotations

import pytest

from qa_bot.errors import ConfigError
from qa_bot.settings import Settings


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "qa-bot.toml").write_text(
        'library = "기사/도서관"\nthreshold = 0.25\npassages_read = 3\nthreads = 1\n', encoding="utf-8"
    )
    return tmp_path


def test_without_anything_the_defaults_hold(tmp_path):
    assert Settings.load(environ={}, folder=tmp_path) == Settings()
    assert Settings.load(environ={}, folder=None) == Settings()
    assert (Settings().library, Settings().threshold, Settings().passages_read) == ("library", 0.5, 6)


def test_arguments_beat_the_environment_which_beats_the_file(folder):
    environ = {"QA_BOT_THRESHOLD": "0.75", "QA_BOT_PASSAGES_READ": "4", "HOME": "/root"}
    settings = Settings.load({"threshold": 0.9}, environ=environ, folder=folder)
    assert settings.threshold == 0.9
    assert settings.passages_read == 4
    assert settings.threads == 1
    assert settings.library == "기사/도서관"


@pytest.mark.parametrize("device", ["", "cpu", "cuda", "cuda:0", "cuda:11", "mps", "mps:0", "xpu", "xpu:1"])
def test_a_device_that_may_be_there_somewhere_is_a_setting(device):
    assert Settings.load({}, environ={"QA_BOT_DEVICE": device}, folder=None).device == device


def test_an_argument_that_is_none_was_not_given(folder):
    assert Settings.load({"threshold": None}, environ={}, folder=folder).threshold == 0.25


def test_an_argument_of_nought_was_given(folder):
    assert Settings.load({"threshold": 0.0}, environ={}, folder=folder).threshold == 0.0


def test_the_environment_and_the_working_folder_are_looked_at_by_default(folder, monkeypatch):
    monkeypatch.chdir(folder)
    monkeypatch.setenv("QA_BOT_PASSAGES_READ", "9")
    settings = Settings.load()
    assert (settings.threshold, settings.passages_read) == (0.25, 9)


def test_other_variables_of_the_environment_are_no_settings(tmp_path):
    assert Settings.load(environ={"QA_BOT_CACHE": "/tmp/x", "THRESHOLD": "7"}, folder=tmp_path) == Settings()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"threshold": 1.5}, "threshold is a share of 0 to 1, not 1.5"),
        ({"threshold": float("nan")}, 'the arguments: threshold is "nan"; use a value of kind float'),
        ({"threshold": "hoch"}, 'the arguments: threshold is "hoch"; use a value of kind float'),
        ({"threshold": True}, 'the arguments: threshold is "True"; use a value of kind float'),
        ({"passages_read": 0}, "passages_read must be at least 1, not 0"),
        ({"device": "tpu"}, 'device is "tpu"; use cpu, cuda, cuda:N for GPU number N, mps or xpu'),
        ({"device": "그래픽"}, 'device is "그래픽"; use cpu, cuda, cuda:N for GPU number N, mps or xpu'),
        ({"device": "cuda:"}, 'device is "cuda:"; use cpu, cuda, cuda:N for GPU number N, mps or xpu'),
        ({"passages_read": "여섯"}, 'the arguments: passages_read is "여섯"; use a value of kind int'),
        ({"passages_read": [6]}, r'the arguments: passages_read is "\[6\]"; use a value of kind int'),
        ({"passages_read": 6.5}, 'the arguments: passages_read is "6.5"; use a value of kind int'),
        ({"threads": float("inf")}, 'the arguments: threads is "inf"; use a value of kind int'),
        ({"library": ["a"]}, r"""the arguments: library is "\['a'\]"; use a value of kind str"""),
        ({"passage_tokens": 8}, "passage_tokens must be at least 32, not 8"),
        ({"threads": -1}, "threads must be at least 0, not -1"),
        ({"thresold": 0.5}, 'the arguments: unknown setting "thresold"; known: library, encoder'),
    ],
)
def test_a_bad_value_is_named_in_one_line(values, message):
    with pytest.raises(ConfigError, match=message) as caught:
        Settings.load(values, environ={}, folder=None)
    assert "\n" not in str(caught.value)


def test_a_folder_may_be_a_path(tmp_path):
    assert Settings.load({"library": tmp_path}, environ={}, folder=None).library == str(tmp_path)


def test_a_bad_value_of_the_environment_says_so():
    with pytest.raises(ConfigError, match=r'QA_BOT_.*threads is "viele"'):
        Settings.load(environ={"QA_BOT_THREADS": "viele"}, folder=None)


@pytest.mark.parametrize(
    "content",
    [b"threshold = ", b"threshold = 0.5\nthreshold = 0.6\n", "library = '기사'".encode("cp949"), b"\0"],
)
def test_a_broken_file_is_named(tmp_path, content):
    (tmp_path / "qa-bot.toml").write_bytes(content)
    with pytest.raises(ConfigError, match=r"qa-bot\.toml: ") as caught:
        Settings.load(environ={}, folder=tmp_path)
    assert "\n" not in str(caught.value)


def test_an_unknown_name_in_the_file_is_named_with_the_file(tmp_path):
    (tmp_path / "qa-bot.toml").write_text("[model]\nname = 'x'\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r'qa-bot\.toml: unknown setting "model"'):
        Settings.load(environ={}, folder=tmp_path)
