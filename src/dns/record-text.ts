/** The text of a TXT record: its strings with nothing between them (RFC 7208 §3.3, RFC 6376 §3.6.2.2, RFC 9989 §4.5). */
export function recordText(strings: readonly string[]): string {
	return strings.length === 1 ? (strings[0] as string) : strings.join("");
}
