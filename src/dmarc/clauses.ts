import type { DmarcResult, DmarcStandard } from "./types.js";

type Clauses = Readonly<Record<DmarcResult["reason"], string>>;

const rfc9989: Clauses = {
	aligned: "RFC 9989 §5.3.5",
	"not-aligned": "RFC 9989 §5.3.5",
	"not-authenticated": "RFC 9989 §5.3.4",
	"no-record": "RFC 9989 §4.10.1",
	"record-policy-invalid": "RFC 9989 §4.10.1",
	"record-limit": "RFC 9989 §4.7",
	"tree-walk-limit": "RFC 9989 §4.10",
	"organizational-domain-error": "RFC 9989 §4.10.2",
	"from-missing": "RFC 9989 §5.3.1",
	"from-multiple": "RFC 9989 §5.3.1",
	"from-malformed": "RFC 9989 §5.3.1",
	"from-without-domain": "RFC 9989 §5.3.1",
	"from-domain-invalid": "RFC 9989 §5.3.1",
	"from-several-domains": "RFC 9989 §5.3.1",
	"header-limit": "RFC 9989 §5.3.1",
	"author-ambiguous": "RFC 9989 §11.5",
	"spf-temperror": "RFC 9989 §5.3.6",
	"dkim-temperror": "RFC 9989 §5.3.6",
	"arc-temperror": "RFC 8617 §7.2.1",
	"dns-servfail": "RFC 9989 §5.3.6",
	"dns-timeout": "RFC 9989 §5.3.6",
	"dns-refused": "RFC 9989 §5.3.6",
	"dns-error": "RFC 9989 §5.3.6",
	"dns-query-limit": "RFC 9989 §5.3.6",
};

const rfc7489: Clauses = {
	aligned: "RFC 7489 §6.6.2",
	"not-aligned": "RFC 7489 §6.6.2",
	"not-authenticated": "RFC 7489 §6.6.2",
	"no-record": "RFC 7489 §6.6.3",
	"record-policy-invalid": "RFC 7489 §6.6.3",
	"record-limit": "RFC 7489 §6.6.3",
	"tree-walk-limit": "RFC 7489 §6.6.3",
	"organizational-domain-error": "RFC 7489 §3.2",
	"from-missing": "RFC 7489 §6.6.1",
	"from-multiple": "RFC 7489 §6.6.1",
	"from-malformed": "RFC 7489 §6.6.1",
	"from-without-domain": "RFC 7489 §6.6.1",
	"from-domain-invalid": "RFC 7489 §6.6.1",
	"from-several-domains": "RFC 7489 §6.6.1",
	"header-limit": "RFC 7489 §6.6.1",
	"author-ambiguous": "RFC 7489 §6.6.1",
	"spf-temperror": "RFC 7489 §6.6.2",
	"dkim-temperror": "RFC 7489 §6.6.2",
	"arc-temperror": "RFC 8617 §7.2.1",
	"dns-servfail": "RFC 7489 §6.6.2",
	"dns-timeout": "RFC 7489 §6.6.2",
	"dns-refused": "RFC 7489 §6.6.2",
	"dns-error": "RFC 7489 §6.6.2",
	"dns-query-limit": "RFC 7489 §6.6.2",
};

/** Where each reason comes from: the rule that decided, in the standard that was followed. */
export const dmarcClauses: Readonly<Record<DmarcStandard, Clauses>> = { rfc9989, rfc7489 };
