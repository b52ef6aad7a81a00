import type { Pattern } from "../../src/cases/types.js";

/** Patterns of results, with mailproof's reason codes. */
type Members = { readonly [member: string]: Pattern };

export const spf = {
	pass: (mechanism: string): Members => ({ result: "pass", reason: "mechanism-matched", mechanism }),
	fail: (mechanism: string): Members => ({ result: "fail", reason: "mechanism-matched", mechanism }),
	softfail: (mechanism: string): Members => ({ result: "softfail", reason: "mechanism-matched", mechanism }),
	neutral: { result: "neutral", reason: "no-mechanism-matched" },
	noRecord: { result: "none", reason: "no-record" },
	noDomain: { result: "none", reason: "domain-invalid" },
	temperror: (reason: string): Members => ({ result: "temperror", reason }),
	permerror: (reason: string): Members => ({ result: "permerror", reason }),
} as const;

export const dkim = {
	pass: (domain: string, more: Members = {}): Members => ({
		result: "pass",
		reason: "signature-verified",
		domain,
		...more,
	}),
	of: (result: string, reason: string, more: Members = {}): Members => ({ result, reason, ...more }),
} as const;

export const dmarc = {
	pass: (more: Members = {}): Members => ({ result: "pass", reason: "aligned", disposition: "none", ...more }),
	/** `policy` is also what is asked for. */
	fail: (policy: string, more: Members = {}): Members => ({ result: "fail", policy, disposition: policy, ...more }),
	none: { result: "none", reason: "no-record", disposition: "none" },
	temperror: (reason: string): Members => ({ result: "temperror", reason, disposition: "none" }),
	permerror: (reason: string): Members => ({ result: "permerror", reason, disposition: "none" }),
} as const;
