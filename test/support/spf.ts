import { parseIp } from "../../src/base/ip.js";
import { defaultLimits, type Limits } from "../../src/base/limits.js";
import type { Resolver } from "../../src/dns/resolver.js";
import { createDnsSession } from "../../src/dns/session.js";
import { type Zone, zoneResolver } from "../../src/dns/zone.js";
import { evaluateSpf } from "../../src/spf/check-host.js";
import { spfQueries } from "../../src/spf/identities.js";
import type { SpfContext, SpfResult } from "../../src/spf/types.js";

/** An SMTP session. What is left out is the ordinary: user@example.com from 192.0.2.1. */
export interface SpfSession {
	readonly clientIp?: string;
	readonly mailFrom?: string;
	readonly helo?: string;
	readonly limits?: Partial<Limits>;
	/** Who checks. */
	readonly receiver?: string;
}

export const noon = new Date("2026-11-01T12:00:00Z");

/** MAIL FROM's result against a zone, or whatever else answers. */
export async function checkMailFrom(world: Zone | Resolver, session: SpfSession = {}): Promise<SpfResult> {
	return await evaluateSpf(queriesOf(session).mailFrom, contextOf(world, session));
}

export async function checkHelo(world: Zone | Resolver, session: SpfSession = {}): Promise<SpfResult> {
	return await evaluateSpf(queriesOf(session).helo, contextOf(world, session));
}

export function queriesOf({
	clientIp = "192.0.2.1",
	mailFrom = "user@example.com",
	helo = "mx.example.com",
}: SpfSession): ReturnType<typeof spfQueries> {
	const address = parseIp(clientIp);
	if (address === undefined) throw new Error(`no address: ${clientIp}`);
	return spfQueries({ clientIp: address, mailFrom, helo });
}

export function contextOf(world: Zone | Resolver, session: SpfSession = {}): SpfContext {
	const limits = { ...defaultLimits, ...session.limits };
	const resolver = isResolver(world) ? world : zoneResolver(world);
	const { receiver = "mx.example.org" } = session;
	return { dns: createDnsSession({ resolver, limits }), now: noon, limits, receiver };
}

function isResolver(world: Zone | Resolver): world is Resolver {
	return typeof world.resolve === "function";
}
