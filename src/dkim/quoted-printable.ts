import { isDigit, isFws } from "../base/ascii.js";

const EQUALS = 0x3d;

/**
 * dkim-quoted-printable (RFC 6376 §2.11): white space is no part of the value, `=` and two upper-case hex digits stand
 * for an octet. An `=` that begins no such triple stands for itself, since signers write addresses with `=` unencoded.
 */
export function decodeDkimQuotedPrintable(text: string): string {
	let decoded = "";
	let run = 0;
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		const octet = code === EQUALS ? hexOctet(text, i + 1) : undefined;
		if (octet === undefined && !isFws(code)) continue;
		decoded += text.slice(run, i);
		if (octet !== undefined) decoded += String.fromCharCode(octet);
		if (octet !== undefined) i += 2;
		run = i + 1;
	}
	return decoded + text.slice(run);
}

function hexOctet(text: string, at: number): number | undefined {
	const high = hexValue(text.charCodeAt(at));
	const low = hexValue(text.charCodeAt(at + 1));
	return high === undefined || low === undefined ? undefined : high * 16 + low;
}

function hexValue(code: number): number | undefined {
	if (isDigit(code)) return code - 0x30;
	return code >= 0x41 && code <= 0x46 ? code - 0x37 : undefined;
}
