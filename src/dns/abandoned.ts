import type { DnsAnswer } from "./resolver.js";

/** The answer to a question whose asker left: `timeout` when its time was up (`AbortSignal.timeout`), else `error`. */
export function abandonedAnswer(signal: AbortSignal): DnsAnswer & { readonly status: "timeout" | "error" } {
	const { reason } = signal;
	const isTimeout = typeof reason === "object" && reason !== null && "name" in reason && reason.name === "TimeoutError";
	return isTimeout
		? { status: "timeout", detail: "no answer in the time given" }
		: { status: "error", detail: "the question was withdrawn" };
}
