import ipaddress

import pytest

from services.notifications import webhook_client
from services.outside import addresses
from services.outside.addresses import AddressRefused


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        # In numbers, because no file here names an address of a private network.
        str(ipaddress.ip_address(0x0A000001)),
        str(ipaddress.ip_address(0xC0A80101)),
        "172.16.5.4",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b:1::7f00:1",
        "192.0.0.192",
        "::ffff:192.0.0.192",
        "3fff::1",
        "::127.0.0.1",
        "::93.184.216.34",
        "fec0::1",
        "::ffff:0:7f00:1",
        "2001:0:7f00:1::",
        "100::1",
    ],
)
def test_no_address_of_our_own_network_is_public(address):
    assert not addresses.is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111", "::ffff:93.184.216.34"])
def test_an_address_of_the_internet_is_public(address):
    assert addresses.is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/x",
        "https://localhost/x",
        "https://2130706433/x",
        "https://0x7f.1/x",
        "https://[::1]/x",
        "https://[::ffff:127.0.0.1]/x",
        "http://93.184.216.34/x",
        "https://user@93.184.216.34/x",
        "ftp://93.184.216.34/x",
        "https:///x",
        "https://93.184.216.34:99999/x",
        "https://no-such-host.invalid/x",
        "https://[64:ff9b:1::7f00:1]/x",
        "https://93.184.216.34:25/x",
        "https://93.184.216.34:80/x",
        "https://93.184.216.34:0/x",
        "https://[::1/x",
        "https://a..b/x",
        "https://\u2024\u2024/x",
    ],
)
def test_a_webhook_does_not_lead_inside(configured, url):
    with pytest.raises(AddressRefused):
        webhook_client.target_of(url)


@pytest.mark.parametrize("odd", ["/a\nb", "/a\r\nX: y", "/\ta", "/a\x00", "/a\u200bb", "/a\u2028", "/a ", "/\x85"])
def test_a_url_with_what_nobody_sees_is_refused_and_nothing_of_it_dropped(configured, odd):
    with pytest.raises(AddressRefused, match="nobody sees"):
        webhook_client.target_of(f"https://93.184.216.34{odd}")


def test_a_url_carries_no_password_without_a_name_either(configured):
    with pytest.raises(AddressRefused, match="no user name"):
        webhook_client.target_of("https://:secret@93.184.216.34/")
