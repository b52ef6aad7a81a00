import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Case, loadCases } from "../../src/cases/index.js";
import { keyFromPem, type TestKey } from "../support/keys.js";
import type { FuzzInput } from "./input.js";

/** What inputs are made from. */
export interface Seeds {
	readonly inputs: readonly FuzzInput[];
	/** Signs what mutation has made, so that hostile text is also seen in signatures that verify. */
	readonly keys: readonly TestKey[];
}

/** Every vector that stands whole in its file. @param vectors the folder of the vectors. */
export function loadSeeds(vectors: string): Seeds {
	const { files } = JSON.parse(readFileSync(join(vectors, "index.json"), "utf8")) as { files: { file: string }[] };
	const cases = files.flatMap(({ file }) => loadCases(JSON.parse(readFileSync(join(vectors, file), "utf8"))));
	const key = (type: "rsa" | "ed25519", name: string) =>
		keyFromPem(type, readFileSync(join(vectors, "generate/keys", `${name}.test-key.pem`), "utf8"));
	return { inputs: cases.flatMap(toInput), keys: [key("ed25519", "ed25519"), key("rsa", "rsa1024")] };
}

/** Longer ones say nothing that shorter ones do not, and cost the time of a hundred of these. */
const MAX_OCTETS = 65_536;

function toInput({ id, message, envelope, now, dns, options }: Case): FuzzInput[] {
	const octets = octetsOf(message);
	if (octets === undefined || octets.length > MAX_OCTETS) return [];
	const fault = { kind: "none", seed: 0, oneIn: 1 } as const;
	// Zones are joined with others, where a name in two spellings would stand twice.
	const zone = Object.fromEntries(Object.entries(dns).map(([name, entry]) => [name.toLowerCase(), entry]));
	return [{ origin: id, message: octets, envelope, now, dns: zone, options, fault, cuts: [] }];
}

function octetsOf(message: Case["message"]): string | undefined {
	if (typeof message === "string") return Buffer.from(message, "utf8").toString("latin1");
	return "base64" in message ? Buffer.from(message.base64, "base64").toString("latin1") : undefined;
}
