import type { CaseOptions, Expectation, Pattern } from "../../../src/cases/types.js";
import type { Zone } from "../../../src/dns/zone.js";
import type { Envelope } from "../../../src/verify/types.js";
import type { CaseDraft } from "../draft.js";
import { attacker, ed25519, rsa2048 } from "../keys.js";
import { letter, splitMessage } from "../message.js";
import { octetsOf } from "../octets.js";
import { type SealOptions, sealArc } from "../seal-arc.js";
import { keyAt } from "../zone.js";
import { policies } from "./dmarc-check.js";

/** One hop: what it seals with, where it differs from its ordinary self. */
export type Hop = Partial<SealOptions>;

/** A mailing list, RSA. */
export function list(more: Hop = {}): SealOptions {
	return { key: rsa2048, domain: "lists.example.org", assessment: assessment("lists.example.org"), ...more };
}

/** A forwarder, Ed25519. */
export function forwarder(more: Hop = {}): SealOptions {
	return { key: ed25519, domain: "forward.example.net", assessment: assessment("forward.example.net"), ...more };
}

/** Somebody who owns attack.example and its keys. */
export function mallory(more: Hop = {}): SealOptions {
	return { key: attacker, domain: "attack.example", assessment: assessment("attack.example"), ...more };
}

/** What a hop says that saw everything pass for `from`. */
export function assessment(authservId: string, from: string = "example.com"): string {
	return `${authservId}; spf=pass smtp.mailfrom=${from}; dkim=pass header.d=${from}; dmarc=pass header.from=${from}`;
}

/** The message after these hops, the first one first. */
export function sealed(hops: readonly SealOptions[], message: string = letter()): string {
	return hops.reduce(sealArc, message);
}

/** The keys of all hops, and a policy that asks for rejection. */
export const world: Zone = {
	...keyAt("lists.example.org", rsa2048),
	...keyAt("forward.example.net", ed25519),
	...keyAt("attack.example", attacker),
	...policies({ "example.com": "v=DMARC1; p=reject" }),
};

export interface ArcCaseMore {
	readonly dns?: Zone;
	readonly envelope?: Partial<Envelope>;
	readonly options?: CaseOptions;
	readonly flags?: readonly string[];
	/** What is expected beside ARC. */
	readonly expect?: Expectation;
}

/** A case about the chain. */
export function arcCase(
	name: string,
	about: string,
	spec: string,
	message: string,
	expected: Pattern,
	{ expect = {}, ...more }: ArcCaseMore = {},
): CaseDraft {
	return {
		name,
		about: `${about}.`,
		spec: [spec],
		...more,
		message: octetsOf(message),
		expect: { arc: expected, ...expect },
	};
}

/** Patterns of results. */
export const arc = {
	none: { result: "none", reason: "no-sets", instance: 0, sealers: [], trusted: false },
	pass: (instance: number, more: { readonly [member: string]: Pattern } = {}): Pattern => ({
		result: "pass",
		reason: "chain-verified",
		instance,
		...more,
	}),
	fail: (reason: string, more: { readonly [member: string]: Pattern } = {}): Pattern => ({
		result: "fail",
		reason,
		trusted: false,
		...more,
	}),
	temperror: (reason: string, more: { readonly [member: string]: Pattern } = {}): Pattern => ({
		result: "temperror",
		reason,
		trusted: false,
		...more,
	}),
} as const;

/** The message without its `at`-th field of that name, from the top. */
export function without(message: string, name: string, at: number = 0): string {
	const { start, text } = find(message, name, at);
	return message.slice(0, start) + message.slice(start + text.length + 2);
}

/** The message with its `at`-th field of that name, from the top, as `change` has it. */
export function changed(message: string, name: string, change: (text: string) => string, at: number = 0): string {
	const { start, text } = find(message, name, at);
	return message.slice(0, start) + change(text) + message.slice(start + text.length);
}

/** The text of the `at`-th field of that name, from the top. */
export function fieldText(message: string, name: string, at: number = 0): string {
	return find(message, name, at).text;
}

function find(message: string, name: string, at: number): { start: number; text: string } {
	const field = splitMessage(message).fields.filter((it) => it.name.toLowerCase() === name.toLowerCase())[at];
	if (field === undefined) throw new Error(`the message has no ${name} number ${at}`);
	let start = -1;
	for (let i = 0; i <= at; i++) start = `\r\n${message}`.indexOf(`\r\n${name}:`, start + 1);
	return { start, text: field.text };
}
