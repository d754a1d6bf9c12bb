"""Who may write, and what visitors may not see yet.

On one's own machine everything is open; who comes from another machine only reads. A dashboard is *hosted*
when the environment has `GEO_HOSTED=1` or the secrets have a table `[dashboard]` or `[auth]`; then writing
needs either Streamlit's OpenID Connect login with an allow-list, or the editors' password (an argon2 hash).
`GEO_HOSTED=0` opens everything to everyone.

```toml
[dashboard]
editors = ["editor@example.org"]        # who may write after an OpenID Connect login
password_hash = "$argon2id$…"           # or one password for all editors
delay_hours = 48                        # visitors see nothing published later than this
blackout = [[51.2, 35.3, 15.0]]         # latitude, longitude, kilometres hidden from visitors
```
"""

from __future__ import annotations

import datetime as dt
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import streamlit as st

from geo.errors import InputError
from geo.events import disc
from geo.ui import text
from geo.ui.i18n import _

#: Wrong passwords allowed for the whole server in TRY_SECONDS; a stranger cannot guess faster.
TRIES = 5
TRY_SECONDS = 300.0


@dataclass(frozen=True)
class Policy:
    """The host's rules."""

    hosted: bool = False
    open: bool = False  # everyone writes, from wherever they come
    editors: tuple[str, ...] = ()
    password_hash: str = ""
    oidc: bool = False
    delay: dt.timedelta = dt.timedelta()
    blackout: tuple[tuple[float, float, float], ...] = ()


def policy(secrets: Mapping[str, Any], environment: Mapping[str, str]) -> Policy:
    """Read the host's rules from the secrets and the environment."""
    table = secrets.get("dashboard", {})
    oidc = "auth" in secrets
    hosted = environment.get("GEO_HOSTED", "") not in ("", "0") or bool(table) or oidc
    return Policy(
        hosted=hosted,
        open=not hosted and environment.get("GEO_HOSTED") == "0",
        editors=tuple(str(name).casefold() for name in table.get("editors", ())),
        password_hash=str(table.get("password_hash", "")),
        oidc=oidc,
        delay=dt.timedelta(hours=_hours(table.get("delay_hours", 0))),
        blackout=tuple(_circle(circle) for circle in table.get("blackout", ())),
    )


def _hours(value: object) -> float:
    try:
        hours = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        hours = -1.0
    if not 0 <= hours < 1e5:
        raise InputError(f"secrets [dashboard] delay_hours is {value!r}; write a number of hours, 0 or more")
    return hours


def _circle(value: Sequence[object]) -> tuple[float, float, float]:
    try:
        lat, lon, km = (float(part) for part in value)  # type: ignore[arg-type]
    except (TypeError, ValueError) as error:
        raise InputError(
            f"secrets [dashboard] blackout holds {value!r}; write [latitude, longitude, kilometres]"
        ) from error
    return lat, lon, km


def current_policy() -> Policy:
    """Read the rules of the running server."""
    try:
        secrets = st.secrets.to_dict()
    except FileNotFoundError:
        secrets = {}
    return policy(secrets, os.environ)


def withhold(events: gpd.GeoDataFrame, rules: Policy, now: dt.datetime) -> gpd.GeoDataFrame:
    """Return what visitors may see: nothing younger than the delay, nothing inside a blackout."""
    areas = [disc(lat, lon, km) for lat, lon, km in rules.blackout]
    if not rules.delay and not areas:
        return events
    from geo.review import hold_back

    return hold_back(events, rules.delay, areas, now)


class Gate:
    """Checks the editors' password and stops guessing: few wrong tries in a span of time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: deque[float] = deque()
        self._lock = threading.Lock()

    def locked(self) -> bool:
        """Tell whether too many wrong passwords came lately."""
        with self._lock:
            while self._wrong and self._wrong[0] < self._clock() - TRY_SECONDS:
                self._wrong.popleft()
            return len(self._wrong) >= TRIES

    def opens(self, password: str, password_hash: str) -> bool:
        """Tell whether the password is right; a wrong one counts as a try."""
        from argon2 import PasswordHasher
        from argon2.exceptions import InvalidHashError, VerificationError

        if self.locked() or not password_hash:
            return False
        try:
            return PasswordHasher().verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            with self._lock:
                self._wrong.append(self._clock())
            return False


@st.cache_resource
def gate() -> Gate:
    """Return the one gate of the server."""
    return Gate()


def editor() -> str:
    """Return the name under which this session may write; "" for a visitor."""
    rules = current_policy()
    if rules.open or (not rules.hosted and st.context.ip_address is None):
        return "local"
    if rules.oidc and st.user.is_logged_in:
        mail = str(st.user.get("email") or "").casefold()
        if mail in rules.editors and st.user.get("email_verified", True):
            return mail
    return str(st.session_state.get("editor", ""))


def sign_in(key: str = "page") -> None:
    """Show the way in for editors, where there is one; `key` tells two of them on one page apart."""
    rules = current_policy()
    if rules.oidc:
        if not st.user.is_logged_in:
            st.button(_("Sign in"), on_click=st.login, icon=":material/login:", key=f"login_{key}")
        else:
            account = text.plain(str(st.user.get("email") or st.user.get("name") or "?"))
            st.warning(
                _(
                    "{account} is not on this host's list of editors. You can read everything; to review, "
                    "ask the host or use another account."
                ).format(account=account),
                icon=":material/no_accounts:",
            )
            st.button(_("Sign out"), on_click=st.logout, key=f"logout_{key}")
    elif rules.password_hash:
        _ask_password(rules.password_hash, key)
    else:
        st.caption(_("This host has no editors: set a login or a password in its secrets."))


def _ask_password(password_hash: str, key: str) -> None:
    with st.form(f"sign_in_{key}", border=False):
        password = st.text_input(_("Editors' password"), type="password", max_chars=200)
        sent = st.form_submit_button(_("Sign in"), icon=":material/login:")
    if not sent:
        return
    if gate().opens(password, password_hash):
        st.session_state["editor"] = "editor"
        st.rerun()
    elif gate().locked():
        st.error(_("Too many wrong passwords. Try again in a few minutes."))
    else:
        st.error(_("That is not the editors' password."))
