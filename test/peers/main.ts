import { readFileSync, writeFileSync } from "node:fs";
import { readCases } from "../../src/cli/cases/case-files.js";
import { runAdapter } from "../../src/cli/cases/run-adapter.js";
import { type PeerRun, scoreboard } from "./scoreboard.js";

/** Asks every peer about every case and writes docs/scoreboard.md: `npm run scoreboard [PEER...]`. */
const peers = [
	"mailauth",
	"dkimpy",
	"pyspf",
	"authheaders",
	"mail-dkim",
	"mail-spf",
	"libopendkim",
	"libspf2",
	"mail-auth",
	"viadkim",
	"viaspf",
	"go-msgauth",
	"blitiri-spf",
];

const TIMEOUT_MS = 10_000;

async function main(chosen: readonly string[]): Promise<void> {
	const { files } = JSON.parse(readFileSync("vectors/index.json", "utf8")) as { files: readonly { file: string }[] };
	const cases = await readCases(files.map(({ file }) => `vectors/${file}`));
	const runs: PeerRun[] = [];
	for (const peer of chosen.length > 0 ? chosen : peers) {
		const run = await runAdapter(`exec sh test/peers/run.sh ${peer}`, cases, TIMEOUT_MS);
		console.log(peer, run.unavailable ?? `${run.judgements.length} results`);
		runs.push({ peer, ...run });
	}
	const day = new Date().toISOString().slice(0, 10);
	writeFileSync("docs/scoreboard.md", scoreboard(runs, cases.length, day));
}

void main(process.argv.slice(2));
