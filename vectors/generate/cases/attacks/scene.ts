import type { Expectation, Pattern } from "../../../../src/cases/types.js";
import type { Zone } from "../../../../src/dns/zone.js";
import { attacker, rsa2048 } from "../../keys.js";
import { signDkim } from "../../sign-dkim.js";
import { keyAt } from "../../zone.js";

/** Where attacks happen: the victim asks for rejection, the attacker's own domain passes everything. */
export const VICTIM = "victim.example";
export const ATTACKER = "attack.example";

export const scene: Zone = {
	"victim.example": { TXT: ["v=spf1 ip4:192.0.2.1 -all"], A: ["192.0.2.1"] },
	"_dmarc.victim.example": { TXT: ["v=DMARC1; p=reject; sp=reject; np=reject"] },
	...keyAt(VICTIM, rsa2048),
	"attack.example": { TXT: ["v=spf1 ip4:192.0.2.66 -all"] },
	"a.attack.example": { TXT: ["v=spf1 ip4:192.0.2.66 -all"] },
	"_dmarc.attack.example": { TXT: ["v=DMARC1; p=none"] },
	...keyAt(ATTACKER, attacker),
};

export const attackEnvelope = { clientIp: "192.0.2.66", mailFrom: "any@attack.example", helo: "attack.example" };

/** The victim's own envelope. */
export const victimEnvelope = { clientIp: "192.0.2.1", mailFrom: "any@victim.example", helo: "victim.example" };

/** Signed by the attacker, for the attacker's domain. */
export function signedByAttacker(message: string): string {
	return signDkim(message, { key: attacker, domain: ATTACKER });
}

/** The victim is the author and nothing speaks for it. */
export const rejected: Pattern = {
	result: "fail",
	domain: VICTIM,
	policy: "reject",
	disposition: "reject",
	aligned: { spf: false, dkim: false },
};

/** No single author: DMARC neither passes nor fails. */
export const refused: Expectation = { dmarc: { result: "permerror", disposition: "none" } };

/** The grammar names one author, another could be shown. */
export const ambiguous: Expectation = {
	author: { ambiguous: true },
	dmarc: { result: "permerror", reason: "author-ambiguous", disposition: "none" },
};

/** The grammar names no author. */
export const noAuthor: Expectation = { author: { domain: null }, ...refused };

/** Only the attacker's own name is ever authenticated. */
export const asAttacker: Expectation = {
	author: { domain: ATTACKER },
	dmarc: { result: "pass", domain: ATTACKER },
};
