/**
 * Compile-only: `npm run check` fails when a `switch` over a result needs a default, when a case is missing here, or when
 * a fact is there for a result that has none.
 */
import type { ArcResult, DkimResult, DmarcResult, DnsAnswer, SpfResult, Verdict } from "../../src/index.js";

export function spf(result: SpfResult): string {
	switch (result.result) {
		case "none":
		case "neutral":
		case "pass":
		case "softfail":
		case "temperror":
		case "permerror":
			return result.comment;
		case "fail":
			return result.explanation ?? "";
	}
}

export function dkim(result: DkimResult): number {
	switch (result.result) {
		case "pass":
			return 1;
		case "fail":
			return result.bodyHash === undefined ? 2 : 3;
		case "neutral":
		case "temperror":
		case "permerror":
		case "policy":
			return 0;
	}
}

export function arc(result: ArcResult): boolean {
	switch (result.result) {
		case "none":
		case "fail":
		case "temperror":
			return false;
		case "pass":
			return result.trusted;
	}
}

export function dmarc(result: DmarcResult): string {
	switch (result.result) {
		case "pass":
		case "fail":
			return `${result.policy} at ${result.policyDomain}`;
		case "none":
		case "temperror":
		case "permerror":
			return result.comment;
	}
}

export function dns(answer: DnsAnswer<"MX">): number {
	switch (answer.status) {
		case "found":
			return answer.records[0]?.preference ?? 0;
		case "nodata":
		case "nxdomain":
			return answer.ttl ?? 0;
		case "servfail":
		case "timeout":
		case "refused":
		case "error":
			return answer.detail?.length ?? 0;
	}
}

export function ruling({ result }: NonNullable<Verdict["trace"]>["dmarc"]["ruling"]): boolean {
	switch (result) {
		case "pass":
			return true;
		case "fail":
		case "none":
		case "temperror":
		case "permerror":
			return false;
	}
}

export function rulings({ spf, dkim, arc, dmarc }: NonNullable<Verdict["trace"]>): boolean {
	// @ts-expect-error: SPF has no such reason
	if (spf.mailFrom.ruling.reason === "key-not-found") return false;
	// @ts-expect-error: ARC has no such result
	if (arc.ruling.result === "permerror") return false;
	return dkim[0]?.ruling.reason === "key-not-found" && dmarc.ruling.reason === "arc-temperror";
}

// @ts-expect-error: a result that is left out makes the switch fall through
export function forgetful(result: DmarcResult): string {
	switch (result.result) {
		case "pass":
			return "";
	}
}

export function wrongFact(result: SpfResult): string | undefined {
	// @ts-expect-error: only a fail has an explanation
	return result.result === "pass" ? result.explanation : undefined;
}

export function readonlyVerdict(verdict: Verdict): void {
	// @ts-expect-error: a verdict is not to be changed
	verdict.headers = "";
}
