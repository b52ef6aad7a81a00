import { readFileSync } from "node:fs";
import { isMap, isScalar, parseAllDocuments, type YAMLMap } from "yaml";
import type { Zone } from "../../src/dns/zone.js";

/** One validation case of the ValiMail suite, as it is written: four names stand twice, with different messages. */
export interface ArcSuiteCase {
	readonly name: string;
	readonly description: string;
	/** CRLF ends lines. */
	readonly message: string;
	/** `none`, `pass` or `fail`. */
	readonly status: string;
	readonly zone: Zone;
}

export function readArcSuite(path: string): ArcSuiteCase[] {
	const documents = parseAllDocuments(readFileSync(path, "utf8"), { uniqueKeys: false });
	return documents.flatMap(({ contents }) => {
		if (!isMap(contents)) return [];
		const zone = toZone(member(contents, "txt-records"));
		return member(contents, "tests").items.map(({ key, value }) => toCase(String(key), value as YAMLMap, zone));
	});
}

function toCase(name: string, fields: YAMLMap, zone: Zone): ArcSuiteCase {
	// The suite's runner printed an empty string for a chain that a sealer had marked failed (see the suite's README).
	const status = text(fields, "cv").toLowerCase() || "fail";
	const message = text(fields, "message").replace(/\n/g, "\r\n");
	return { name, description: text(fields, "description"), message, status, zone };
}

function toZone(records: YAMLMap): Zone {
	const entries = records.items.map(({ key, value }) => [String(key), { TXT: [String(value)] }] as const);
	return Object.fromEntries(entries);
}

function member(map: YAMLMap, name: string): YAMLMap {
	const value = map.get(name);
	if (!isMap(value)) throw new Error(`the suite has no ${name}`);
	return value;
}

function text(map: YAMLMap, name: string): string {
	const value = map.get(name, true);
	return isScalar(value) ? String(value.value ?? "") : "";
}
