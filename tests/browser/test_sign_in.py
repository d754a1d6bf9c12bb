"""Signing in with OpenID Connect: who is on the list reviews, who is not only reads."""

import re

import pytest
from playwright.sync_api import expect
from provider import CLIENT, provider

from scripts.screenshots import dashboard, free_port

EDITOR, READER = "editor@example.org", "reader@example.org"
SECRETS = """
[dashboard]
editors = ["{editor}"]

[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "for this test alone"
client_id = "{client}"
client_secret = "for this test alone"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module")
def hosted(tmp_path_factory):
    """A hosted dashboard with one editor on its list."""
    folder = tmp_path_factory.mktemp("hosted")
    port = free_port()
    with provider([EDITOR, READER]) as issuer:
        secrets = folder / "secrets.toml"
        secrets.write_text(SECRETS.format(editor=EDITOR.title(), port=port, client=CLIENT, issuer=issuer))
        with dashboard("dashboard.py", "--secrets.files", str(secrets), port=port, folder=folder) as (url, _):
            yield url


def sign_in(page, url, account):
    page.goto(f"{url}/review")
    page.locator(".stMain").get_by_role("button", name="Sign in").last.click()
    page.get_by_role("link", name=account).click()
    expect(page).to_have_url(re.compile(rf"^{re.escape(url)}/"))
    page.goto(f"{url}/review")


def test_an_editor_reviews_and_signs_out(page, hosted):
    sign_in(page, hosted, EDITOR)
    expect(page.get_by_role("tab", name="Log of decisions")).to_be_visible()
    page.get_by_role("button", name=EDITOR).click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Editors")).to_be_visible()
    page.goto(f"{hosted}/review")
    expect(page.get_by_text("Editors review here.")).to_be_visible()


def test_who_is_not_on_the_list_only_reads(page, hosted):
    sign_in(page, hosted, READER)
    expect(page.get_by_text(f"{READER} is not on this host's list of editors.")).to_be_visible()
    expect(page.get_by_role("tab", name="Log of decisions")).to_have_count(0)
