import type { TestKey } from "./keys.js";
import { type Field, prepend, splitMessage } from "./message.js";
import { relaxedField, type SignatureOptions, signature, signDkim, type Tag } from "./sign-dkim.js";

/**
 * An ARC sealer (RFC 8617 §5.1) for the vectors alone, written from the RFC and sharing nothing with `src/`, so that what
 * it seals checks what that verifies.
 */
export interface SealOptions {
	/** Signs both fields, unless `messageSignature` has a key of its own. */
	readonly key: TestKey;
	/** `d=` */
	readonly domain: string;
	readonly selector?: string;
	/** What stands behind `i=N;` in ARC-Authentication-Results. */
	readonly assessment: string;
	/** Changes the text of ARC-Authentication-Results before anything covers it. */
	readonly editAssessment?: (text: string) => string;
	/** Default: one more than the message has. */
	readonly instance?: number | string;
	/** `cv=`; default `none` for the first set, `pass` for all others. */
	readonly chainValidation?: string;
	readonly algorithm?: SignatureOptions["algorithm"];
	/** What is other in ARC-Message-Signature than in the seal; its `edit` sees the tags with `i=` in their place. */
	readonly messageSignature?: Partial<SignatureOptions>;
	/** The last word on the seal's tag list before it is signed. */
	readonly editSeal?: (tags: readonly Tag[]) => readonly Tag[];
	/** What stands between two tags of the seal. */
	readonly separator?: string;
	/** Which sets the seal covers; default: all, oldest first. RFC 8617 §5.1.2: its own alone where cv=fail. */
	readonly covers?: "all" | "own";
}

/** Fields that a message signature leaves out (RFC 8617 §4.1.2). */
const unsigned = ["arc-seal", "arc-message-signature", "arc-authentication-results", "authentication-results"];

/** The message with one more ARC set on top: ARC-Seal, ARC-Message-Signature, ARC-Authentication-Results. */
export function sealArc(message: string, options: SealOptions): string {
	const instance = String(options.instance ?? arcFields(message, "arc-seal").length + 1);
	const { editAssessment = (text) => text } = options;
	const assessed = prepend(message, editAssessment(`ARC-Authentication-Results: i=${instance}; ${options.assessment}`));
	const signed = signMessage(assessed, instance, options);
	return prepend(signed, sealField(signed, instance, options));
}

function signMessage(message: string, instance: string, options: SealOptions): string {
	const { key, domain, selector, algorithm, messageSignature: own = {} } = options;
	const { fields } = splitMessage(message);
	const names = [...new Set(fields.map(({ name }) => name.toLowerCase()))].filter((name) => !unsigned.includes(name));
	return signDkim(message, {
		key,
		domain,
		...(selector === undefined ? {} : { selector }),
		...(algorithm === undefined ? {} : { algorithm }),
		signedFields: names,
		...own,
		fieldName: "ARC-Message-Signature",
		edit: (tags) => {
			const arcTags = [["i", instance] as const, ...tags.filter(([name]) => name !== "v")];
			return own.edit?.(arcTags) ?? arcTags;
		},
	});
}

/** RFC 8617 §5.1.1: the sets in order, each as results, message signature, seal; relaxed; the new `b=` empty. */
function sealField(message: string, instance: string, options: SealOptions): string {
	const { key, domain, selector = "sel", separator = "; ", covers = "all" } = options;
	const algorithm = options.algorithm ?? `${key.type}-sha256`;
	const standard: readonly Tag[] = [
		["i", instance],
		["a", algorithm],
		["cv", options.chainValidation ?? (instance === "1" ? "none" : "pass")],
		["d", domain],
		["s", selector],
		["t", "1793000000"],
	];
	const tags = options.editSeal?.(standard) ?? standard;
	const text = `ARC-Seal: ${[...tags, ["b", ""]].map(([name, value]) => `${name}=${value}`).join(separator)}`;
	const assessments = arcFields(message, "arc-authentication-results");
	const signatures = arcFields(message, "arc-message-signature");
	const seals = [...arcFields(message, "arc-seal"), { name: "ARC-Seal", text }];
	const sets = seals.map((seal, i) => [assessments[i], signatures[i], seal]);
	const covered = (covers === "all" ? sets : sets.slice(-1)).flat().filter((field) => field !== undefined);
	return text + signature(key, algorithm, covered.map((field) => relaxedField(field.text)).join("\r\n"));
}

/** The fields of that name, oldest first: each sealer puts its own on top. */
function arcFields(message: string, name: string): Field[] {
	return splitMessage(message)
		.fields.filter((field) => field.name.toLowerCase() === name)
		.reverse();
}
