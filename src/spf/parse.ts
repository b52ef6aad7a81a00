import { every, isAlnum, isAlpha, lowerAscii, SP } from "../base/ascii.js";
import { checkString } from "../base/options.js";
import { isProblem, type Parsed, problem, type SyntaxProblem } from "../base/problem.js";
import { parseDomainSpec, parseUnknownValue } from "./macro-parse.js";
import { parseDirective } from "./parse-mechanism.js";
import type { Directive, Modifier, SpfRecord, SpfSyntaxCode } from "./types.js";

type ModifierName = "redirect" | "explanation";

interface RecordBuilder {
	readonly directives: Directive[];
	readonly modifiers: { [Name in ModifierName]?: Modifier };
	readonly unknownModifiers: string[];
}

const VERSION = "v=spf1";

const MODIFIERS: ReadonlyMap<string, ModifierName> = new Map([
	["redirect", "redirect"],
	["exp", "explanation"],
]);

/** True for text that is an SPF record, well-formed or not: its version section is right (RFC 7208 §4.5). */
export function hasVersionSection(text: string): boolean {
	const isVersion = text.startsWith(VERSION) || lowerAscii(text.slice(0, VERSION.length)) === VERSION;
	return isVersion && (text.length === VERSION.length || text.charCodeAt(VERSION.length) === SP);
}

/**
 * Reads an SPF record (RFC 7208 §4.6, §12): version *( 1*SP ( directive / modifier ) ) *SP. The whole of it is checked:
 * a syntax error anywhere, even behind an `all`, is a problem.
 *
 * @param text an octet string: the character-strings of one TXT record, joined with nothing between them.
 * @returns the record, or the first problem in it; `isProblem` tells them apart.
 * @throws a `TypeError` with code `ERR_MAILPROOF_OPTION` for what is no string.
 */
export function parseSpfRecord(text: string): Parsed<SpfRecord, SpfSyntaxCode> {
	checkString("text", text);
	if (!hasVersionSection(text)) return problem("version-missing", 0, `the text does not begin with ${VERSION}`);
	const record: RecordBuilder = { directives: [], modifiers: {}, unknownModifiers: [] };
	let at = VERSION.length;
	while (at < text.length) {
		const space = text.indexOf(" ", at);
		const end = space === -1 ? text.length : space;
		const wrong = end > at ? addTerm(record, text.slice(at, end)) : undefined;
		if (wrong !== undefined) return { ...wrong, at: at + wrong.at };
		at = end + 1;
	}
	const { directives, modifiers, unknownModifiers } = record;
	return { directives, ...modifiers, unknownModifiers };
}

function addTerm(record: RecordBuilder, text: string): SyntaxProblem<SpfSyntaxCode> | undefined {
	const equals = endOfModifierName(text);
	if (equals !== undefined) return addModifier(record, text, equals);
	const directive = parseDirective(text);
	if (isProblem(directive)) return directive;
	record.directives.push(directive);
	return undefined;
}

/**
 * RFC 7208 §4.6.1: a modifier is a name with `=` right behind it. That holds for names of mechanisms too: by the grammar
 * `a=b` is an unknown modifier. `redirect` and `exp` are known ones and never fall back to being unknown.
 */
function addModifier(record: RecordBuilder, text: string, equals: number): SyntaxProblem<SpfSyntaxCode> | undefined {
	const name = lowerAscii(text.slice(0, equals));
	const value = text.slice(equals + 1);
	const known = MODIFIERS.get(name);
	if (known === undefined) {
		const unknown = parseUnknownValue(value);
		if (isProblem(unknown)) return { ...unknown, at: equals + 1 + unknown.at };
		record.unknownModifiers.push(text);
		return undefined;
	}
	const domain = parseDomainSpec(value);
	if (isProblem(domain)) return { ...domain, at: equals + 1 + domain.at };
	// RFC 7208 §6: neither may stand twice.
	if (record.modifiers[known] !== undefined) return problem("modifier-duplicate", 0, `${name}= stands twice`);
	record.modifiers[known] = { domain, text };
	return undefined;
}

/** name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." ), with `=` behind it: where the `=` is. */
function endOfModifierName(text: string): number | undefined {
	const equals = text.indexOf("=");
	if (equals < 1 || !isAlpha(text.charCodeAt(0))) return undefined;
	return every(text.slice(0, equals), isNameCharacter) ? equals : undefined;
}

function isNameCharacter(code: number): boolean {
	return isAlnum(code) || code === 0x2d || code === 0x5f || code === 0x2e;
}
