#!/usr/bin/env bash
# Run in a folder where the packed tarball is installed: every way of using it, on the Node given.
set -euo pipefail
node=$1
echo "smoke run on $("$node" --version)"
"$node" smoke.mjs
"$node" smoke.cjs
cli=node_modules/mailproof/dist/esm/cli/main.js
"$node" "$cli" verify demo/message.eml --dns demo/zone.json --ip 192.0.2.25 --mail-from bounce@example.com \
	--helo mail.example.com --now 2026-11-01T12:00:00Z | grep -q "dmarc=pass"
"$node" "$cli" capture demo/message.eml --dns demo/zone.json --ip 192.0.2.25 --mail-from bounce@example.com \
	--helo mail.example.com --now 2026-11-01T12:00:00Z --redact-body -o evidence.json >/dev/null
"$node" "$cli" replay evidence.json | grep -q "This is the recorded verdict"
"$node" "$cli" --help | grep -q "mailproof verify"
if "$node" "$cli" verify nowhere.eml --ip 192.0.2.1 --mail-from a@example.com --helo example.com 2>/dev/null; then exit 1; fi
echo "smoke run passed"
