import type { SpfResult } from "./types.js";

/** Where each reason comes from: the rule that decided. */
export const spfClauses: Readonly<Record<SpfResult["reason"], string>> = {
	"domain-invalid": "RFC 7208 §4.3",
	"no-record": "RFC 7208 §4.5",
	"multiple-records": "RFC 7208 §4.5",
	"record-syntax": "RFC 7208 §4.6",
	"mechanism-matched": "RFC 7208 §4.6.2",
	"no-mechanism-matched": "RFC 7208 §4.7",
	"term-limit": "RFC 7208 §4.6.4",
	"void-lookup-limit": "RFC 7208 §4.6.4",
	"mx-limit": "RFC 7208 §4.6.4",
	"include-without-record": "RFC 7208 §5.2",
	"redirect-without-record": "RFC 7208 §6.1",
	"dns-servfail": "RFC 7208 §2.6.6",
	"dns-timeout": "RFC 7208 §2.6.6",
	"dns-refused": "RFC 7208 §2.6.6",
	"dns-error": "RFC 7208 §2.6.6",
	"dns-query-limit": "RFC 7208 §4.6.4",
};
