import { every, isAlnum, isAlpha, isDigit, isVchar, SP } from "../base/ascii.js";
import { atEnd, type Cursor, cursorOver, peek, take, takeWhile } from "../base/cursor.js";
import { isProblem, type Parsed, problem, type SyntaxProblem } from "../base/problem.js";
import type { DomainSpec, Macro, MacroLetter, MacroString } from "./types.js";

type MacroProblem = "macro-invalid" | "character-invalid";

interface Scanned {
	readonly parts: MacroString;
	/** Where the literal text behind the last `macro-expand` begins. */
	readonly tailStart: number;
}

/** Letters of RFC 7208 §7.2 that stand for something while a record is evaluated, and those for explanations alone. */
const TERM_LETTERS = "slodipvh";
const ALL_LETTERS = "slodipvhcrt";

/** `%%`, `%_` and `%-` (RFC 7208 §7.1). */
const ESCAPES: readonly (readonly [string, string])[] = [
	["%%", "%"],
	["%_", " "],
	["%-", "%20"],
];

const PERCENT = 0x25;
const HYPHEN = 0x2d;

/** explain-string (RFC 7208 §7.1): a macro-string in which spaces may stand. */
export function parseExplainString(text: string): Parsed<MacroString, MacroProblem> {
	const scanned = scan(text, ALL_LETTERS, (code) => isLiteral(code) || code === SP);
	return isProblem(scanned) ? scanned : scanned.parts;
}

/** The macro-string of an unknown modifier. It is never expanded, so that the grammar alone binds it, with all letters. */
export function parseUnknownValue(text: string): Parsed<MacroString, MacroProblem> {
	const scanned = scan(text, ALL_LETTERS, isLiteral);
	return isProblem(scanned) ? scanned : scanned.parts;
}

/** domain-spec (RFC 7208 §7.1): a macro-string that ends in a macro-expand or in a dot and a top label. */
export function parseDomainSpec(text: string): Parsed<DomainSpec, MacroProblem | "domain-spec-invalid"> {
	const scanned = scan(text, TERM_LETTERS, isLiteral);
	if (isProblem(scanned)) return scanned;
	const tail = text.slice(scanned.tailStart);
	const endsInMacro = tail === "" && text !== "";
	if (!endsInMacro && !endsInTopLabel(tail)) {
		return problem("domain-spec-invalid", scanned.tailStart, domainSpecComment(text));
	}
	return { text, parts: scanned.parts };
}

function domainSpecComment(text: string): string {
	if (text === "") return "the domain is missing";
	return "the domain ends neither in a macro nor in a dot and a name that is not all digits";
}

/** domain-end without its macro-expand: "." toplabel [ "." ] */
function endsInTopLabel(tail: string): boolean {
	const name = tail.endsWith(".") ? tail.slice(0, -1) : tail;
	const dot = name.lastIndexOf(".");
	return dot !== -1 && isTopLabel(name.slice(dot + 1));
}

/** Letters, digits and inner hyphens, not all of them digits (RFC 7208 §7.1 `toplabel`). */
function isTopLabel(label: string): boolean {
	return (
		label !== "" &&
		every(label, (code) => isAlnum(code) || code === HYPHEN) &&
		isAlnum(label.charCodeAt(0)) &&
		isAlnum(label.charCodeAt(label.length - 1)) &&
		!every(label, isDigit)
	);
}

/** macro-literal = %x21-24 / %x26-7E */
function isLiteral(code: number): boolean {
	return isVchar(code) && code !== PERCENT;
}

function scan(text: string, letters: string, isText: (code: number) => boolean): Scanned | SyntaxProblem<MacroProblem> {
	const cursor = cursorOver(text);
	const parts: (string | Macro)[] = [];
	let literal = "";
	let tailStart = 0;
	while (!atEnd(cursor)) {
		literal += takeWhile(cursor, isText);
		if (atEnd(cursor)) break;
		if (peek(cursor) !== PERCENT) {
			return problem("character-invalid", cursor.position, "there is a character that is not printable ASCII");
		}
		const expand = takeMacroExpand(cursor, letters);
		if (isProblem(expand)) return expand;
		tailStart = cursor.position;
		if (typeof expand === "string") literal += expand;
		else {
			if (literal !== "") parts.push(literal);
			literal = "";
			parts.push(expand);
		}
	}
	if (literal !== "") parts.push(literal);
	return { parts, tailStart };
}

function takeMacroExpand(cursor: Cursor, letters: string): string | Macro | SyntaxProblem<MacroProblem> {
	const start = cursor.position;
	for (const [written, meaning] of ESCAPES) if (take(cursor, written)) return meaning;
	if (!take(cursor, "%{")) return problem("macro-invalid", start, "a % begins no macro");
	const letter = takeOne(cursor, isAlpha);
	const lower = letter.toLowerCase();
	if (letter === "" || !letters.includes(lower)) {
		return problem("macro-invalid", start, "a macro has a letter that stands for nothing here");
	}
	const digits = takeWhile(cursor, isDigit);
	const reversed = take(cursor, "r") || take(cursor, "R");
	const delimiters = takeWhile(cursor, isDelimiter);
	if (!take(cursor, "}"))
		return problem("macro-invalid", start, "a macro is not closed, or what it holds is no transformer");
	// §7.3: the number must not be zero. However many digits it has, it is only ever compared with a number of parts.
	const rightmost = digits === "" ? undefined : Number(digits);
	if (rightmost === 0) return problem("macro-invalid", start, "a macro keeps 0 parts");
	return {
		letter: lower as MacroLetter,
		urlEscaped: letter !== lower,
		...(rightmost === undefined ? {} : { rightmost: Math.min(rightmost, Number.MAX_SAFE_INTEGER) }),
		reversed,
		delimiters,
	};
}

/** One character of the class, or nothing. */
function takeOne(cursor: Cursor, isMember: (code: number) => boolean): string {
	if (!isMember(peek(cursor))) return "";
	const char = cursor.text.charAt(cursor.position);
	cursor.position += 1;
	return char;
}

/** delimiter = "." / "-" / "+" / "," / "/" / "_" / "=" */
function isDelimiter(code: number): boolean {
	return ".-+,/_=".includes(String.fromCharCode(code));
}
