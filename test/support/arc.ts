import { type VerifyArcOptions, verifyArc } from "../../src/arc/index.js";
import type { ArcResult } from "../../src/arc/types.js";
import { type Zone, zoneResolver } from "../../src/dns/zone.js";
import { attacker, ed25519, rsa2048 } from "../../vectors/generate/keys.js";
import { letter } from "../../vectors/generate/message.js";
import { type SealOptions, sealArc } from "../../vectors/generate/seal-arc.js";
import { keyAt } from "../../vectors/generate/zone.js";

/** Three who seal, and the zone with their keys. */
export const hops: Readonly<Record<"list" | "forwarder" | "mallory", SealOptions>> = {
	list: { key: rsa2048, domain: "list.example", assessment: "list.example; dmarc=pass header.from=example.com" },
	forwarder: {
		key: ed25519,
		domain: "forward.example",
		assessment: "forward.example; dmarc=pass header.from=example.com",
	},
	mallory: {
		key: attacker,
		domain: "attack.example",
		assessment: "attack.example; dmarc=pass header.from=example.com",
	},
};

export const arcZone: Zone = {
	...keyAt("list.example", rsa2048),
	...keyAt("forward.example", ed25519),
	...keyAt("attack.example", attacker),
};

/** A message after these hops, the first one first. */
export function sealed(...names: readonly (keyof typeof hops)[]): string {
	return names.reduce((message, name) => sealArc(message, hops[name]), letter());
}

export const arcNow = new Date("2026-11-01T00:00:00Z");

export function checkArc(message: string | Uint8Array, options: VerifyArcOptions = {}): Promise<ArcResult> {
	return verifyArc(message, { resolver: zoneResolver(arcZone), now: () => arcNow, ...options });
}
