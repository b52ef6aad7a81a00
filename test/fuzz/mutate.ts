import type { CaseOptions } from "../../src/cases/index.js";
import type { Envelope } from "../../src/verify/types.js";
import { ed25519 } from "../../vectors/generate/keys.js";
import { sealArc } from "../../vectors/generate/seal-arc.js";
import { dkimSignature } from "../support/sign.js";
import { assessments, domains, localParts, tagValues } from "./dictionary.js";
import type { Fault, FuzzInput } from "./input.js";
import { mutateMessage } from "./mutate-header.js";
import { mutateText } from "./mutate-text.js";
import { mutateZone } from "./mutate-zone.js";
import type { Prng } from "./prng.js";
import type { Seeds } from "./seeds.js";

const ADDRESSES = ["192.0.2.1", "192.0.2.10", "203.0.113.5", "2001:db8::1", "::ffff:192.0.2.1", "::"];

/** An input made of a vector by a few changes, often of a second vector's parts as well. */
export function makeInput(seeds: Seeds, prng: Prng): FuzzInput {
	let input = prng.pick(seeds.inputs);
	if (prng.oneIn(8)) input = crossed(input, prng.pick(seeds.inputs), prng);
	const changes = 1 + prng.below(prng.oneIn(4) ? 12 : 3);
	for (let i = 0; i < changes; i++) input = change(input, prng);
	if (prng.oneIn(4)) input = signed(input, seeds, prng);
	if (prng.oneIn(8)) input = sealed(input, prng);
	const cuts = Array.from({ length: 1 + prng.below(6) }, () => prng.below(input.message.length + 1));
	return {
		...input,
		options: mutateOptions(input.options, prng),
		fault: chooseFault(prng),
		cuts: cuts.sort((a, b) => a - b),
	};
}

function crossed(a: FuzzInput, b: FuzzInput, prng: Prng): FuzzInput {
	const [end, start] = [a.message.indexOf("\r\n\r\n"), b.message.indexOf("\r\n\r\n")];
	const fields = `${b.message.slice(0, Math.max(0, start))}\r\n`;
	return {
		...a,
		origin: `${a.origin} ${b.origin}`,
		message: prng.oneIn(2)
			? fields + a.message
			: a.message.slice(0, Math.max(0, end)) + b.message.slice(Math.max(0, start)),
		dns: { ...b.dns, ...a.dns },
	};
}

function change(input: FuzzInput, prng: Prng): FuzzInput {
	switch (prng.below(8)) {
		case 0:
			return { ...input, envelope: mutateEnvelope(input.envelope, prng) };
		case 1:
		case 2:
			return { ...input, dns: mutateZone(input.dns, prng) };
		default:
			return { ...input, message: mutateMessage(input.message, prng) };
	}
}

function mutateEnvelope(envelope: Envelope, prng: Prng): Envelope {
	const { mailFrom, helo } = envelope;
	switch (prng.below(7)) {
		case 0:
			return { ...envelope, clientIp: prng.pick(ADDRESSES) };
		case 1:
			return { ...envelope, mailFrom: `${prng.pick(localParts)}@${prng.pick(domains)}` };
		case 2:
			return {
				...envelope,
				mailFrom: prng.pick(["", "<>", "<a@example.com>", "@", "a", "\u{1f600}@\ud800", mutateText(mailFrom, prng)]),
			};
		case 3:
			return { ...envelope, helo: prng.pick(domains) };
		case 4:
			return { ...envelope, helo: mutateText(helo, prng) };
		default:
			return { ...envelope, mailFrom: mutateText(mailFrom, prng) };
	}
}

/** A signature of our own over what mutation made, with hostile tags, its key where it will be asked for. */
function signed(input: FuzzInput, seeds: Seeds, prng: Prng): FuzzInput {
	const end = input.message.indexOf("\r\n\r\n");
	if (end === -1) return input;
	const fields = input.message.slice(0, end).split(/\r\n(?![ \t])/);
	const key = prng.pick(seeds.keys);
	const domain = prng.oneIn(3) ? prng.pick(domains) : "example.com";
	const tags: Record<string, string> = {};
	if (prng.oneIn(3)) tags.i = `${prng.pick(localParts)}@${prng.pick(domains)}`;
	if (prng.oneIn(6)) tags[prng.pick(["l", "t", "x", "c", "z", "q"])] = prng.pick(tagValues);
	const field = dkimSignature({ key, fields, body: input.message.slice(end + 4), domain, selector: "fuzz", tags });
	const name = `fuzz._domainkey.${domain.toLowerCase()}`;
	const isName = /^[!-[\]-~]+$/.test(name) && name.split(".").every((label) => label !== "" && label.length < 64);
	const dns = isName && name.length < 254 ? { ...input.dns, [name]: { TXT: [key.record] } } : input.dns;
	return { ...input, message: `${field}\r\n${input.message}`, dns };
}

/** One to three ARC sets that verify, whatever they seal; the text of the last field may change afterwards. */
function sealed(input: FuzzInput, prng: Prng): FuzzInput {
	if (!input.message.includes("\r\n\r\n") || /^[ \t\r]/.test(input.message)) return input;
	const domain = prng.pick(["example.com", "example.org"]);
	const results = Array.from({ length: 1 + prng.below(3) }, () => prng.pick(assessments));
	let { message } = input;
	for (let i = 1 + prng.below(3); i > 0; i--) {
		message = sealArc(message, { key: ed25519, domain, assessment: `${domain}; ${results.join("; ")}` });
	}
	const dns = { ...input.dns, [`sel._domainkey.${domain}`]: { TXT: [`v=DKIM1; k=ed25519; p=${ed25519.p}`] } };
	return { ...input, message: prng.oneIn(4) ? mutateMessage(message, prng) : message, dns };
}

function mutateOptions(options: CaseOptions, prng: Prng): CaseOptions {
	if (!prng.oneIn(3)) return options;
	return prng.pick<() => CaseOptions>([
		() => ({ ...options, dmarc: { standard: prng.pick(["rfc9989", "rfc7489"] as const), random: 0.5 } }),
		() => ({ ...options, spf: { headerFrom: true, heloInResults: prng.oneIn(2) } }),
		() => ({ ...options, dkim: { allowRsaSha1: true, allowPartialBody: true, minimumRsaBits: 512 } }),
		() => ({ ...options, arc: { trustedSealers: ["example.com", "example.org"] } }),
		() => ({ ...options, limits: { ...options.limits, [prng.pick(LIMITS)]: prng.below(12) } }),
		() => ({ ...options, limits: { ...options.limits, headerBytes: prng.below(2000), fromBytes: prng.below(80) } }),
	])();
}

/** All but the one for time, whose overflow hangs on the machine. */
const LIMITS = [
	"headerFields",
	"commentDepth",
	"tagListLength",
	"signedFieldNames",
	"dkimSignatures",
	"arcSets",
	"rsaBits",
	"dnsAnswerBytes",
	"dnsQueries",
	"spfTerms",
	"spfVoidLookups",
	"spfMxHosts",
	"spfPtrNames",
	"treeWalks",
] as const;

function chooseFault(prng: Prng): Fault {
	const kind = prng.oneIn(3) ? prng.pick(["throws", "rejects", "rubbish", "fails", "slow"] as const) : "none";
	return { kind, seed: prng.below(2 ** 31), oneIn: 1 + prng.below(6) };
}
