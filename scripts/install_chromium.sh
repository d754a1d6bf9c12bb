#!/bin/sh
# Install Chromium for the browser tests: through apt where we are root on Debian, else say what is missing.
set -eu
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
    exit 0
fi
echo "Chromium is missing: the tests in tests/browser/ will be skipped. Install the package 'chromium' to run them." >&2
