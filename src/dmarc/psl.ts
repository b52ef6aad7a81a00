/**
 * The Organizational Domain by the Public Suffix List (RFC 7489 §3.2): the public suffix and one label more. A name whose
 * suffix is not listed has its last label for one.
 *
 * @param domain lower-case A-labels, no final dot.
 * @returns `undefined` for a public suffix itself.
 */
export async function publicSuffixOrganizationalDomain(domain: string): Promise<string | undefined> {
	// Loaded when first needed: the list costs a fifth of a second, and RFC 9989 does without it.
	const { default: psl } = await import("psl");
	return psl.get(domain) ?? unlistedLocal(domain);
}

/** The package answers nothing for whatever ends in .local, which the list does not name. */
function unlistedLocal(domain: string): string | undefined {
	const labels = domain.split(".");
	return labels.length > 1 && labels.at(-1) === "local" ? labels.slice(-2).join(".") : undefined;
}
