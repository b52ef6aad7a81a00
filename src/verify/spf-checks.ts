import type { Domain } from "../base/domain.js";
import { evaluateSpf, type SpfQuery } from "../spf/check-host.js";
import { spfQueries } from "../spf/identities.js";
import type { SpfResult } from "../spf/types.js";
import type { Context } from "./context.js";

/** Both identities, under way. */
export interface SpfChecks {
	readonly mailFrom: Promise<SpfResult>;
	readonly helo: Promise<SpfResult>;
}

/** Asks for both identities at once (RFC 7208 §2.3, §2.4). */
export function beginSpf(context: Context): SpfChecks {
	const { clientIp, envelope } = context.session;
	const queries = spfQueries({ clientIp, mailFrom: envelope.mailFrom, helo: envelope.helo });
	return { mailFrom: check(queries.mailFrom, context), helo: check(queries.helo, context) };
}

/** RFC5322.From's domain, checked as if it were MAIL FROM: not SPF, but what some carriers ask for. */
export function checkHeaderFrom(domain: Domain, context: Context): Promise<SpfResult> {
	const { clientIp, envelope } = context.session;
	const sender = `postmaster@${domain}`;
	return check({ clientIp, domain, sender, helo: envelope.helo, identity: "header-from" }, context);
}

function check(query: SpfQuery, { dns, now, settings }: Context): Promise<SpfResult> {
	return evaluateSpf(query, { dns, now, limits: settings.limits, receiver: settings.authservId });
}
