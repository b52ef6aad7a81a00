/**
 * A date, a time and a zone (ISO 8601, RFC 3339 §5.6). The seconds may be left out, and a year past 9999 is as
 * `toISOString()` writes it.
 */
const form = /^((?:\d{4}|[+-]\d{6})-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * The instant that `text` names; nothing when it names none. The constructor of `Date` alone takes a bare number for some
 * year, a time without a zone for one of the machine's own, and the 30th of February for a day in March.
 */
export function parseInstant(text: string): Date | undefined {
	const day = form.exec(text)?.[1];
	if (day === undefined || !isDay(day)) return undefined;
	const instant = new Date(text);
	return Number.isNaN(instant.getTime()) ? undefined : instant;
}

function isDay(day: string): boolean {
	const midnight = new Date(`${day}T00:00:00Z`);
	return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
