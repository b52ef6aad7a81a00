import type { ArcStep } from "../../arc/trace.js";
import { unreachable } from "../../base/problem.js";
import type { KeyTrace } from "../../dkim/trace.js";
import type { DmarcStep } from "../../dmarc/trace.js";
import type { DnsAnswer } from "../../dns/resolver.js";
import type { DnsExchange } from "../../dns/session.js";
import type { SpfStep } from "../../spf/trace.js";
import type { DkimTrace, DmarcTrace, Ruling, SpfTrace, VerificationTrace } from "../../verify/trace.js";
import type { Terminal } from "../terminal.js";
import { type Branch, drawTree } from "./tree.js";

/** A trace as a tree: under each result what led to it, and the rule that decided at the end of its line. */
export function drawTrace(trace: VerificationTrace, terminal: Terminal): string {
	const { spf, dkim, arc, dmarc } = trace;
	const answers = answersByQuestion(trace.dns);
	const branches = [
		spfBranch("SPF of MAIL FROM", spf.mailFrom, answers),
		spfBranch("SPF of HELO", spf.helo, answers),
		...(spf.headerFrom === undefined ? [] : [spfBranch("SPF of From", spf.headerFrom, answers)]),
		...dkim.map((it) => dkimBranch(it, answers)),
		decided("ARC", arc.ruling, arc.steps.map(arcBranch)),
		decided("DMARC", dmarc.ruling, dmarcBranches(dmarc, answers)),
		{ text: `DNS: ${trace.dns.length} questions`, below: trace.dns.map(exchangeBranch) },
	];
	return drawTree(branches, terminal).join("\n");
}

type Answers = ReadonlyMap<string, DnsAnswer>;

function answersByQuestion(exchanges: readonly DnsExchange[]): Answers {
	return new Map(exchanges.map(({ name, type, answer }) => [`${type} ${name}`, answer]));
}

function decided(what: string, { result, reason, comment, clause }: Ruling, below: readonly Branch[]): Branch {
	return { text: `${what}: ${result} (${reason}): ${comment}`, clause, below };
}

function spfBranch(what: string, { steps, ruling }: SpfTrace, answers: Answers): Branch {
	return decided(
		what,
		ruling,
		steps.map((step) => spfStepBranch(step, answers)),
	);
}

function spfStepBranch(step: SpfStep, answers: Answers): Branch {
	const { clause } = step;
	switch (step.step) {
		case "question":
			return { text: asked(`${step.type} ${step.name}`, answers), clause };
		case "record":
			return { text: `record of ${step.domain}: ${cut(step.record)}`, clause };
		case "expansion":
			return { text: `${step.text} is ${step.name ?? "no name"}`, clause };
		case "term": {
			const comment = step.comment === undefined ? "" : `: ${step.comment}`;
			const below = step.steps.map((inner) => spfStepBranch(inner, answers));
			return { text: `${step.term}: ${step.outcome}${comment}`, clause, below };
		}
		default:
			return unreachable(step);
	}
}

function dkimBranch({ domain, selector, key, ruling }: DkimTrace, answers: Answers): Branch {
	const question = `TXT ${selector}._domainkey.${domain}`;
	const below = [
		...(answers.has(question) ? [{ text: asked(question, answers), clause: "RFC 6376 §3.6.2" }] : []),
		...(key === undefined ? [] : [keyBranch(key)]),
	];
	return decided(domain === "" ? "DKIM" : `DKIM of ${domain}, selector ${selector}`, ruling, below);
}

function keyBranch({ name, candidates, type, bits, publicKey, outcome, clause }: KeyTrace): Branch {
	const size = bits === undefined ? "" : ` of ${bits} bits`;
	const which = candidates === 1 ? "" : `, of ${candidates} keys`;
	return { text: `${type} key${size} at ${name}${which}, p=${publicKey.slice(0, 40)}…: ${outcome}`, clause };
}

function arcBranch(step: ArcStep): Branch {
	if (step.step === "key") return keyBranch(step);
	const comment = step.comment === undefined ? "" : `: ${step.comment}`;
	return { text: `${step.field} i=${step.instance}: ${step.outcome}${comment}`, clause: step.clause };
}

function dmarcBranches({ steps, policy, aligned, override }: DmarcTrace, answers: Answers): readonly Branch[] {
	return [
		...steps.map((step) => dmarcStepBranch(step, answers)),
		{ text: `aligned: spf ${yesNo(aligned.spf)}, dkim ${yesNo(aligned.dkim)}`, clause: aligned.clause },
		...(policy === undefined
			? []
			: [{ text: `policy ${policy.policy}, by ${policy.source}= of ${policy.domain}`, clause: policy.clause }]),
		...(override === undefined ? [] : [{ text: `overridden: ${override.comment}`, clause: override.clause }]),
	];
}

function dmarcStepBranch(step: DmarcStep, answers: Answers): Branch {
	const { clause } = step;
	switch (step.step) {
		case "tree-walk": {
			const below = step.names.map(({ name }) => ({ text: asked(`TXT ${name}`, answers) }));
			return { text: `walk from ${step.start}: records kept of ${step.kept.join(", ") || "none"}`, clause, below };
		}
		case "record":
			return { text: `${asked(`TXT ${step.name}`, answers)} (policy record: ${step.found})`, clause };
		case "organizational-domain":
			return { text: `organizational domain of ${step.domain}: ${step.found ?? "none"}`, clause };
		case "existence":
			return { text: `${step.name} exists: ${step.exists === "unknown" ? step.exists : yesNo(step.exists)}`, clause };
		default:
			return unreachable(step);
	}
}

function exchangeBranch({ name, type, answer }: DnsExchange): Branch {
	return { text: `${type} ${name}: ${answerText(answer)}` };
}

function asked(question: string, answers: Answers): string {
	const answer = answers.get(question);
	return `asked ${question}: ${answer === undefined ? "no answer" : answerText(answer)}`;
}

function answerText(answer: DnsAnswer): string {
	if (answer.status !== "found") return answer.status;
	const texts = answer.records.map((record) => {
		if (typeof record === "string") return record;
		return "exchange" in record ? `${record.preference} ${record.exchange}` : `"${record.join("")}"`;
	});
	return cut(texts.join(", "));
}

/** A key record fills some lines; all of it is in the JSON. */
function cut(text: string): string {
	return text.length > MAX_TEXT_LENGTH ? `${text.slice(0, MAX_TEXT_LENGTH)}…` : text;
}

const MAX_TEXT_LENGTH = 160;

function yesNo(value: boolean): string {
	return value ? "yes" : "no";
}
