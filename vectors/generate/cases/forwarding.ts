// biome-ignore-all format: a case is a row of a table
import type { Expectation } from "../../../src/cases/types.js";
import type { Zone } from "../../../src/dns/zone.js";
import type { Envelope } from "../../../src/verify/types.js";
import type { CaseDraft, FileDraft } from "../draft.js";
import { dkim, dmarc, spf } from "../expect.js";
import { ed25519, rsa2048 } from "../keys.js";
import { letter, prepend } from "../message.js";
import { sealArc } from "../seal-arc.js";
import { signDkim } from "../sign-dkim.js";
import { keyAt } from "../zone.js";
import { arc, assessment } from "./arc-check.js";
import { trusting } from "./arc-override.js";
import { policies } from "./dmarc-check.js";

/** Where the author's own server, the list and the forwarder send from. */
const AUTHOR_IP = "192.0.2.10";
const LIST_IP = "198.51.100.7";
const FORWARDER_IP = "203.0.113.9";

const world: Zone = {
	"example.com": { TXT: [`v=spf1 ip4:${AUTHOR_IP} -all`] },
	"lists.example.org": { TXT: [`v=spf1 ip4:${LIST_IP} -all`] },
	"forward.example.net": { TXT: [`v=spf1 ip4:${FORWARDER_IP} -all`] },
	...keyAt("example.com", rsa2048),
	...keyAt("lists.example.org", ed25519),
	...policies({ "example.com": "v=DMARC1; p=reject", "lists.example.org": "v=DMARC1; p=reject" }),
};

const fromList: Partial<Envelope> = { clientIp: LIST_IP, mailFrom: "list-bounces@lists.example.org", helo: "lists.example.org" };
const fromForwarder: Partial<Envelope> = { clientIp: FORWARDER_IP, mailFrom: "alice@example.com", helo: "forward.example.net" };
const rewritten: Partial<Envelope> = { ...fromForwarder, mailFrom: "SRS0=HHH=TT=example.com=alice@forward.example.net" };

/** As it left the author. */
const original = signDkim(letter(), { key: rsa2048, domain: "example.com" });
const unsigned = letter();

/** A list marks the subject and puts a footer under the body. */
const marked = original.replace("Subject: ", "Subject: [list] ").replace(/$/, "-- \r\nTo leave, write to list-leave@lists.example.org\r\n");
const listSigned = (message: string): string => signDkim(message, { key: ed25519, domain: "lists.example.org" });
const listSealed = (message: string): string => sealArc(message, { key: ed25519, domain: "lists.example.org", assessment: assessment("lists.example.org") });

/** It also makes itself the author, and keeps the real one in Reply-To. */
const fromRewritten = prepend(
	marked.replace("From: Alice <alice@example.com>\r\n", ""),
	'From: "Alice via list" <list@lists.example.org>',
	"Reply-To: Alice <alice@example.com>",
);

function shape(name: string, about: string, message: string, envelope: Partial<Envelope>, expect: Expectation, options = {}): CaseDraft {
	return { name, about: `${about}.`, spec: ["RFC 8617 §7.1.3", "RFC 9989 §7.4"], message, envelope, ...(Object.keys(options).length === 0 ? {} : { options }), expect };
}

const author = dkim.pass("example.com", { aligned: true });
const brokenAuthor = dkim.of("fail", "body-hash-mismatch", { domain: "example.com", headerSignature: "invalid" });
const list = dkim.pass("lists.example.org", { aligned: false });
const listSpf = { mailFrom: { ...spf.pass(`ip4:${LIST_IP}`), domain: "lists.example.org" } };
const notAligned = dmarc.fail("reject", { reason: "not-aligned", domain: "example.com", aligned: { spf: false, dkim: false } });

const direct: readonly CaseDraft[] = [
	shape("direct", "before any forwarding: both identities are the author's", original, { clientIp: AUTHOR_IP }, { spf: "pass", dkim: [author], arc: arc.none, dmarc: dmarc.pass({ aligned: { spf: true, dkim: true } }) }),
];

const plain: readonly CaseDraft[] = [
	shape("plain-forward", "the envelope is kept: SPF fails, since the forwarder is not the author's server; DKIM survives, since nothing was changed", original, fromForwarder, { spf: "fail", dkim: [author], arc: arc.none, dmarc: dmarc.pass({ aligned: { spf: false, dkim: true } }) }),
	shape("plain-forward-rewritten-sender", "the forwarder puts itself into MAIL FROM: SPF passes for the forwarder, who is not the author; DKIM survives", original, rewritten, { spf: "pass", dkim: [author], dmarc: dmarc.pass({ aligned: { spf: false, dkim: true } }) }),
	shape("plain-forward-without-dkim", "an author without DKIM has nothing that survives", unsigned, fromForwarder, { spf: "fail", dkim: [], dmarc: dmarc.fail("reject", { reason: "not-authenticated" }) }),
];

const footer: readonly CaseDraft[] = [
	shape("list-footer", "subject tag and footer break the author's signature; the list's own signature and SPF are not the author's", listSigned(marked), fromList, { spf: listSpf, dkim: [list, brokenAuthor], arc: arc.none, dmarc: notAligned }),
	shape("list-footer-sealed", "the list also says in a set of its own what it saw; nobody is trusted, so nothing changes", listSealed(listSigned(marked)), fromList, { spf: listSpf, dkim: [list, brokenAuthor], arc: arc.pass(1, { oldestPass: 0, trusted: false }), dmarc: { ...(notAligned as object), override: null } }),
	shape("list-footer-sealed-trusted", "the operator trusts the list: DMARC still fails, and what is asked of the receiver is none", listSealed(listSigned(marked)), fromList, { spf: listSpf, dkim: [list, brokenAuthor], arc: arc.pass(1, { trusted: true }), dmarc: { result: "fail", disposition: "none", override: { type: "trusted_forwarder" } } }, trusting()),
	shape("list-footer-forwarded", "a subscriber forwards what the list sealed, unchanged: the list's set still holds", listSealed(listSigned(marked)), fromForwarder, { spf: "fail", dkim: [list, brokenAuthor], arc: arc.pass(1, { trusted: true }), dmarc: { result: "fail", disposition: "none", override: { type: "trusted_forwarder" } } }, trusting()),
];

const rewriting: readonly CaseDraft[] = [
	shape("list-from-rewritten", "the list makes itself the author: DMARC passes, for the list", listSigned(fromRewritten), fromList, { author: { domain: "lists.example.org" }, spf: listSpf, dkim: [dkim.pass("lists.example.org", { aligned: true }), brokenAuthor], dmarc: dmarc.pass({ domain: "lists.example.org", aligned: { spf: true, dkim: true } }) }),
	shape("list-from-rewritten-sealed", "a set below it says who the author was; DMARC passes without it", listSealed(listSigned(fromRewritten)), fromList, { author: { domain: "lists.example.org" }, arc: arc.pass(1, { trusted: true, sealers: [{ results: [{}, {}, { method: "dmarc", result: "pass", headerFrom: "example.com" }] }] }), dmarc: dmarc.pass({ domain: "lists.example.org", override: null }) }, trusting()),
];

export const forwarding: FileDraft = {
	path: "forwarding/shapes",
	about: "What forwarders and lists do to a message, and which identities survive.",
	groups: [
		{ about: "Without a forwarder", dns: world, flags: ["legitimate"], cases: direct },
		{ about: "Plain forward: the message is passed on as it is", dns: world, flags: ["legitimate"], cases: plain },
		{ about: "List with subject tag and footer", dns: world, flags: ["legitimate"], cases: footer },
		{ about: "List that rewrites From", dns: world, flags: ["legitimate"], cases: rewriting },
	],
};
