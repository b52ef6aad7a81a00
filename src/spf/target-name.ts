import { every, lowerAscii } from "../base/ascii.js";
import { parseDomain } from "../base/domain.js";
import { formatIp, ipLabels } from "../base/ip.js";
import { unreachable } from "../base/problem.js";
import type { Soon } from "../base/soon.js";
import { countTerm, type Evaluation, isStop, type Stop } from "./evaluation.js";
import { checkedDomain } from "./identities.js";
import { expandName, type MacroValues } from "./macro-expand.js";
import type { Target } from "./prepare.js";
import type { DomainSpec, MacroLetter, MacroString } from "./types.js";
import { askForNames, validatedNames } from "./validated-names.js";

/** No SMTP command line is longer (RFC 5321 §4.5.3.1.4), and no value in it can fill a name or a reply. */
const MAX_VALUE_LENGTH = 512;

/** A name; none when a macro's value cannot be part of one: the term matches nothing then (RFC 8616 §4). */
export type Expanded = string | undefined | Stop;

/**
 * The target-name of a term (RFC 7208 §4.8): lower case, without its final dot, and not checked for being a name. Without
 * a domain-spec it is the domain of the record. One without macros, as most are, is there at once.
 */
export function targetName(evaluation: Evaluation, target: Target | undefined, domain: string): Soon<Expanded> {
	if (target === undefined) return domain;
	const { spec, name } = target;
	if (name === undefined) return expandedName(evaluation, spec, domain);
	evaluation.steps?.push({ step: "expansion", clause: "RFC 7208 §7", text: spec.text, name });
	return name;
}

async function expandedName(evaluation: Evaluation, spec: DomainSpec, domain: string): Promise<Expanded> {
	const values = await macroValues(evaluation, spec.parts, domain);
	if (isStop(values)) return values;
	const expanded = expandName(spec.parts, values);
	const name = expanded === undefined ? undefined : lowerAscii(expanded);
	evaluation.steps?.push({
		step: "expansion",
		clause: "RFC 7208 §7",
		text: spec.text,
		...(name === undefined ? {} : { name }),
	});
	return name;
}

/** What those letters stand for that `parts` has (RFC 7208 §7.2). */
export async function macroValues(
	evaluation: Evaluation,
	parts: MacroString,
	domain: string,
): Promise<MacroValues | Stop> {
	const values: { [Letter in MacroLetter]?: string | undefined } = {};
	for (const part of parts) {
		if (typeof part === "string" || part.letter in values) continue;
		// The one letter that costs look-ups.
		const value =
			part.letter === "p" ? await validatedName(evaluation, domain) : macroValue(part.letter, evaluation, domain);
		if (typeof value === "object") return value;
		values[part.letter] = value;
	}
	return values;
}

function macroValue(
	letter: Exclude<MacroLetter, "p">,
	{ query, context }: Evaluation,
	domain: string,
): string | undefined {
	const { sender, clientIp, helo } = query;
	switch (letter) {
		case "s":
			return usable(sender);
		case "l":
			return usable(sender.slice(0, Math.max(sender.lastIndexOf("@"), 0)));
		case "o":
			return usable(sender.slice(sender.lastIndexOf("@") + 1));
		case "d":
			return domain;
		case "i":
			return ipLabels(clientIp).join(".").toUpperCase();
		case "v":
			return clientIp.version === 4 ? "in-addr" : "ip6";
		case "h":
			// RFC 8616 §4: U-labels are turned into A-labels.
			return usable(helo) ?? parseDomain(helo);
		case "c":
			return formatIp(clientIp);
		case "r":
			// What is no fully qualified name, `localhost` for one, tells nobody which host it was.
			return checkedDomain(context.receiver) ?? "unknown";
		case "t":
			return String(Math.floor(context.now.getTime() / 1000));
		default:
			return unreachable(letter);
	}
}

/**
 * `%{p}`: `domain` itself where it is validated, else a name below it, else any, else `unknown` (RFC 7208 §7.3). A client
 * without PTR record is one of those: that is no void look-up, since §4.6.4 counts terms, and this one has a question of
 * its own.
 */
async function validatedName(evaluation: Evaluation, domain: string): Promise<string | undefined | Stop> {
	// §4.6.4 counts the PTR question of %{p} as it does that of a `ptr` term.
	const stop = countTerm(evaluation, "%{p}");
	if (stop !== undefined) return stop;
	const answer = await askForNames(evaluation);
	const records = answer.status === "found" ? answer.records : [];
	const names = await validatedNames(evaluation, records, () => true);
	// Another name here is another question: what that would have come to is unknown.
	if (evaluation.used.passedOver.length > 0) evaluation.used.passIsDoubtful = true;
	const below = names.find((name) => name.endsWith(`.${domain}`));
	return usable(names.find((name) => name === domain) ?? below ?? names[0] ?? "unknown");
}

/** Text that may go into names and replies; else `undefined`. */
function usable(text: string): string | undefined {
	const printable = text.length <= MAX_VALUE_LENGTH && every(text, (code) => code >= 0x20 && code <= 0x7e);
	return printable ? text : undefined;
}
