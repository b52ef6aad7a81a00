import type { ArcResult } from "./types.js";

/** Where each reason comes from: the rule that decided. */
export const arcClauses: Readonly<Record<ArcResult["reason"], string>> = {
	"no-sets": "RFC 8617 §5.2 step 1",
	"chain-verified": "RFC 8617 §5.2 step 7",
	"header-limit": "RFC 8617 §5.2 step 1",
	"set-limit": "RFC 8617 §4.2.1",
	"chain-marked-failed": "RFC 8617 §5.2 step 2",
	"field-syntax": "RFC 8617 §5.2 step 3",
	"instance-invalid": "RFC 8617 §4.2.1",
	"instance-duplicate": "RFC 8617 §5.2 step 3",
	"instance-missing": "RFC 8617 §5.2 step 3",
	"set-incomplete": "RFC 8617 §5.2 step 3",
	"chain-validation-invalid": "RFC 8617 §5.2 step 3",
	"seal-with-h": "RFC 8617 §4.1.3",
	"message-signature-invalid": "RFC 8617 §5.2 step 4",
	"seal-invalid": "RFC 8617 §5.2 step 6",
	"dns-servfail": "RFC 8617 §5.2",
	"dns-timeout": "RFC 8617 §5.2",
	"dns-refused": "RFC 8617 §5.2",
	"dns-error": "RFC 8617 §5.2",
	"dns-query-limit": "RFC 8617 §5.2",
};
