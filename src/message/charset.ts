import { octetString } from "../base/bytes.js";

/** @returns `undefined` in a charset that the platform does not know, and in UTF-16, whose octets have two orders. */
export function decodeKnown(charset: string, octets: Uint8Array): string | undefined {
	try {
		const decoder = new TextDecoder(charset);
		return decoder.encoding.startsWith("utf-16") ? undefined : decoder.decode(octets);
	} catch {
		return undefined;
	}
}

/**
 * What octets of a charset that the platform does not know hold for who looks for an address: nearly every charset has
 * ASCII where it is in Latin-1.
 *
 * @returns `undefined` where an octet of ASCII can be another character: no mailer writes such a charset in a header.
 */
export function decodeGuessed(charset: string, octets: Uint8Array): string | undefined {
	const name = charset.toLowerCase().replace(/[^a-z0-9]/g, "");
	if (UTF_7.test(name)) return decodeUtf7(octetString(octets));
	return MOVES_ASCII.test(name) || isOtherCodePage(name) ? undefined : octetString(octets);
}

const UTF_7 = /^u7$|utf7$/;
const MOVES_ASCII = /utf16|utf32|utf7|ucs|10646|^(?:cs)?unicode(?!.*utf8)|ebcdic|escape|punycode/;

/** "cp037", "IBM-1047", "500": most of IBM's and Microsoft's pages by number are EBCDIC. */
function isOtherCodePage(name: string): boolean {
	const [, number] = /^(?:cs|x)?(?:cp|ibm|windows|ms)?0*(\d+)$/.exec(name) ?? [];
	return number !== undefined && !ASCII_PAGES.test(number);
}

/** Those for DOS, Windows and ISO 8859, ASCII itself, and UTF-8. */
const ASCII_PAGES =
	/^(?:367|437|646|7\d\d|8[56]\d|874|8859\d*|9(?:2[12]|32|36|4[29]|43|50)|112[459]|125\d|20127|28\d{3}|65001)$/;

/** RFC 2152: "+", UTF-16 in base64, and a "-" that may be left out; "+-" is a plus sign. */
function decodeUtf7(text: string): string {
	return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (_, base64: string) => {
		if (base64 === "") return "+";
		const units = Buffer.from(base64, "base64");
		const whole = units.subarray(0, units.length & ~1);
		return whole.swap16().toString("utf16le");
	});
}
