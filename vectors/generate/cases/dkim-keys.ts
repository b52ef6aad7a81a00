// biome-ignore-all format: a case is a row of a table
import type { Reading } from "../../../src/cases/types.js";
import type { Zone } from "../../../src/dns/zone.js";
import type { CaseDraft, FileDraft } from "../draft.js";
import { dkim } from "../expect.js";
import { attacker, ed25519, otherEd25519, pkcs1, rsa2048 } from "../keys.js";
import { txt, txtAt } from "../zone.js";
import { dkimCase, signed } from "./dkim-check.js";

const at = "sel._domainkey.example.com";
const p = rsa2048.p;
const pass = dkim.pass("example.com");
const rsaMessage = signed();
const edMessage = signed({ key: ed25519 });

/** An ordinary message, and what stands at its key's name. */
function key(name: string, about: string, spec: string, records: readonly string[], expected: object | string, message = rsaMessage) {
	const pattern = typeof expected === "string" ? dkim.of("permerror", expected) : { ...pass, ...expected };
	return dkimCase(name, about, spec, message, pattern, records.length === 0 ? {} : { dns: txtAt(at, ...records) });
}

const accepted: readonly CaseDraft[] = [
	key("p-alone", "p= is the one tag that must be there", "RFC 6376 §3.6.1", [`p=${p}`], {}),
	key("all-tags", "a record with every tag", "RFC 6376 §3.6.1", [`v=DKIM1; h=sha1:sha256; k=rsa; n=a note; p=${p}; s=email; t=y:s`], { testing: true }),
	key("pkcs1", "an RSAPublicKey is as good as a SubjectPublicKeyInfo", "RFC 6376 erratum 3017", [`v=DKIM1; k=rsa; p=${pkcs1(rsa2048)}`], { keyBits: 2048 }),
	key("spaces-in-p", "white space within p= is ignored", "RFC 6376 §3.6.1", [`v=DKIM1; p=${p.slice(0, 100)} ${p.slice(100)}`], {}),
	key("trailing-semicolon", "a tag list may end in a semicolon", "RFC 6376 §3.2", [`v=DKIM1; p=${p};`], {}),
	key("service-star", "s=* is every service", "RFC 6376 §3.6.1", [`v=DKIM1; s=*; p=${p}`], {}),
	key("service-list", "email among several services", "RFC 6376 §3.6.1", [`v=DKIM1; s=tlsrpt:email; p=${p}`], {}),
	key("unknown-tag", "an unknown tag is ignored", "RFC 6376 §3.6.1", [`v=DKIM1; g=alice; x=1; p=${p}`], {}),
	key("unknown-flag", "an unknown flag is ignored", "RFC 6376 §3.6.1", [`v=DKIM1; t=q; p=${p}`], { testing: false }),
	key("hash-list", "sha256 among several hashes", "RFC 6376 §3.6.1", [`v=DKIM1; h=sha512:sha256; p=${p}`], {}),
	key("note", "n= may hold anything", "RFC 6376 §3.6.1", [`v=DKIM1; n=dkim=3Dpass; p=${p}`], {}),
	key("ed25519", "an Ed25519 key is its 32 octets", "RFC 8463 §4", [`v=DKIM1; k=ed25519; p=${ed25519.p}`], { keyBits: 256 }, edMessage),
	key("strings-cut-in-p", "the strings of a record are joined with nothing between", "RFC 6376 §3.6.2.2", [`v=DKIM1; p=${p}`], {}),
];

const refused: readonly CaseDraft[] = [
	key("nxdomain", "no such name: no key", "RFC 6376 §6.1.2", [], "key-not-found"),
	key("revoked", "an empty p= revokes the key", "RFC 6376 §3.6.1", ["v=DKIM1; k=rsa; p="], "key-revoked"),
	key("revoked-with-space", "white space does not make an empty p= a key", "RFC 6376 §3.6.1", ["v=DKIM1; k=rsa; p= ;"], "key-revoked"),
	key("without-p", "p= is required", "RFC 6376 §3.6.1", ["v=DKIM1; k=rsa"], "key-malformed"),
	key("not-base64", "p= is base64", "RFC 6376 §3.6.1", ["v=DKIM1; k=rsa; p=!!!!"], "key-malformed"),
	key("not-der", "p= is an RSA key in DER", "RFC 6376 §3.6.1", ["v=DKIM1; k=rsa; p=AAAA"], "key-malformed"),
	key("der-cut", "half a key is none", "RFC 6376 §3.6.1", [`v=DKIM1; k=rsa; p=${p.slice(0, 120)}`], "key-malformed"),
	key("duplicate-tag", "a tag that stands twice makes the list invalid", "RFC 6376 §3.2", [`v=DKIM1; p=; p=${p}`], "key-malformed"),
	key("version-2", "v= is DKIM1", "RFC 6376 §3.6.1", [`v=DKIM2; p=${p}`], "key-version-unsupported"),
	key("version-lower-case", "v= is compared as text", "RFC 6376 §3.6.1", [`v=dkim1; p=${p}`], "key-version-unsupported"),
	key("version-not-first", "v= must be the first tag", "RFC 6376 §3.6.1", [`k=rsa; v=DKIM1; p=${p}`], "key-malformed"),
	key("hash-not-allowed", "h= does not name the signature's hash", "RFC 6376 §3.6.1", [`v=DKIM1; h=sha1; p=${p}`], "key-hash-not-allowed"),
	key("type-other", "k= is another type than a= uses", "RFC 6376 §6.1.2", [`v=DKIM1; k=ed25519; p=${ed25519.p}`], "key-type-mismatch"),
	key("type-unknown", "a key type of the future", "RFC 6376 §3.6.1", [`v=DKIM1; k=dilithium; p=${p}`], "key-type-mismatch"),
	key("type-default", "without k= a key is RSA", "RFC 6376 §3.6.1", [`v=DKIM1; p=${ed25519.p}`], "key-type-mismatch", edMessage),
	key("service-other", "s= does not name email", "RFC 6376 §3.6.1", [`v=DKIM1; s=tlsrpt; p=${p}`], "key-not-for-email"),
	key("subdomain-refused", "t=s wants the domain of i= to be d=", "RFC 6376 §3.6.1", [`v=DKIM1; t=s; p=${p}`], "key-not-for-subdomains", signed({ tags: [["i", "@a.example.com"]] })),
	key("subdomain-same", "t=s with the domain itself in i=", "RFC 6376 §3.6.1", [`v=DKIM1; t=y:s; p=${p}`], {}, signed({ tags: [["i", "alice@example.com"]] })),
	key("ed25519-spki", "an Ed25519 key wrapped in a SubjectPublicKeyInfo is not what RFC 8463 publishes", "RFC 8463 §4", [`v=DKIM1; k=ed25519; p=${ed25519.spki.toString("base64")}`], "key-malformed", edMessage),
	key("ed25519-31-octets", "an Ed25519 key has 32 octets", "RFC 8463 §4", [`v=DKIM1; k=ed25519; p=${Buffer.alloc(31, 1).toString("base64")}`], "key-malformed", edMessage),
	key("rsa-key-is-ed25519", "k=rsa with 32 octets", "RFC 6376 §3.6.1", [`v=DKIM1; k=rsa; p=${ed25519.p}`], "key-malformed"),
	key("quoted", "quotes around the whole record, as people paste them", "RFC 6376 §3.6.1", [`"v=DKIM1; k=rsa; p=${p}"`], "key-quoted"),
	{
		...dkimCase("nodata", "a name without TXT records: no key", "RFC 6376 §6.1.2", rsaMessage, dkim.of("permerror", "key-not-found"), { dns: { [at]: { A: ["192.0.2.1"] } } }),
	},
];

const conflict = { dkim: [dkim.of("permerror", "keys-conflict")] };
const anyVerifies = { dkim: [pass] };

/** Records of one name in both orders: DNS gives them in any. RFC 6376 leaves the result open, but not to chance. */
function bothOrders(name: string, about: string, records: readonly string[], ...readings: readonly Reading[]): readonly CaseDraft[] {
	return [records, [...records].reverse()].map((ordered, i) => ({
		name: `${name}-${i + 1}`,
		about: `${about}.`,
		spec: ["RFC 6376 §3.6.2.2"],
		message: rsaMessage,
		dns: txtAt(at, ...ordered),
		expect: { either: readings },
	}));
}

const refuse: Reading = { reading: "several keys at a name are none", ...conflict };
const tryAll: Reading = { reading: "any key at a name may verify", ...anyVerifies };
const noneVerifies: Reading = { ...tryAll, dkim: [dkim.of("fail", "signature-mismatch")] };
const several: readonly CaseDraft[] = [
	...bothOrders("two-keys", "of two keys one verifies; the order of the answer must not decide", [`v=DKIM1; p=${p}`, `v=DKIM1; p=${attacker.p}`], tryAll, refuse),
	...bothOrders("same-key-twice", "the same record twice", [`v=DKIM1; p=${p}`, `v=DKIM1; p=${p}`], tryAll, refuse),
	...bothOrders("two-types", "an RSA and an Ed25519 key at one name", [`v=DKIM1; p=${p}`, `v=DKIM1; k=ed25519; p=${otherEd25519.p}`], tryAll, refuse),
	...bothOrders("key-and-revoked", "a key and its revocation", [`v=DKIM1; p=${p}`, "v=DKIM1; p="], tryAll, refuse),
	...bothOrders("two-wrong-keys", "of two keys none verifies", [`v=DKIM1; p=${attacker.p}`, `v=DKIM1; p=${pkcs1(attacker)}; n=again`], noneVerifies, refuse),
	...bothOrders("other-record", "a record of another protocol beside the key", ["v=spf1 -all", `v=DKIM1; p=${p}`], tryAll, refuse),
];

const asPasted: readonly CaseDraft[] = [
	dkimCase("escaped-semicolons", "semicolons escaped by backslashes, as zone files have them", "RFC 6376 §3.6.1", rsaMessage, dkim.of("permerror", "key-quoted"), { dns: txtAt(at, `v=DKIM1\\; k=rsa\\; p=${p}`) }),
	dkimCase("strings-with-quotes", "quotes between strings, as zone files have them", "RFC 6376 §3.6.1", rsaMessage, dkim.of("permerror", "key-quoted"), { dns: txtAt(at, `"v=DKIM1; k=rsa; p=${p.slice(0, 200)}" "${p.slice(200)}"`) }),
];

const failures: readonly CaseDraft[] = [
	...(["servfail", "timeout", "refused", "error"] as const).map((status) =>
		dkimCase(`key-${status}`, `${status} when asking for the key is a temperror`, "RFC 6376 §6.1.2", rsaMessage, dkim.of("temperror", `dns-${status}`), { dns: { [at]: { TXT: status } } as Zone }),
	),
	dkimCase("query-limit", "a question past the limit of a message is not asked", "DESIGN limits", rsaMessage, dkim.of("temperror", "dns-query-limit"), { dns: { [at]: { TXT: [txt(`p=${p}`)] } }, options: { limits: { dnsQueries: 0 } } }),
	dkimCase("cname", "the key is found through an alias", "RFC 6376 §3.6.2.1", rsaMessage, pass, { dns: { [at]: { CNAME: "sel.esp.example" }, ...txtAt("sel.esp.example", `v=DKIM1; p=${p}`) } }),
	dkimCase("wildcard", "a wildcard record answers for the key", "RFC 4592 §2.1", rsaMessage, pass, { dns: txtAt("*._domainkey.example.com", `v=DKIM1; p=${p}`) }),
	dkimCase("wildcard-not-a-key", "a wildcard TXT record of another kind is no key", "RFC 6376 §6.1.2", rsaMessage, dkim.of("permerror", "key-version-unsupported"), { dns: txtAt("*.example.com", "v=spf1 -all") }),
];

export const dkimKeys: FileDraft = {
	path: "dkim/keys",
	about: "Key records: what is a key, what is none, several at one name, and DNS that does not answer.",
	groups: [
		{ about: "keys that can be used", cases: accepted },
		{ about: "keys that cannot be used", cases: refused },
		{ about: "several records at one name", cases: several },
		{ about: "records as people paste them", cases: asPasted },
		{ about: "how the record is found, and when it is not", cases: failures },
	],
};
