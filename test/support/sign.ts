import { createHash } from "node:crypto";
import { signOctets, type TestKey } from "./keys.js";

/**
 * A small DKIM signer, written apart from the verifier: canonicalization here is plain replacement on whole texts, so
 * the two cannot share a mistake. Texts are octet strings.
 */
export interface SignOptions {
	readonly key: TestKey;
	/** Header fields without their final CRLF. */
	readonly fields: readonly string[];
	readonly body: string;
	/** Default `relaxed/relaxed`. */
	readonly canonicalization?: string;
	readonly hash?: "sha256" | "sha1";
	readonly domain?: string;
	readonly selector?: string;
	/** `h=`; default the names of the fields. */
	readonly signed?: readonly string[];
	readonly length?: number;
	/** More tags, such as `t=1; x=2`. */
	readonly more?: string;
	/** What stands instead of a tag's value, such as `{ v: "2" }`; `undefined` leaves the tag out. */
	readonly tags?: Readonly<Record<string, string | undefined>>;
	/** The `bh=` that is signed, right or wrong. */
	readonly bodyHash?: string;
}

/** The DKIM-Signature field, without its final CRLF. */
export function dkimSignature(options: SignOptions): string {
	const { key, fields, body, canonicalization = "relaxed/relaxed", hash = "sha256" } = options;
	const [headerMode = "simple", bodyMode = "simple"] = canonicalization.split("/");
	const signed = options.signed ?? fields.map((field) => field.slice(0, field.indexOf(":")).trim());
	const canonicalBody = (bodyMode === "relaxed" ? relaxedBody : simpleBody)(body).slice(0, options.length);
	const tags: Record<string, string | undefined> = {
		v: "1",
		a: `${key.type}-${hash}`,
		c: canonicalization,
		d: options.domain ?? "example.com",
		s: options.selector ?? "sel",
		h: signed.join(":"),
		bh: options.bodyHash ?? digest(hash, canonicalBody).toString("base64"),
		...(options.length === undefined ? {} : { l: String(options.length) }),
		...options.tags,
	};
	const list = Object.entries(tags).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
	if (options.more !== undefined) list.push(options.more);
	const unsigned = `DKIM-Signature: ${list.join("; ")};\r\n b=`;
	const canonical = headerMode === "relaxed" ? relaxedField : (field: string) => field;
	const chosen = chooseFields(fields, signed).map((field) => `${canonical(field)}\r\n`);
	const data = Buffer.from(chosen.join("") + canonical(unsigned), "latin1");
	return unsigned + signOctets(key, hash, data).toString("base64");
}

/** A message that the field of {@link dkimSignature} stands on top of. */
export function signedMessage(options: SignOptions): string {
	return `${[dkimSignature(options), ...options.fields].join("\r\n")}\r\n\r\n${options.body}`;
}

export function simpleBody(body: string): string {
	return `${body.replace(/(\r\n)*$/, "")}\r\n`;
}

export function relaxedBody(body: string): string {
	const reduced = body.replace(/[ \t]+/g, " ").replace(/ (?=\r\n|$)/g, "");
	const text = reduced.replace(/(\r\n)*$/, "");
	return text === "" ? "" : `${text}\r\n`;
}

export function relaxedField(field: string): string {
	const colon = field.indexOf(":");
	const unfold = (text: string) => text.replace(/\r\n(?=[ \t])/g, "").replace(/[ \t]+/g, " ");
	const name = unfold(field.slice(0, colon)).replace(/ $/, "").toLowerCase();
	return `${name}:${unfold(field.slice(colon + 1)).replace(/^ | $/g, "")}`;
}

function chooseFields(fields: readonly string[], names: readonly string[]): readonly string[] {
	const left = fields.map((field) => ({ field, name: relaxedField(field).split(":")[0] }));
	return names.flatMap((name) => {
		const at = left.findLastIndex((candidate) => candidate.name === name.toLowerCase());
		return at === -1 ? [] : left.splice(at, 1).map(({ field }) => field);
	});
}

function digest(hash: string, text: string): Buffer {
	return createHash(hash).update(text, "latin1").digest();
}
