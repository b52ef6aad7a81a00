/** A header section made to be expensive: `repeat` as often as fits between `start` and `end`. Octet strings. */
export interface HostileHeader {
	readonly about: string;
	readonly start: string;
	readonly repeat: string;
	readonly end: string;
	/** What stands above it, instead of a From field of one plain address. */
	readonly above?: string;
}

const PLAIN_FROM = "From: Alice <alice@example.com>\r\n";

/** The header section with its empty line, as near to `size` octets as whole repetitions come. */
export function headerOfSize({ start, repeat, end, above = PLAIN_FROM }: HostileHeader, size: number): string {
	const room = size - above.length - start.length - end.length - 4;
	return `${above}${start}${repeat.repeat(Math.max(0, Math.floor(room / repeat.length)))}${end}\r\n\r\n`;
}

const DKIM = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=sel; ";
const BROKEN_DKIM = `${DKIM}h=from; bh=AAAA; b=AAAA`;

function of(field: string, values: readonly (readonly [string, string, string, string])[]): HostileHeader[] {
	return values.map(([about, start, repeat, end]) => ({
		about: `${field}: ${about}`,
		start: `${field}: ${start}`,
		repeat,
		end,
	}));
}

const anyField = of("X", [
	["one word", "", "a", ""],
	["folds", "", "\r\n ", ""],
	["folds and letters", "", "a\r\n ", ""],
	["white space", "", " \t", "a"],
	["bare LF", "", "\n", ""],
	["bare CR", "", "\r", ""],
	["bare LF and CR", "", "\n\r", ""],
	["bare LF and letters", "", "\na", ""],
	["bare LF and colons", "", "\n:", ""],
	["bare LF and From", "", "\nFrom: a@b.example", ""],
	["bare LF and From cut by white space", "", "\nF r o m : a@b.example", ""],
	["bare LF and Authentication-Results", "", "\nAuthentication-Results:localhost;", ""],
	["NUL", "", "\0", ""],
	["8-bit octets", "", "\xff", ""],
	["UTF-8", "", "\xc3\xa9", ""],
	["colons", "", ":", ""],
]);

const manyFields: HostileHeader[] = [
	["empty fields", "a:\r\n"],
	["nameless fields", ":\r\n"],
	["lines without colon", "a\r\n"],
	["Received", "Received: from a by b; x\r\n"],
	["long Received", `Received: from a (b)\r\n by c\r\n with d (${"e".repeat(400)})\r\n ; x\r\n`],
	["spaced names", `From${" ".repeat(500)}: a@b.example\r\n`],
	["names with NUL", `F${"\0".repeat(500)}rom: a@b.example\r\n`],
	["From", `From: ${"x".repeat(480)} <a@b.example>\r\n`],
	["short From", "From: a@b.example\r\n"],
	["From with encoded words", `From: ${"=?utf-8?q?a=40b=2Eexample?= ".repeat(18)} <a@b.example>\r\n`],
	["From with comments", `From: ${"(a@b.example) ".repeat(35)} <a@b.example>\r\n`],
	["From that is malformed", `From: ${"@b.example ".repeat(45)}\r\n`],
	["Authentication-Results", `Authentication-Results: localhost; ${"a=b; ".repeat(95)}\r\n`],
	["Authentication-Results of nobody", `Authentication-Results: ${"(a) ".repeat(120)}\r\n`],
	["DKIM signatures that cannot be read", `DKIM-Signature: ${"a;".repeat(250)}\r\n`],
	["DKIM signatures without end", `DKIM-Signature: ${";".repeat(500)}\r\n`],
	["DKIM signatures for one key", `${BROKEN_DKIM}\r\n`],
	["DKIM signatures with long b=", `${DKIM}h=from; bh=AAAA; b=${"A".repeat(400)}\r\n`],
	["DKIM signatures with many names", `${DKIM}h=${"from:".repeat(80)}; bh=AAAA; b=AAAA\r\n`],
	["ARC seals of one set", "ARC-Seal: i=1; a=rsa-sha256; cv=none; d=example.com; s=sel; b=AAAA\r\n"],
].map(([about, repeat]) => ({ about: `many ${about}`, start: "", repeat: repeat as string, end: "X: y" }));

const authenticationResults = of("Authentication-Results", [
	["comments, nested", "", "(", ""],
	["comments, one behind the other", "", "(a) ", "id; none"],
	["quoted pairs", '"', '\\"', '"; none'],
	["a quoted string", '"', "a", '"; none'],
	["8-bit octets as authserv-id", "", "\xc3\xa9", "; none"],
	["octets that are no UTF-8 as authserv-id", "", "\xe9", "; none"],
	["combining marks as authserv-id", "", "\xcc\x95\xcc\x80", "; none"],
	["ligatures as authserv-id", "", "\xef\xb7\xba", "; none"],
	["letters and dots as authserv-id", "", "a.", "; none"],
	["A-labels as authserv-id", "", "xn--bcher-kva.", "; none"],
	["encoded words as authserv-id", "", "=?utf-8?q?localhost?=", "; none"],
	["digits of a version", "localhost ", "9", "; none"],
	["results of ours", "localhost", ";a=b", ""],
]);

const dkim = of("DKIM-Signature", [
	["semicolons", "", ";", ""],
	["tags without value", "", "a=;", ""],
	["one tag", "", "a", "=b"],
	["spaces", "v=1;", " ", "a=b"],
]);

/** As many fields of the greatest length that is read as fit. */
const dkimPieces: HostileHeader[] = [
	["items without name", ";", ""],
	["the same tag", "a=b;", ""],
	["items that are no tags", "a;", ""],
	["base64 with white space", "A ", ""],
	["names in h=", "x:", ""],
	["folds", "\r\n ", "x=y"],
	["quoted-printable", "=20", ""],
	["U-labels", "\xc3\xa9", ""],
	["U-labels that compose", "\xcc\x95\xcc\x80", ""],
	["labels", "a.", ""],
].flatMap(([about, piece, end]) =>
	["x=", "b=", "h=", "i=", "d=", "s=", ""].map((tag) => {
		const list = `${tag}${(piece as string).repeat(Math.floor(60_000 / (piece as string).length))}${end}`;
		const rest = DKIM.replace(new RegExp(` ${tag || "-"}[^;]*;`), "");
		return {
			about: `DKIM-Signature, 60,000 octets each: ${about} in ${tag || "the list"}`,
			start: "",
			repeat: `${rest}${list}\r\n`,
			end: "X: y",
		};
	}),
);

const distinctTags: HostileHeader = {
	about: "DKIM-Signature, 60,000 octets each: distinct tags",
	start: "",
	repeat: `${DKIM}${Array.from({ length: 10_000 }, (_, i) => `t${i.toString(36)}=`).join(";")}\r\n`,
	end: "X: y",
};

const arcSet = (results: string): string =>
	`ARC-Seal: i=1; a=rsa-sha256; cv=none; d=example.com; s=sel; b=AAAA\r\nARC-Authentication-Results: i=1; a${results}\r\n`;

const arc: HostileHeader[] = [
	{
		about: "ARC: an assessment of many results, many seals",
		start: `ARC-Authentication-Results: i=1; a${";a=b".repeat(16_000)}\r\n${"ARC-Seal: i=1; b=AAAA\r\n".repeat(140)}`,
		repeat: "x",
		end: "",
	},
	{ about: "ARC: assessments of many results", start: "", repeat: arcSet(";a=b".repeat(16_000)), end: "X: y" },
	{
		about: "ARC: assessments of many addresses",
		start: "",
		repeat: arcSet(";dmarc=pass header.from=b\xc3\xbccher.example".repeat(1_400)),
		end: "X: y",
	},
	{
		about: "ARC: fifty sets that are whole, of many results",
		start: Array.from({ length: 50 }, (_, i) => {
			const seal = `ARC-Seal: i=${i + 1}; a=rsa-sha256; cv=${i === 0 ? "none" : "pass"}; d=example.com; s=sel; b=AAAA\r\n`;
			const signature = `ARC-Message-Signature: i=${i + 1}; a=rsa-sha256; d=example.com; s=sel; h=from; bh=AAAA; b=AAAA\r\n`;
			return `${seal}${signature}ARC-Authentication-Results: i=${i + 1}; a${";a=b".repeat(4_900)}\r\n`;
		}).join(""),
		repeat: "x",
		end: "",
	},
	{
		about: "ARC: fields of many tags",
		start: "",
		repeat: `ARC-Seal: i=1; ${"a".repeat(10)}${";b=".repeat(20_000)}\r\n`,
		end: "X: y",
	},
];

const FROM_PIECES: readonly (readonly [string, string, string, string])[] = [
	["addresses", "", "a@b.example,", ""],
	["addresses of different domains", "", "a@b.example,a@c.example,", ""],
	["U-label domains", "", "a@\xc3\xa9.example,", ""],
	["one long U-label", "a@", "\xc3\xa9", ".example"],
	["U-labels that compose", "a@", "\xcc\x95\xcc\x80", ".example"],
	["commas", "", ",", "a@b.example"],
	["groups", "", "a:a@b.example;,", ""],
	["groups, nested", "", "a:", ""],
	["comments, nested", "", "(", ""],
	["comments, nested and closed", "", "()", "a@b.example"],
	["comments with addresses", "", "(<a@c.example>)", "a@b.example"],
	["quoted pairs", '"', "\\a", '" <a@b.example>'],
	["escaped quotes", '"', '\\"', '" <a@b.example>'],
	["quotes", "", '""', " <a@b.example>"],
	["encoded words", "", "=?utf-8?q?a=40c=2Eexample?= ", "<a@b.example>"],
	["encoded words in base64", "", "=?utf-8?b?YUBjLmV4YW1wbGU=?= ", "<a@b.example>"],
	["beginnings of encoded words", "", "=?", " <a@b.example>"],
	["encoded words without end", "", "=?a?q?", " <a@b.example>"],
	["routes", "<", "@a,", ":a@b.example>"],
	["routes, each with a comment", "<", "@a(b),", ":a@b.example>"],
	["dots", "", "a.", "@b.example"],
	["at signs", "", "@", ""],
	["at signs and letters", "", "a@", "b"],
	["angles", "", "<", "a@b.example"],
	["angle addresses", "", "<a@b.example> ", ""],
	["backslashes", "", "\\", "a@b.example"],
	["folds", "", "\r\n ", "a@b.example"],
	["NUL", "", "\0", "a@b.example"],
	["semicolons", "", ";", "a@b.example"],
	["brackets", "a@", "[", "]"],
	["words", "", "a ", "<a@b.example>"],
];

/** A From field by itself, of the lengths that are parsed and that are compared. */
const from: HostileHeader[] = FROM_PIECES.flatMap(([about, start, repeat, end]) =>
	[8_000, 60_000, 1_000_000].map((size) => ({
		about: `From of ${size} octets: ${about}`,
		above: `From: ${start}${repeat.repeat(Math.floor(size / repeat.length))}${end}\r\n`,
		start: "X: ",
		repeat: "x",
		end: "",
	})),
);

/** Every shape there is a reason to fear. */
export const hostileHeaders: readonly HostileHeader[] = [
	...anyField,
	...manyFields,
	...authenticationResults,
	...dkim,
	...dkimPieces,
	distinctTags,
	...arc,
	...from,
];
