import { createHash, sign } from "node:crypto";
import type { TestKey } from "./keys.js";
import { type Field, joinMessage, splitMessage } from "./message.js";

/**
 * A DKIM signer (RFC 6376 §5) for the vectors alone, written from the RFC and sharing nothing with `src/`, so that what
 * it signs checks what that verifies. Messages are octet strings: one character (U+0000 to U+00FF) per octet.
 */
export interface SignatureOptions {
	readonly key: TestKey;
	readonly domain: string;
	readonly selector?: string;
	/** `h=`, in this order; default: every field of the message once, top down. */
	readonly signedFields?: readonly string[];
	/** `c=`; default relaxed/relaxed. */
	readonly canonicalization?: string;
	readonly algorithm?: "rsa-sha256" | "rsa-sha1" | "ed25519-sha256";
	/** `l=`: hash this many octets of the canonical body, whatever the tag list then says. */
	readonly bodyLength?: number;
	/** Further tags, before `bh=`. */
	readonly tags?: readonly Tag[];
	/** The last word on the tag list before it is signed: what is wrong here is signed all the same. */
	readonly edit?: (tags: readonly Tag[]) => readonly Tag[];
	/** What stands between two tags. */
	readonly separator?: string;
	/** What stands behind the value of `b=`: nothing, or a semicolon and more. */
	readonly ending?: string;
	/** What stands between the parts of a value of `b=` that is cut for people to look at. */
	readonly fold?: string;
	readonly fieldName?: string;
	/** Makes the signature in place of `key`. */
	readonly forge?: (data: Buffer) => Buffer;
}

export type Tag = readonly [name: string, value: string];

/** The message with a DKIM-Signature field on top. */
export function signDkim(message: string, options: SignatureOptions): string {
	const { fields, body } = splitMessage(message);
	const field = signatureField(fields, body, options);
	return joinMessage([field, ...fields], body);
}

function signatureField(fields: readonly Field[], body: string, options: SignatureOptions): Field {
	const {
		key,
		separator = "; ",
		ending = "",
		fold = "",
		fieldName = "DKIM-Signature",
		edit = (tags) => tags,
	} = options;
	const algorithm = options.algorithm ?? `${key.type}-sha256`;
	const [headerForm = "simple", bodyForm = "simple"] = (options.canonicalization ?? "relaxed/relaxed").split("/");
	const names = options.signedFields ?? [...new Set(fields.map(({ name }) => name))];
	const tags = edit(standardTags(options, algorithm, names, bodyHash(body, bodyForm, algorithm, options)));
	const start = `${fieldName}: ${[...tags, ["b", ""]].map(([name, value]) => `${name}=${value}`).join(separator)}`;
	const data = [...selectFields(fields, names).map(({ text }) => text), start + ending]
		.map((text) => (headerForm === "relaxed" ? relaxedField(text) : text))
		.join("\r\n");
	const b = options.forge?.(Buffer.from(data, "latin1")).toString("base64") ?? signature(key, algorithm, data);
	const parts = b.match(/.{1,72}/g) ?? [];
	return { name: fieldName, text: start + parts.join(fold) + ending };
}

function standardTags(options: SignatureOptions, a: string, names: readonly string[], bh: string): readonly Tag[] {
	return [
		["v", "1"],
		["a", a],
		["c", options.canonicalization ?? "relaxed/relaxed"],
		["d", options.domain],
		["s", options.selector ?? "sel"],
		...(options.bodyLength === undefined ? [] : [["l", String(options.bodyLength)] as const]),
		...(options.tags ?? []),
		["h", names.map((name) => name.toLowerCase()).join(":")],
		["bh", bh],
	];
}

/** RFC 6376 §5.4.2: the instances of a field are taken from the bottom up; one that is not there signs its absence. */
function selectFields(fields: readonly Field[], names: readonly string[]): Field[] {
	const left = [...fields];
	return names.flatMap((name) => {
		const at = left.findLastIndex((field) => field.name.toLowerCase() === name.trim().toLowerCase());
		return at === -1 ? [] : left.splice(at, 1);
	});
}

function bodyHash(body: string, form: string, algorithm: string, { bodyLength }: SignatureOptions): string {
	const canonical = form === "relaxed" ? relaxedBody(body) : simpleBody(body);
	const covered = bodyLength === undefined ? canonical : canonical.slice(0, bodyLength);
	const hash = algorithm.endsWith("sha1") ? "sha1" : "sha256";
	return createHash(hash).update(Buffer.from(covered, "latin1")).digest("base64");
}

/** RFC 6376 §3.3.1; RFC 8463 §3: Ed25519 signs the SHA-256 digest. */
export function signature(key: TestKey, algorithm: string, data: string): string {
	const octets = Buffer.from(data, "latin1");
	if (algorithm === "ed25519-sha256") {
		return sign(null, createHash("sha256").update(octets).digest(), key.privateKey).toString("base64");
	}
	return sign(algorithm.endsWith("sha1") ? "sha1" : "sha256", octets, key.privateKey).toString("base64");
}

/** RFC 6376 §3.4.2 */
export function relaxedField(text: string): string {
	const colon = text.indexOf(":");
	const name = text.slice(0, colon).trimEnd().toLowerCase();
	const value = text
		.slice(colon + 1)
		.replace(/\r\n/g, "")
		.replace(/[ \t]+/g, " ");
	return `${name}:${value.replace(/^ | $/g, "")}`;
}

/** RFC 6376 §3.4.3 */
export function simpleBody(body: string): string {
	return `${withoutFinalLines(body)}\r\n`;
}

/** RFC 6376 §3.4.4 */
export function relaxedBody(body: string): string {
	const lines = body.split("\r\n").map((line) => line.replace(/[ \t]+/g, " ").replace(/ $/, ""));
	const text = withoutFinalLines(lines.join("\r\n"));
	return text === "" ? "" : `${text}\r\n`;
}

function withoutFinalLines(body: string): string {
	let text = body;
	while (text.endsWith("\r\n")) text = text.slice(0, -2);
	return text;
}
