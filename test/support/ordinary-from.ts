/** Deterministic ordinary From fields: what honest mailers write, in many languages and shapes. Octet strings. */

const NAMES = [
	"Joe Doe",
	"Mary-Ann O'Neil",
	"José García",
	"François Lefèvre",
	"Jürgen Groß",
	"Søren Ærø",
	"Łukasz Żółć",
	"Čeněk Dvořák",
	"Ștefan Țepeș",
	"Γιώργος Παπαδόπουλος",
	"Иван Петров",
	"Олена Шевченко",
	"山田太郎",
	"佐藤 花子",
	"王小明",
	"陳大文",
	"김철수",
	"Nguyễn Văn An",
	"สมชาย ใจดี",
	"अमित शर्मा",
	"محمد علي",
	"דוד כהן",
	"Ayşe Yılmaz",
	"Þór Björnsson",
	"Õie Tamm",
	"Marko Đorđević",
	"Dr. A. B. Smith",
	"GitHub",
	"Team + Friends",
	"Sales & Support",
	"R2-D2",
	"Bob 🚀",
	"Σ Ltd.",
	"ООО «Ромашка»",
	"株式会社テスト",
] as const;

const HOSTS = [
	"example.com",
	"mail.example.org",
	"example.co.uk",
	"sub.dept.example.edu",
	"xn--bcher-kva.example",
	"example.museum",
	"my-host.example.net",
	"example.jp",
	"localhost",
	"123.example",
	"x.example",
] as const;

const LOCAL_PARTS = [
	"joe",
	"joe.doe",
	"joe+tag",
	"no-reply",
	"bounce_1=2",
	"a",
	"JOE",
	"o'neil",
	"x..y",
	"x.",
	"0123",
	"{id}",
	"a/b",
	"#1",
	"user%host",
] as const;

const BRACKETS = ["[Bot]", "[EXT]", "[JIRA]"] as const;

type Shape = (name: string, address: string, pick: Pick) => string;
type Pick = <T>(from: readonly T[]) => T;

const SHAPES: readonly Shape[] = [
	(_, address) => address,
	(_, address) => `<${address}>`,
	(name, address) => `${atoms(name)} <${address}>`,
	(name, address) => `${quoted(name)} <${address}>`,
	(name, address) => `${quoted(`${name}, Jr.`)} <${address}>`,
	(name, address) => `${quoted(`${name} (Support)`)} <${address}>`,
	(name, address) => `${quoted(`${name} "Nick" X`)} <${address}>`,
	(name, address) => `${quoted(`'${name}' via List`)} <${address}>`,
	(_, address, pick) => `${quoted(`${pick(LOCAL_PARTS)}@other.example via List`)} <${address}>`,
	(_, address) => `${quoted(address)} <${address}>`,
	(_, address) => `'${atoms(address.slice(0, address.indexOf("@")))}' <${address}>`,
	(_, address) => `${address} <${address}>`,
	(name, address) => `${encodedB(name)} <${address}>`,
	(name, address) => `${encodedQ(name)} <${address}>`,
	(name, address) => `${encodedB(name)}\r\n ${encodedB(` ${name}`)} <${address}>`,
	(name, address) => `${encodedQ(`${name} via List`)}\r\n\t<${address}>`,
	(name, address) => `${encodedB(`${name} (joe@other.example)`)} <${address}>`,
	(name, address) => `${encodedQ(`${name}, Inc.`)} <${address}>`,
	(name, address) => `"${encodedQ(name)}" <${address}>`,
	(name, address) => `=?iso-8859-1?Q?${latin1Q(name)}?= <${address}>`,
	(name, address) => `${address} (${utf8(name.replace(/[()\\]/g, ""))})`,
	(name, address, pick) => `${pick(BRACKETS)} ${atoms(name)} <${address}>`,
	(name, address) => `${atoms(name)}<${address}>`,
	(name, address) => ` ${quoted(name)}\r\n  <${address}> `,
	(name, address) => `${address}, ${quoted(name)} <second@${address.slice(address.indexOf("@") + 1)}>`,
	(name, address) => `${atoms(name)}: ${address};`,
	(name, address) => `${quoted(`${name} @ Work`)} <${address}>`,
	(name, address) => `${quoted(`${name} | Acme Ltd. <Sales>`)} <${address}>`,
	(name, address) => `${quoted(`${name} <joe@other.example>`)} <${address}>`,
	(name, address, pick) => `${encodedB(`${pick(LOCAL_PARTS)}@other.example via ${name}, Inc.`)} <${address}>`,
	(name, address) => `${encodedQ(`${name} - joe@other.example`)} <${address}>`,
	(name, address) => `${encodedB(`${name}: ${address}`)} <${address}>`,
	(name, address) => `${encodedB(`${name} @ Work, Office 3`)} <${address}>`,
	(name, address) => `${encodedB(`${name}＠本社（東京）`)} <${address}>`,
	(_, address) => `=?iso-2022-kr?B?GyQpQw4xaEM2PHYP?= <${address}>`,
	(name, address) => `=?unknown-8bit?Q?${latin1Q(name)}?= <${address}>`,
	(name, address) => `=?cp850?Q?${latin1Q(name)}?= <${address}>`,
	(_, address) => `=?utf-7?Q?J+APY-rg?= <${address}>`,
];

/** @param count how many; the same ones for the same count. */
export function ordinaryFroms(count: number): string[] {
	let state = 20_260_101;
	const pick: Pick = (from) => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
		return from[(state >>> 8) % from.length] as (typeof from)[number];
	};
	return Array.from({ length: count }, () => {
		const address = `${pick(LOCAL_PARTS)}@${pick(HOSTS)}`;
		return `From:${pick(["", " "])}${pick(SHAPES)(pick(NAMES), address, pick)}`;
	});
}

function utf8(text: string): string {
	return Buffer.from(text).toString("latin1");
}

function atoms(text: string): string {
	return utf8(text.replace(/[()<>@,;:\\"[\]]/g, ""));
}

function quoted(text: string): string {
	return `"${utf8(text.replace(/["\\]/g, "\\$&"))}"`;
}

function encodedB(text: string): string {
	return `=?UTF-8?B?${Buffer.from(text).toString("base64")}?=`;
}

function encodedQ(text: string): string {
	return `=?utf-8?q?${escapeOctets(Buffer.from(text))}?=`;
}

function latin1Q(text: string): string {
	return escapeOctets(Buffer.from(text.replace(/[^\x20-\xff]/g, "?"), "latin1"));
}

function escapeOctets(octets: Uint8Array): string {
	return Array.from(octets, (octet) => {
		const character = String.fromCharCode(octet);
		if (/[A-Za-z0-9]/.test(character)) return character;
		return character === " " ? "_" : `=${octet.toString(16).toUpperCase().padStart(2, "0")}`;
	}).join("");
}
