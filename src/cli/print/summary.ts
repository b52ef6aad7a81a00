import type { ArcResult } from "../../arc/types.js";
import type { DkimResult } from "../../dkim/types.js";
import type { DmarcResult } from "../../dmarc/types.js";
import type { SpfResult } from "../../spf/types.js";
import type { Verdict } from "../../verify/types.js";
import type { Style, Terminal } from "../terminal.js";
import { printable } from "./printable.js";

/** A verdict in a few lines for a person at a terminal; the header field a machine would read comes last. */
export function summarize(verdict: Verdict, terminal: Terminal): string {
	const { spf, dkim, arc, dmarc, author } = verdict;
	const lines = [
		row("From", authorText(verdict), terminal),
		...anomalyRows(author.anomalies, verdict.message.anomalies, terminal),
		spfLine(spf.mailFrom, terminal),
		spfLine(spf.helo, terminal),
		...(dkim.length === 0 ? [noSignature(terminal)] : dkim.map((result) => dkimLine(result, terminal))),
		...(arc.result === "none" ? [] : [arcLine(arc, terminal)]),
		...dmarcLines(dmarc, terminal),
		"",
		terminal.paint("quiet", verdict.authenticationResults),
	];
	return lines.join("\n");
}

export function spfLine(spf: SpfResult, terminal: Terminal): string {
	const label = spf.identity === "helo" ? "SPF helo" : "SPF";
	return resultRow(label, spf.result, [spf.domain, spf.comment], terminal);
}

export function noSignature(terminal: Terminal): string {
	return resultRow("DKIM", "none", ["no signature"], terminal);
}

export function dkimLine(dkim: DkimResult, terminal: Terminal): string {
	const key = [dkim.algorithm, dkim.keyBits === undefined ? "" : `${dkim.keyBits} bits`].filter(Boolean).join(", ");
	const signer = dkim.domain === "" ? "" : `${dkim.domain} (selector ${dkim.selector}, ${key})`;
	return resultRow("DKIM", dkim.result, [signer, dkim.result === "pass" ? "" : dkim.comment], terminal);
}

function arcLine(arc: ArcResult, terminal: Terminal): string {
	const sealers = arc.sealers.map(({ domain }) => domain).join(" > ");
	return resultRow("ARC", arc.result, [sealers, arc.result === "pass" ? "" : arc.comment], terminal);
}

export function dmarcLines(dmarc: DmarcResult, terminal: Terminal): string[] {
	const lines = [resultRow("DMARC", dmarc.result, [dmarc.domain ?? "", dmarc.comment], terminal)];
	if (dmarc.policy !== undefined) {
		const where = `${dmarc.policySource}= at ${dmarc.policyDomain}`;
		lines.push(row("policy", `${dmarc.policy} (${where}); asked of us: ${dmarc.disposition}`, terminal));
	}
	if (dmarc.override !== undefined) lines.push(row("override", dmarc.override.comment, terminal));
	return lines;
}

function authorText({ author, message }: Verdict): string {
	const addresses = author.addresses.join(", ") || "no usable address";
	const note = author.problem ?? (author.ambiguous ? "ambiguous" : "");
	const size = `${message.headerBytes + message.bodyBytes} octets`;
	return `${printable(addresses)}${note === "" ? "" : ` (${note})`}, ${size}`;
}

function anomalyRows(author: readonly string[], message: readonly string[], terminal: Terminal): string[] {
	const all = [...author, ...message];
	return all.length === 0 ? [] : [row("noticed", terminal.paint("unsure", all.join(", ")), terminal)];
}

const styles: Readonly<Record<string, Style>> = { pass: "pass", fail: "bad", permerror: "bad", none: "quiet" };

function resultRow(label: string, result: string, facts: readonly string[], terminal: Terminal): string {
	const painted = terminal.paint(styles[result] ?? "unsure", result.padEnd(9));
	return row(label, `${painted} ${facts.filter(Boolean).map(printable).join("; ")}`.trimEnd(), terminal);
}

function row(label: string, text: string, terminal: Terminal): string {
	return `${terminal.paint("strong", label.padEnd(9))} ${text}`;
}
