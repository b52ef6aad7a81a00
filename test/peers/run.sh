#!/bin/sh
# Starts the adapter of one peer: test/peers/run.sh NAME. What it needs, test/peers/setup.sh installs.
home=${MAILPROOF_PEERS:-$HOME/.cache/mailproof-peers}
here=$(cd "$(dirname "$0")" && pwd)

# Starts a program, or says that it is not there.
start() {
	command -v "$1" >/dev/null 2>&1 || { echo "{\"unavailable\":\"$1 is not installed\"}"; exit 0; }
	exec "$@"
}

case $1 in
mailauth) start "${MAILPROOF_NODE22:-node}" "$here/mailauth/adapter.cjs" ;;
dkimpy | pyspf | authheaders) start "$home/python/bin/python" "$here/$1/adapter.py" ;;
mail-dkim | mail-spf) start perl "$here/$1/adapter.pl" ;;
libopendkim | libspf2 | go-msgauth | blitiri-spf | mail-auth | viadkim | viaspf) start "$home/bin/$1" ;;
*) echo "{\"unavailable\":\"there is no adapter for $1\"}" ;;
esac
