import { describe, expect, test } from "@jest/globals";
import type { ArcResult } from "../../src/arc/types.js";
import type { DkimResult } from "../../src/dkim/types.js";
import type { DmarcResult } from "../../src/dmarc/types.js";
import type { AuthorAnomaly, AuthorProblem, MessageAnomaly } from "../../src/message/types.js";
import type { SpfResult } from "../../src/spf/types.js";
import { allVectors } from "../support/vectors.js";

/** Every code of a union, or the build stops; so a new code needs a vector. */
type Codes<Code extends string> = Readonly<Record<Code, true>>;

const spf: Codes<SpfResult["reason"]> = {
	"domain-invalid": true,
	"no-record": true,
	"mechanism-matched": true,
	"no-mechanism-matched": true,
	"record-syntax": true,
	"multiple-records": true,
	"term-limit": true,
	"void-lookup-limit": true,
	"mx-limit": true,
	"include-without-record": true,
	"redirect-without-record": true,
	"dns-servfail": true,
	"dns-timeout": true,
	"dns-refused": true,
	"dns-error": true,
	"dns-query-limit": true,
};
const dkim: Codes<DkimResult["reason"]> = {
	"signature-verified": true,
	"body-hash-mismatch": true,
	"signature-mismatch": true,
	"signature-syntax": true,
	"tag-duplicate": true,
	"tag-list-limit": true,
	"tag-missing": true,
	"version-unsupported": true,
	"algorithm-unsupported": true,
	"canonicalization-unsupported": true,
	"query-method-unsupported": true,
	"domain-invalid": true,
	"selector-invalid": true,
	"expiration-before-timestamp": true,
	"signed-field-limit": true,
	"header-limit": true,
	"from-not-signed": true,
	"identity-outside-domain": true,
	"signature-expired": true,
	"signature-in-future": true,
	"body-shorter-than-signed": true,
	"key-not-found": true,
	"key-revoked": true,
	"key-malformed": true,
	"key-quoted": true,
	"keys-conflict": true,
	"key-version-unsupported": true,
	"key-hash-not-allowed": true,
	"key-type-mismatch": true,
	"key-not-for-email": true,
	"key-not-for-subdomains": true,
	"algorithm-rsa-sha1": true,
	"key-too-short": true,
	"key-too-long": true,
	"body-partly-unsigned": true,
	"signature-limit": true,
	"domain-is-public-suffix": true,
	"dns-servfail": true,
	"dns-timeout": true,
	"dns-refused": true,
	"dns-error": true,
	"dns-query-limit": true,
};
const dmarc: Codes<DmarcResult["reason"]> = {
	aligned: true,
	"not-aligned": true,
	"not-authenticated": true,
	"no-record": true,
	"from-missing": true,
	"from-multiple": true,
	"from-malformed": true,
	"from-without-domain": true,
	"from-domain-invalid": true,
	"from-several-domains": true,
	"author-ambiguous": true,
	"header-limit": true,
	"tree-walk-limit": true,
	"record-limit": true,
	"record-policy-invalid": true,
	"spf-temperror": true,
	"dkim-temperror": true,
	"arc-temperror": true,
	"organizational-domain-error": true,
	"dns-servfail": true,
	"dns-timeout": true,
	"dns-refused": true,
	"dns-error": true,
	"dns-query-limit": true,
};
const arc: Codes<ArcResult["reason"]> = {
	"no-sets": true,
	"chain-verified": true,
	"header-limit": true,
	"set-limit": true,
	"chain-marked-failed": true,
	"field-syntax": true,
	"instance-invalid": true,
	"instance-duplicate": true,
	"instance-missing": true,
	"set-incomplete": true,
	"chain-validation-invalid": true,
	"seal-with-h": true,
	"message-signature-invalid": true,
	"seal-invalid": true,
	"dns-servfail": true,
	"dns-timeout": true,
	"dns-refused": true,
	"dns-error": true,
	"dns-query-limit": true,
};
const problems: Codes<AuthorProblem> = {
	"from-missing": true,
	"from-multiple": true,
	"from-malformed": true,
	"from-without-domain": true,
	"from-domain-invalid": true,
	"from-several-domains": true,
	"header-limit": true,
};
const authorAnomalies: Codes<AuthorAnomaly> = {
	"group-syntax": true,
	"obsolete-route": true,
	comment: true,
	"several-addresses": true,
	"eight-bit": true,
	"control-character": true,
	"mixed-script-domain": true,
	"invalid-idna": true,
	"address-in-display-name": true,
};
const messageAnomalies: Codes<MessageAnomaly> = {
	"bare-cr": true,
	"bare-lf": true,
	"mixed-line-ends": true,
	nul: true,
	"header-8bit": true,
	"header-not-terminated": true,
	"header-limit": true,
	"leading-white-space": true,
	"malformed-field": true,
	"spaced-field-name": true,
	"folded-field-name": true,
	"duplicated-field": true,
};

const expectations = allVectors().flatMap(({ expect: { either, ...rest } }) => [rest, ...(either ?? [])]);

/** The parts of every expectation at `path`, as text to look codes up in. */
function expected(path: "spf" | "dkim" | "dmarc" | "arc" | "author" | "message"): string {
	return expectations.map((it) => JSON.stringify(it[path] ?? "")).join("\n");
}

describe.each([
	["spf", spf],
	["dkim", dkim],
	["dmarc", dmarc],
	["arc", arc],
	["author", problems],
	["author", authorAnomalies],
	["message", messageAnomalies],
] as const)("%s: a vector expects", (path, codes) => {
	const text = expected(path);
	test.each(Object.keys(codes))("%s", (code) => {
		expect(text).toContain(`"${code}"`);
	});
});
