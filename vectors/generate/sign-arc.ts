import { createHash, sign } from "node:crypto";
import type { TestKey } from "./keys.js";
import { prepend, splitMessage } from "./message.js";
import { relaxedField, signDkim, type Tag } from "./sign-dkim.js";

/** An ARC sealer (RFC 8617 §5.1) for the vectors alone, written from the RFC like the DKIM signer beside it. */
export interface SealOptions {
	readonly key: TestKey;
	readonly domain: string;
	readonly selector?: string;
	/** What the sealer says it has found: the payload of its ARC-Authentication-Results. */
	readonly results: string;
	/** `cv=`; default `none` for the first set, else `pass`. */
	readonly chainValidation?: string;
	/** `i=`; default one more than the message has. */
	readonly instance?: number;
	readonly signedFields?: readonly string[];
	/** Further tags of the ARC-Seal. */
	readonly sealTags?: readonly Tag[];
}

/** The message with one more ARC set on top. */
export function sealArc(message: string, options: SealOptions): string {
	const { key, domain, selector = "sel" } = options;
	const instance = options.instance ?? Math.floor(setFields(message).length / 3) + 1;
	const results = `ARC-Authentication-Results: i=${instance}; ${options.results}`;
	const signed = signDkim(message, {
		key,
		domain,
		selector,
		fieldName: "ARC-Message-Signature",
		signedFields: options.signedFields ?? ["from", "to", "subject", "date", "message-id"],
		edit: (tags) => [["i", String(instance)], ...tags.filter(([name]) => name !== "v")],
	});
	const unsealed = prepend(signed, results);
	return prepend(unsealed, sealField(unsealed, instance, options));
}

/** RFC 8617 §5.1.1: the seal covers every set in order, its own ARC-Seal last with an empty `b=`. */
function sealField(message: string, instance: number, options: SealOptions): string {
	const { key, domain, selector = "sel", chainValidation = instance === 1 ? "none" : "pass" } = options;
	const tags: readonly Tag[] = [
		["i", String(instance)],
		["a", `${key.type}-sha256`],
		["cv", chainValidation],
		["d", domain],
		["s", selector],
		...(options.sealTags ?? []),
		["b", ""],
	];
	const seal = `ARC-Seal: ${tags.map(([name, value]) => `${name}=${value}`).join("; ")}`;
	const data = Buffer.from([...setFields(message), seal].map(relaxedField).join("\r\n"), "latin1");
	const signature =
		key.type === "rsa"
			? sign("sha256", data, key.privateKey)
			: sign(null, createHash("sha256").update(data).digest(), key.privateKey);
	return seal + signature.toString("base64");
}

const order = ["arc-authentication-results", "arc-message-signature", "arc-seal"];

/** The fields of all ARC sets, by instance, then in the order that a seal covers them. */
function setFields(message: string): string[] {
	return splitMessage(message)
		.fields.map(({ name, text }) => ({ text, kind: order.indexOf(name.toLowerCase()), instance: instanceOf(text) }))
		.filter(({ kind }) => kind !== -1)
		.sort((a, b) => a.instance - b.instance || a.kind - b.kind)
		.map(({ text }) => text);
}

function instanceOf(text: string): number {
	return Number(/^[^:]*:\s*i=(\d+)/.exec(text)?.[1] ?? 0);
}
