import type { Domain } from "../base/domain.js";
import type { Soon } from "../base/soon.js";
import { evaluateSpf, type SpfQuery } from "../spf/check-host.js";
import { spfQueries } from "../spf/identities.js";
import type { SpfStep } from "../spf/trace.js";
import type { SpfResult } from "../spf/types.js";
import type { Context } from "./context.js";

/** Both identities, under way or there already. */
export interface SpfChecks {
	readonly mailFrom: Soon<SpfResult>;
	readonly helo: Soon<SpfResult>;
}

/** Asks for both identities at once (RFC 7208 §2.3, §2.4). */
export function beginSpf(context: Context): SpfChecks {
	const { clientIp, envelope } = context.session;
	const notes = context.notes?.spf;
	const queries = spfQueries({ clientIp, mailFrom: envelope.mailFrom, helo: envelope.helo });
	return {
		mailFrom: check(queries.mailFrom, context, notes?.mailFrom),
		helo: check(queries.helo, context, notes?.helo),
	};
}

/** RFC5322.From's domain, checked as if it were MAIL FROM: not SPF, but what some carriers ask for. */
export function checkHeaderFrom(domain: Domain, context: Context): Soon<SpfResult> {
	const { clientIp, envelope } = context.session;
	const sender = `postmaster@${domain}`;
	const query: SpfQuery = { clientIp, domain, sender, helo: envelope.helo, identity: "header-from" };
	return check(query, context, context.notes?.spf.headerFrom);
}

function check(query: SpfQuery, { dns, now, settings }: Context, steps: SpfStep[] | undefined): Soon<SpfResult> {
	return evaluateSpf(query, { dns, now, limits: settings.limits, receiver: settings.authservId, steps });
}
