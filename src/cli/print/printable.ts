/** Text from outside, safe to show on a terminal: controls, escapes and direction overrides become `?`. */
export function printable(text: string): string {
	return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, "?");
}
