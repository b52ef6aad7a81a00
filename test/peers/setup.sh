#!/bin/sh
# Installs what the adapters of the peers need, outside of this tree: test/peers/setup.sh
# Takes whatever of Debian, Python, Go and Rust is there; a peer without its runtime is left out of the scoreboard.
home=${MAILPROOF_PEERS:-$HOME/.cache/mailproof-peers}
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$home/bin"

has() { command -v "$1" >/dev/null 2>&1; }

if has apt-get && [ "$(id -u)" = 0 ]; then
	apt-get install -y --no-install-recommends \
		libmail-dkim-perl libmail-spf-perl libopendkim-dev libspf2-dev libjansson-dev libssl-dev gcc
fi

if has python3; then
	python3 -m venv "$home/python"
	"$home/python/bin/pip" install --quiet dkimpy==1.1.8 pyspf==2.0.14 authheaders==0.16.3 dnspython==2.9.2 pynacl==1.6.2
fi

if has gcc; then
	for name in libspf2 libopendkim; do
		gcc -O2 -o "$home/bin/$name" "$here/c/$name.c" "$here/c/cases.c" -ljansson "-l${name#lib}" ||
			echo "$name is left out: its headers are missing"
	done
fi

if has go; then (cd "$here/go" && go build -o "$home/bin/" ./go-msgauth ./blitiri-spf); fi

if has cargo; then
	CARGO_TARGET_DIR="$home/rust" cargo build --release --ignore-rust-version --manifest-path "$here/rust/Cargo.toml" &&
		cp "$home/rust/release/mail-auth" "$home/rust/release/viadkim" "$home/rust/release/viaspf" "$home/bin/"
fi
