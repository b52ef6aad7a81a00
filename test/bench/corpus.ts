import type { Envelope, Zone } from "../../src/index.js";
import { demo, ed25519, rsa1024, rsa2048 } from "../../vectors/generate/keys.js";
import { sealArc } from "../../vectors/generate/seal-arc.js";
import { type SignatureOptions, signDkim } from "../../vectors/generate/sign-dkim.js";

/** A message to measure with, and the world it is verified in. */
export interface Sample {
	readonly name: string;
	/** One message, or a set that is verified in turn so that no cache sees the same one twice in a row. */
	readonly messages: readonly Uint8Array[];
	readonly envelope: Envelope;
	readonly zone: Zone;
	/** DKIM signatures that verify, over all messages: what the bare limit is checked against. */
	readonly signatures: number;
	/** What DMARC says about each message. */
	readonly dmarc: "pass" | "fail";
}

const words = "the quick brown fox jumps over a lazy dog while rain falls on the plain and nobody minds".split(" ");

/** A small deterministic generator (Park and Miller), so that every run measures the same octets. */
function generator(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 48_271) % 2_147_483_647;
		return state / 2_147_483_647;
	};
}

function text(size: number, random: () => number): string {
	const lines: string[] = [];
	for (let length = 0; length < size; ) {
		let line = "";
		while (line.length < 60) line += `${words[Math.floor(random() * words.length)]} `;
		const ended = random() < 0.1 ? line : line.trimEnd();
		lines.push(ended);
		length += ended.length + 2;
	}
	return `${lines.join("\r\n")}\r\n`;
}

function html(size: number, random: () => number): string {
	const rows: string[] = [];
	for (let length = 0; length < size; ) {
		const row = `    <tr><td style="padding:  4px">${text(50, random).trim()}</td>\t<td>${Math.floor(random() * 1e6)}</td></tr>  `;
		rows.push(row);
		length += row.length + 2;
	}
	return `<html>\r\n<body>\r\n${rows.join("\r\n")}\r\n</body>\r\n</html>\r\n`;
}

function attachment(size: number, random: () => number): string {
	const lines: string[] = [];
	const octets = Buffer.alloc(57);
	for (let length = 0; length < size; length += 78) {
		for (let i = 0; i < octets.length; i++) octets[i] = Math.floor(random() * 256);
		lines.push(octets.toString("base64"));
	}
	return `--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines.join("\r\n")}\r\n--b--\r\n`;
}

function header(domain: string, random: () => number): string {
	const id = Math.floor(random() * 1e9);
	return [
		`Received: from mx.${domain} (mx.${domain} [192.0.2.25])\r\n\tby mx.receiver.example (Postfix) with ESMTPS id ${id}\r\n\tfor <bob@receiver.example>; Sun,  1 Nov 2026 10:00:00 +0000 (UTC)`,
		`Received: by mail.${domain} with SMTP id ${id}x; Sun, 01 Nov 2026 09:59:59 +0000`,
		"MIME-Version: 1.0",
		`From: Alice Example <alice@${domain}>`,
		"To: Bob Receiver <bob@receiver.example>",
		`Subject: Minutes of the meeting  no. ${id}`,
		"Date: Sun, 01 Nov 2026 09:59:58 +0000",
		`Message-ID: <${id}@${domain}>`,
		`List-Unsubscribe: <mailto:unsubscribe@${domain}>`,
		"Content-Type: text/plain; charset=utf-8",
		"X-Mailer: Example 1.0",
	].join("\r\n");
}

const signedFields = ["from", "to", "subject", "date", "message-id", "mime-version", "content-type"];

function signed(message: string, ...signatures: readonly SignatureOptions[]): Uint8Array {
	return Buffer.from(
		signatures.reduce((text, options) => signDkim(text, { signedFields, ...options }), message),
		"latin1",
	);
}

function zoneFor(domain: string, keys: Readonly<Record<string, { type: string; p: string }>>): Zone {
	const keyRecords = Object.entries(keys).map(([selector, { type, p }]) => [
		`${selector}._domainkey.${domain}`,
		{ TXT: [`v=DKIM1; k=${type}; p=${p}`] },
	]);
	return {
		[domain]: { TXT: ["v=spf1 ip4:198.51.100.0/24 include:_spf.provider.example ~all"], MX: [`10 mx.${domain}`] },
		"_spf.provider.example": { TXT: ["v=spf1 ip4:203.0.113.0/24 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all"] },
		[`mx.${domain}`]: { A: ["192.0.2.25"], TXT: ["v=spf1 a -all"] },
		[`_dmarc.${domain}`]: { TXT: [`v=DMARC1; p=reject; rua=mailto:dmarc@${domain}`] },
		...Object.fromEntries(keyRecords),
	};
}

function envelopeOf(domain: string): Envelope {
	return { clientIp: "192.0.2.25", mailFrom: `bounce@${domain}`, helo: `mx.${domain}` };
}

function sample(name: string, build: (random: () => number) => Uint8Array, more: Partial<Sample> = {}): Sample {
	const domain = "example.com";
	const zone = zoneFor(domain, { a: rsa2048, b: demo, old: rsa1024, ed: ed25519 });
	return {
		name,
		messages: [build(generator(7))],
		envelope: envelopeOf(domain),
		zone,
		signatures: 1,
		dmarc: "pass",
		...more,
	};
}

const byRsa = { key: rsa2048, domain: "example.com", selector: "a" };
const bySecondRsa = { key: demo, domain: "example.com", selector: "b" };
const byEd25519 = { key: ed25519, domain: "example.com", selector: "ed" };

function letter(body: (random: () => number) => string): (random: () => number) => string {
	return (random) => `${header("example.com", random)}\r\n\r\n${body(random)}`;
}

const short = letter((random) => text(2_000, random));
const long = letter((random) => text(20_000, random));
const page = letter((random) => html(50_000, random));
const MEGABYTE = 1_048_576;

/** The messages of the benchmark; made anew for each run, the same every time. */
export function corpus(): readonly Sample[] {
	const large = (size: number) => letter((random) => attachment(size * MEGABYTE, random));
	const simple = { ...byRsa, canonicalization: "simple/simple" };
	return [
		sample("3 KB plain", (random) => signed(short(random), byRsa)),
		sample("10 KB, Ed25519 and RSA", (random) => signed(letter((r) => text(9_000, r))(random), byRsa, byEd25519), {
			signatures: 2,
		}),
		sample("50 KB HTML, two signatures", (random) => signed(page(random), byRsa, bySecondRsa), { signatures: 2 }),
		mixed(20),
		forwarded(3),
		unsignedSpoof,
		sample("hostile header", (random) => Buffer.from(hostile(random)), { signatures: 0 }),
		sample("5 MB attachment, relaxed", (random) => signed(large(5)(random), byRsa)),
		sample("5 MB attachment, simple", (random) => signed(large(5)(random), simple)),
		sample("5 MB text, relaxed", (random) => signed(letter((r) => text(5 * MEGABYTE, r))(random), byRsa)),
		sample("25 MB attachment, relaxed", (random) => signed(large(25)(random), byRsa)),
		sample("25 MB attachment, simple", (random) => signed(large(25)(random), simple)),
	];
}

const unsignedSpoof = sample("unsigned spoof", (random) => Buffer.from(short(random)), {
	signatures: 0,
	dmarc: "fail",
	envelope: { clientIp: "198.18.0.1", mailFrom: "x@attack.example", helo: "attack.example" },
});

/** A signed letter that passed through that many sealers, and still verifies: each checks all that stands below it. */
function forwarded(hops: number): Sample {
	const sealers = Array.from({ length: hops }, (_, i) => `hop${i + 1}.example`);
	const zone = Object.assign({}, ...sealers.map((domain) => zoneFor(domain, { sel: demo })));
	const letter = sample(`ARC of ${hops} hops`, (random) => {
		const start = Buffer.from(signed(long(random), byRsa)).toString("latin1");
		const sealed = sealers.reduce((message, domain) => {
			const assessment = `mx.${domain}; dkim=pass header.d=example.com; dmarc=pass header.from=example.com`;
			return sealArc(message, { key: demo, domain, assessment });
		}, start);
		return Buffer.from(sealed, "latin1");
	});
	// One of DKIM, and two of each hop: its message signature and its seal.
	return { ...letter, zone: { ...letter.zone, ...zone }, signatures: 1 + 2 * hops };
}

/** Distinct mails of distinct domains and sizes. */
function mixed(count: number): Sample {
	const random = generator(11);
	const domains = Array.from({ length: count }, (_, i) => `d${i}.example`);
	const messages = domains.map((domain, i) => {
		const body = i % 3 === 0 ? html(1_000 * i + 800, random) : text(900 * i + 500, random);
		const message = `${header(domain, random)}\r\n\r\n${body}`;
		return signed(message, { ...(i % 4 === 3 ? byEd25519 : byRsa), domain });
	});
	const zone = Object.assign({}, ...domains.map((domain) => zoneFor(domain, { a: rsa2048, ed: ed25519 })));
	return {
		name: `${count} mixed mails`,
		messages,
		envelope: envelopeOf("d0.example"),
		zone,
		signatures: count,
		dmarc: "pass",
	};
}

function hostile(random: () => number): string {
	const folds = Array.from({ length: 3_000 }, (_, i) => `X-F${i % 7}: ${"a\r\n ".repeat(20)}${random()}`);
	const comments = `From: ${"(".repeat(30)}${"c".repeat(5_000)}${")".repeat(30)} <alice@example.com>`;
	return `${folds.slice(0, 1_500).join("\r\n")}\r\n${comments}\r\n\r\nHi\r\n`;
}
