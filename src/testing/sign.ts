import { lowerAscii } from "../base/ascii.js";
import { encodeBase64 } from "../base/base64.js";
import { octetString, octets, utf8Bytes } from "../base/bytes.js";
import { callerError, describe } from "../base/caller-error.js";
import { checkObject, checkOptions, checkString, checkStrings, optionNames } from "../base/options.js";
import { nodeCrypto } from "../crypto/node.js";
import { createBodyLanes } from "../dkim/body-lanes.js";
import { selectSignedFields } from "../dkim/signed-data.js";
import type { Canonicalization } from "../dkim/types.js";
import { cutHeaderFields, fieldValue, type HeaderField } from "../message/header-field.js";
import { checkTestKey, signOctets, type TestKey } from "./keys.js";

/** How to sign. */
export interface TestSignature {
	/** `d=` */
	readonly domain: string;
	/** `s=` */
	readonly selector: string;
	readonly key: TestKey;
	/** `h=`. Default: every field of the message, as often as it stands. */
	readonly signedFields?: readonly string[] | undefined;
	/** `c=`. Default `relaxed/relaxed`. */
	readonly canonicalization?: `${Canonicalization}/${Canonicalization}` | undefined;
	/** `l=`. Default none: the whole body is signed. */
	readonly bodyLength?: number | undefined;
	/** More tags, such as `{ t: "1793491200", x: "1793577600" }`. */
	readonly tags?: Readonly<Record<string, string>> | undefined;
}

const signatureNames = optionNames<TestSignature>({
	domain: true,
	selector: true,
	key: true,
	signedFields: true,
	canonicalization: true,
	bodyLength: true,
	tags: true,
});

const canonicalizations = ["simple/simple", "simple/relaxed", "relaxed/simple", "relaxed/relaxed"];

/**
 * Signs a message by DKIM (RFC 6376), **for tests and vectors only**: it looks at nothing that a signer of real mail has
 * to look at, keeps keys in memory, and shares its canonicalization with the verifier.
 *
 * @param message with CRLF line ends, as `buildMessage()` makes it.
 * @returns the message with a DKIM-Signature field on top.
 * @throws a `TypeError` with code `ERR_MAILPROOF_MESSAGE` for a message without an empty line in CRLF, with code
 * `ERR_MAILPROOF_OPTION` for what does not say how to sign.
 * @example
 * const key = generateTestKey();
 * const signed = signMessage(buildMessage({ from: "a@example.com" }), { domain: "example.com", selector: "s1", key });
 */
export function signMessage(message: string, signature: TestSignature): string {
	checkSignature(signature);
	const text = octetString(utf8Bytes(message));
	const headerEnd = text.indexOf("\r\n\r\n");
	if (headerEnd === -1) {
		throw callerError(
			"ERR_MAILPROOF_MESSAGE",
			"the message has no empty line with CRLF ends; build it with buildMessage()",
		);
	}
	const fields = cutFields(text.slice(0, headerEnd));
	const unsigned = unsignedField(fields, text.slice(headerEnd + 4), signature);
	return `${unsigned}${encodeBase64(signOctets(signature.key, signedData(fields, unsigned, signature)))}\r\n${message}`;
}

function checkSignature(signature: TestSignature): void {
	checkOptions("signature", signature, signatureNames);
	const { domain, selector, key, canonicalization = "relaxed/relaxed", signedFields = [], tags = {} } = signature;
	checkString("domain", domain);
	checkString("selector", selector);
	checkTestKey(key);
	checkStrings("signedFields", signedFields);
	checkObject("tags", tags, 'tags such as { t: "1793491200" }');
	if (canonicalizations.includes(canonicalization)) return;
	const wanted = `give one of ${canonicalizations.join(", ")}`;
	throw callerError("ERR_MAILPROOF_OPTION", `canonicalization is ${describe(canonicalization)}; ${wanted}`);
}

/** The DKIM-Signature field up to where the value of `b=` belongs. */
function unsignedField(fields: readonly HeaderField[], body: string, signature: TestSignature): string {
	const { domain, selector, key, canonicalization = "relaxed/relaxed", bodyLength, tags = {} } = signature;
	const list = Object.entries({
		v: "1",
		a: `${key.type}-sha256`,
		c: canonicalization,
		d: domain,
		s: selector,
		...(bodyLength === undefined ? {} : { l: String(bodyLength) }),
		...tags,
		h: namesOf(fields, signature).join(":"),
		bh: bodyHash(body, signature),
	});
	return `DKIM-Signature: ${list.map(([name, value]) => `${name}=${value};\r\n `).join("")}b=`;
}

function signedData(fields: readonly HeaderField[], unsigned: string, signature: TestSignature): Uint8Array {
	const [field] = cutFields(unsigned) as [HeaderField];
	const end = fieldValue(field).length;
	const [header] = canonicalizationOf(signature);
	return selectSignedFields(fields).signedData(field, {
		signedFields: namesOf(fields, signature),
		canonicalization: { header, body: header },
		signatureSpan: { start: end, end },
	});
}

function bodyHash(body: string, signature: TestSignature): string {
	const lanes = createBodyLanes(nodeCrypto);
	const lane = lanes.request(canonicalizationOf(signature)[1], "sha256", signature.bodyLength);
	lanes.write(octets(body));
	lanes.end();
	return encodeBase64(lane.digest());
}

function canonicalizationOf({
	canonicalization = "relaxed/relaxed",
}: TestSignature): [Canonicalization, Canonicalization] {
	return canonicalization.split("/") as [Canonicalization, Canonicalization];
}

function namesOf(fields: readonly HeaderField[], { signedFields }: TestSignature): readonly string[] {
	const present = fields.map(({ name }) => name).filter((name) => name !== "");
	return (signedFields ?? present).map(lowerAscii);
}

function cutFields(section: string): readonly HeaderField[] {
	return cutHeaderFields(`${section}\r\n`, Number.POSITIVE_INFINITY) ?? [];
}
