import type { CaseOptions, Pattern } from "../../../src/cases/types.js";
import type { Zone } from "../../../src/dns/zone.js";
import type { CaseDraft } from "../draft.js";
import { rsa2048 } from "../keys.js";
import { letter } from "../message.js";
import { octetsOf } from "../octets.js";
import { type SignatureOptions, signDkim, type Tag } from "../sign-dkim.js";
import { keyRecord, txtAt } from "../zone.js";

/** The signature that cases change one thing of. */
export const signature: SignatureOptions = { key: rsa2048, domain: "example.com" };
/** The usual key of example.com. */
export const keyZone: Zone = txtAt("sel._domainkey.example.com", keyRecord(rsa2048));

export interface DkimRowMore {
	readonly dns?: Zone;
	readonly options?: CaseOptions;
	readonly now?: string;
	readonly flags?: readonly string[];
}

/** A case about the DKIM results of a message. */
export function dkimCase(
	name: string,
	about: string,
	spec: string,
	message: string,
	expected: Pattern | readonly Pattern[],
	more: DkimRowMore = {},
): CaseDraft {
	const results = Array.isArray(expected) ? expected : [expected as Pattern];
	return { name, about: `${about}.`, spec: [spec], message: octetsOf(message), ...more, expect: { dkim: results } };
}

/** An ordinary message, signed. */
export function signed(options: Partial<SignatureOptions> = {}, message: string = letter()): string {
	return signDkim(message, { ...signature, ...options });
}

/** An edit of a tag list: the tag gets another value, or is put at the end. */
export function setTag(name: string, value: string): (tags: readonly Tag[]) => readonly Tag[] {
	return (tags) =>
		tags.some((tag) => tag[0] === name)
			? tags.map((tag): Tag => (tag[0] === name ? [name, value] : tag))
			: [...tags, [name, value]];
}

/** An edit of a tag list: the tag is gone. */
export function dropTag(name: string): (tags: readonly Tag[]) => readonly Tag[] {
	return (tags) => tags.filter((tag) => tag[0] !== name);
}

/** An edit of a tag list: one more tag at the end. */
export function addTag(name: string, value: string): (tags: readonly Tag[]) => readonly Tag[] {
	return (tags) => [...tags, [name, value]];
}
