import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { Zone, ZoneStatus, ZoneText } from "../../src/dns/zone.js";

/** One case of the openspf suites. `result` lists what is right, the preferred first. */
export interface SuiteCase {
	readonly name: string;
	readonly host: string;
	readonly helo: string;
	readonly mailfrom: string;
	readonly result: readonly string[];
	/** The explanation of a fail; `DEFAULT` means that no `exp=` text may be used. */
	readonly explanation?: string;
	/** A mode of pyspf's own that the case is about. */
	readonly strict?: number;
	readonly zone: Zone;
}

type SuiteRecord = "TIMEOUT" | Readonly<Record<string, unknown>>;

interface Scenario {
	readonly tests: Readonly<Record<string, Omit<SuiteCase, "result"> & { readonly result: string | string[] }>>;
	readonly zonedata: Readonly<Record<string, readonly SuiteRecord[]>>;
}

const TYPES = ["A", "AAAA", "MX", "PTR", "TXT"] as const;

/** The file's place; the suites lie beside the checkout and are no part of it. */
export function suiteFile(folder: string, file: string): string | undefined {
	const path = join(__dirname, "..", "..", "..", "shared", "suites", folder, file);
	return existsSync(path) ? path : undefined;
}

export function readSuite(path: string): SuiteCase[] {
	const documents = parseAllDocuments(readFileSync(path, "utf8"));
	const scenarios = documents
		.map((document) => document.toJS() as Scenario | null)
		.filter((scenario) => scenario !== null);
	return scenarios.flatMap(({ tests, zonedata }) => {
		const zone = toZone(zonedata);
		return Object.entries(tests).map(([name, test]) => ({ ...test, name, result: [test.result].flat(), zone }));
	});
}

function toZone(zonedata: Scenario["zonedata"]): Zone {
	return Object.fromEntries(Object.entries(zonedata).map(([name, records]) => [name, toNode(records)]));
}

function toNode(records: readonly SuiteRecord[]): Zone[string] {
	const node: Record<string, unknown[] | ZoneStatus> = {};
	const add = (type: string, value: unknown) => {
		const list = node[type];
		if (value === "TIMEOUT") node[type] = "timeout";
		else if (Array.isArray(list)) list.push(value);
		else node[type] = [value];
	};
	const entries = records.filter((record) => record !== "TIMEOUT").flatMap((record) => Object.entries(record));
	const hasTxt = entries.some(([type]) => type === "TXT");
	for (const [type, value] of entries) {
		if (type === "TXT" && value !== "NONE") add("TXT", value as ZoneText);
		// SPF entries stand for TXT records, unless the name has any of its own.
		if (type === "SPF" && !hasTxt) add("TXT", value as ZoneText);
		if (type === "MX") add("MX", (value as [number, string]).join(" ").replace(/ $/, " ."));
		// An empty target is a broken alias: no data.
		if (type === "CNAME" && value !== "") add("CNAME", value);
		if (type === "A" || type === "AAAA" || type === "PTR") add(type, value);
	}
	if (records.includes("TIMEOUT")) for (const type of TYPES) node[type] ??= "timeout";
	return node as Zone[string];
}
