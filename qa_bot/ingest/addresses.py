"""Which network addresses may be asked on a user's behalf: public ones, however they are dressed up."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

from qa_bot.errors import ArticleError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Allow = Callable[[Address], bool]

# is_global calls some of these public, or did in older versions of Python
_REFUSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "240.0.0.0/4",
        "2001:db8::/32",
        "3fff::/20",
        "5f00::/16",
        "fec0::/10",
    )
)
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
_TRANSLATED_LOCALLY = ipaddress.IPv6Network("64:ff9b:1::/48")


def is_public(address: Address) -> bool:
    """Whether an address, and any IPv4 address within, is on the public internet.

    >>> [is_public(ipaddress.ip_address(text)) for text in ("9.9.9.9", "::ffff:127.0.0.1", "100.64.0.1")]
    [True, False, False]
    """
    if isinstance(address, ipaddress.IPv6Address):
        embedded = _embedded(address)
        if embedded is not None:
            return is_public(embedded)
        if address in _TRANSLATED_LOCALLY or address.is_site_local:
            return False
    if any(address in network for network in _REFUSED if network.version == address.version):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def resolve(host: str, port: int, allow: Allow, *, source: str) -> str:
    """The address to connect to: the first that the name has, once all of them are allowed.

    Numbers in any notation (`2130706433`, `0177.0.0.1`) are resolved as the system would. Raises
    `ArticleError` for a host that isn't found or has an address that isn't allowed.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ArticleError(f'host "{host}" is not found; check the address', source=source) from error
    # an IPv6 address of a local network may carry a zone: fe80::1%eth0
    addresses = [ipaddress.ip_address(str(item[4][0]).split("%")[0]) for item in found]
    for address in addresses:
        if not allow(address):
            raise ArticleError(
                f'host "{host}" is at {address}, no public address; save the page as a file',
                source=source,
            )
    return str(addresses[0])


def _embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to: mapped, 6to4, Teredo, NAT64."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _TRANSLATED or int(address) >> 32 == 0:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None
