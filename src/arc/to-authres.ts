import type { MethodResult, ResultProperty } from "../authentication-results/types.js";
import type { ArcResult, ArcSealer } from "./types.js";

/** What of a sealer's assessment is repeated, as receivers do. */
const REPEATED_METHODS = ["spf", "dkim", "dmarc"] as const;

/**
 * The chain's result as Authentication-Results has it (RFC 8617 §6, §10.2):
 * `arc=pass (i=2 spf=pass dkim=pass dmarc=pass fromdomain=example.com) smtp.remote-ip=… header.oldest-pass=0`.
 *
 * The comment repeats what the newest sealer had found, but of a trusted chain only: anyone can seal a `dmarc=pass`, and
 * there are readers who look for those words anywhere in the field. The registry has no `temperror` for `arc` (§5.2.1: a
 * DNS failure is a failure), so that is written `fail`, and the comment says what it is.
 *
 * @param clientIp who sent us the message.
 */
export function arcToAuthres(result: ArcResult, clientIp: string): MethodResult {
	return {
		method: "arc",
		result: result.result === "temperror" ? "fail" : result.result,
		comment: comment(result),
		properties: propertiesOf(result, clientIp),
	};
}

function comment(result: ArcResult): string {
	const instance = `i=${result.instance}`;
	switch (result.result) {
		case "none":
			return result.comment;
		case "pass":
			return [instance, ...(result.trusted ? repeated(result.sealers.at(-1)) : sealedBy(result.sealers.at(-1)))].join(
				" ",
			);
		case "fail":
			return result.instance === 0 ? result.comment : `${instance} ${result.comment}`;
		case "temperror":
			return `${instance} temperror: ${result.comment}`;
	}
}

function sealedBy(newest: ArcSealer | undefined): readonly string[] {
	return newest === undefined ? [] : [`sealed by ${newest.domain}`];
}

function repeated(newest: ArcSealer | undefined): readonly string[] {
	const results = newest?.results ?? [];
	const found = REPEATED_METHODS.flatMap((method) => {
		const own = results.filter((it) => it.method === method);
		const passed = own.find(({ result }) => result === "pass");
		const other = own.find(({ result }) => result !== "pass");
		// Of several signatures one that verified speaks for the message; of several DMARC results none can be told to.
		const best = method === "dmarc" ? (other ?? passed) : (passed ?? other);
		return best === undefined ? [] : [best];
	});
	const from = found.find(({ method }) => method === "dmarc")?.headerFrom;
	const words = found.map(({ method, result }) => `${method}=${result}`);
	return from === undefined ? words : [...words, `fromdomain=${from}`];
}

function propertiesOf({ oldestPass }: ArcResult, clientIp: string): readonly ResultProperty[] {
	const remoteIp: ResultProperty = { ptype: "smtp", property: "remote-ip", value: clientIp };
	if (oldestPass === undefined) return [remoteIp];
	return [remoteIp, { ptype: "header", property: "oldest-pass", value: String(oldestPass) }];
}
