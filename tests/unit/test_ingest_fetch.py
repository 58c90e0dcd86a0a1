"""Fetching: real servers on this machine, allowed for the test only; everything else refused."""

from __future__ import annotations

import gzip
import ipaddress
import re
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from qa_bot.errors import ArticleError
from qa_bot.ingest import article_id, read_articles, read_url
from qa_bot.ingest.addresses import is_public, resolve
from qa_bot.ingest.fetch import fetch
from qa_bot.types import Article

STORY = "한국은행이 기준금리를 3.5%로 올렸다고 20일 밝혔다. 총재는 물가를 더 지켜보겠다고 말했다."
PAGE = (
    "<html lang=ko><head><title>금리 인상</title></head><body><article><h1>금리 인상</h1>"
    f"<p>{STORY}</p></article></body></html>"
)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        path, _, query = self.path.partition("?")
        getattr(self, f"answer_{re.sub('[-.]', '_', path.strip('/'))}", self.answer_missing)(query)

    def send(self, body, kind="text/html; charset=utf-8", status=200, **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def answer_page(self, _):
        self.send(PAGE.encode())

    def answer_packed(self, _):
        self.send(gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    def answer_bomb(self, _):
        self.send(gzip.compress(bytes(100_000_000)), Content_Encoding="gzip")

    def answer_brotli(self, _):
        self.send(b"x", Content_Encoding="br")

    def answer_damaged(self, _):
        self.send(b"no gzip", Content_Encoding="gzip")

    def answer_old(self, _):
        self.send(f"금리 인상\n\n{STORY}".encode("cp949"), kind="text/plain; charset=EUC-KR")

    def answer_mistaken(self, _):
        self.send(f"금리 인상\n\n{STORY}".encode(), kind="text/plain; charset=ISO-8859-1")

    def answer_mistaken_too(self, _):
        self.send(f"금리 인상\n\n{STORY}".encode("cp949"), kind="text/plain; charset=utf-8")

    def answer_lines(self, _):
        self.send(f'[{{"id": "a", "text": "{STORY}"}}, {{"text": 1.5}}]'.encode(), kind="application/json")

    def answer_feed(self, kind):
        item = "<item><title>{}</title><guid>{}</guid>{}</item>"
        items = item.format("하나", "g1", "<link>/arti/1.html?utm_source=rss</link>") + item.format(
            "둘", "g2", ""
        )
        feed = f'<?xml version="1.0" encoding="euc-kr"?><rss><channel><title>한빛신문</title>{items}</channel></rss>'
        self.send(feed.encode("cp949"), kind=kind.replace("%20", " "))

    def answer_news_json(self, _):
        self.send(f'{{"items": [{{"text": "{STORY}"}}, {{"text": ""}}]}}'.encode(), kind="text/plain")

    def answer_picture(self, _):
        self.send(b"\x89PNG", kind="image/png")

    def answer_host(self, _):
        self.send(self.headers["Host"].encode(), kind="text/plain")

    def answer_to(self, query):
        self.send(b"", status=302, Location=query)

    def answer_loop(self, _):
        self.send(b"", status=302, Location="/loop")

    def answer_missing(self, _):
        self.send(b"", status=404)

    def answer_drip(self, _):
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.drip(b"a")

    def answer_drip_head(self, _):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self.drip(b"a")

    def drip(self, byte):
        try:
            for _ in range(60):
                self.wfile.write(byte)
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass
        self.close_connection = True


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address):
        """Clients hang up in the middle here: that is what is tested."""


def here(address):
    return str(address) == "127.0.0.1"


@pytest.fixture(scope="module")
def server():
    with Server(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def test_a_page_becomes_an_article_whose_id_is_that_of_its_url(server):
    (article,) = read_url(f"{server}/page?utm_source=x", allow=here)
    assert isinstance(article, Article)
    assert article.text == f"금리 인상\n\n{STORY}"
    assert article.id == article_id(f"{server}/page")
    assert (article.url, article.source) == (f"{server}/page", f"{server}/page?utm_source=x")


@pytest.mark.parametrize(
    "path", ["packed", "old", "mistaken", "mistaken-too", "to?/page", "to?/to?/to?/to?/to?/page"]
)
def test_packing_charsets_and_redirects_change_nothing(server, path):
    (article,) = read_url(f"{server}/{path}", allow=here)
    assert isinstance(article, Article)
    assert article.text == f"금리 인상\n\n{STORY}"


def test_json_gives_its_articles_and_its_errors(server):
    article, error = read_url(f"{server}/lines", allow=here)
    assert isinstance(article, Article)
    assert article.id == article_id(f"{server}/lines#a")
    assert isinstance(error, ArticleError)
    assert (error.line, error.field) == (2, "text")


@pytest.mark.parametrize(
    "kind",
    ["application/rss+xml", "application/atom+xml; charset=euc-kr", "application/xml", "text/xml", "text/html",
     "application/rdf+xml", "text/plain; charset=utf-8", "application/x-rss+xml", "text/xml; charset=utf-8"],
)  # fmt: skip
def test_a_feed_gives_its_articles_whatever_kind_the_server_says(server, kind):
    place = f"{server}/feed?{kind}"
    first, second = read_url(place.replace(" ", "%20"), allow=here)
    assert (first.title, first.url, first.source) == ("하나", f"{server}/arti/1.html", "한빛신문")
    assert first.id == article_id(f"{server}/arti/1.html")
    # it can be read again only where the feed is
    assert (second.title, second.url, second.source) == ("둘", None, place.replace(" ", "%20"))


def test_json_that_is_served_as_text_is_known_by_the_name_in_its_address(server):
    article, error = read_url(f"{server}/news.json", allow=here)
    assert article.id == article_id(f"{server}/news.json#1")
    assert str(error).startswith(f"{server}/news.json record 2: the record has no text")


def test_the_checked_address_is_asked_under_the_name_of_its_host(server):
    port = server.rsplit(":", 1)[1]
    assert fetch(f"http://localhost:{port}/host", allow=lambda address: address.is_loopback).content == (
        f"localhost:{port}".encode()
    )


def test_the_name_is_resolved_once_so_it_cannot_change_its_address(server, monkeypatch):
    port = int(server.rsplit(":", 1)[1])
    asked = []

    def rebinding(host, port_asked, *arguments, **named):
        asked.append(host)
        if host == "rebind.example":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
        return genuine(host, port_asked, *arguments, **named)

    genuine = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    assert (
        fetch(f"http://rebind.example:{port}/host", allow=here).content == f"rebind.example:{port}".encode()
    )
    assert asked.count("rebind.example") == 1


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("bomb", "larger than 10,000,000 bytes"),
        ("brotli", 'packed as "br"'),
        ("damaged", "packing is damaged"),
        ("picture", 'of kind "image/png"'),
        ("nothing", "the server answered 404"),
        ("loop", "redirects more than 5 times"),
        ("to?file:///etc/passwd", "no http or https address"),
        ("to?http://127.0.0.2/", "at 127.0.0.2, no public address"),
        ("to?http://169.254.169.254/latest/meta-data/", "at 169.254.169.254, no public address"),
        ("to?http://[::ffff:169.254.169.254]/", "no public address"),
        ("to?http://0x7f.2/", "at 127.0.0.2, no public address"),
        ("to?http://user:word@127.0.0.1/", "holds a user name"),
    ],
)
def test_what_is_refused_says_why(server, path, words):
    (error,) = read_url(f"{server}/{path}", allow=here)
    assert isinstance(error, ArticleError)
    assert words in str(error)
    assert error.source == f"{server}/{path}"


def test_a_redirect_home_is_refused_by_default():
    for url in ("http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://[::1]/", "http://0/",
                "http://0177.0.0.1/", "http://10.0.0.1/", "http://[::ffff:127.0.0.1]/"):  # fmt: skip
        (error,) = read_articles(url)
        assert isinstance(error, ArticleError)


@pytest.mark.parametrize("path", ["drip", "drip-head"])
def test_a_server_that_drips_is_left_when_time_is_up(server, path):
    started = time.monotonic()
    with pytest.raises(ArticleError, match=r"took (more than 0\.5 seconds|too long)"):
        fetch(f"{server}/{path}", allow=here, most_seconds=0.5)
    assert time.monotonic() - started < 1.5


def test_a_server_that_is_not_there_is_an_error():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(ArticleError, match="can't be fetched"):
        fetch(f"http://127.0.0.1:{port}/", allow=here)
    with pytest.raises(ArticleError, match="is not found"):
        fetch("http://no-such-host.invalid/", allow=here)


@pytest.mark.parametrize(
    "address",
    ["0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.168.0.1",
     "192.0.0.8", "198.18.0.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1",
     "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "fe80::1", "fc00::1", "fec0::1", "ff02::1",
     "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:0:0:0:0:80ff:fffe", "2001:db8::1"],
)  # fmt: skip
def test_an_address_that_is_not_public_is_refused(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["9.9.9.9", "2606:4700::1111", "::ffff:9.9.9.9", "64:ff9b::909:909"])
def test_a_public_address_is_allowed(address):
    assert is_public(ipaddress.ip_address(address))


def test_one_bad_address_among_good_ones_refuses_the_host(monkeypatch):
    found = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("9.9.9.9", "10.0.0.1")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(ArticleError, match=r"at 10\.0\.0\.1"):
        resolve("two.example", 80, is_public, source="x")
    found.pop()
    assert resolve("two.example", 80, is_public, source="x") == "9.9.9.9"
