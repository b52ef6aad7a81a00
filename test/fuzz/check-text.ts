const MAX_LINE = 998;

/** What is wrong with a header field as text that another program reads; `field` has no final CRLF. */
export function fieldProblems(field: string): string[] {
	const problems: string[] = [];
	for (const [i, line] of field.split("\r\n").entries()) {
		if (line.length > MAX_LINE) problems.push(`a line of ${line.length} characters`);
		if (/[^\t -~]/.test(line)) problems.push(`a character that is no printable ASCII: ${JSON.stringify(line)}`);
		if (i === 0 && !/^[!-9;-~]+: \S/.test(line)) problems.push(`no field name: ${JSON.stringify(line)}`);
		if (i > 0 && !/^[ \t]+[!-~]/.test(line)) problems.push(`no continuation line: ${JSON.stringify(line)}`);
	}
	return problems;
}

/** Text for people that would move a cursor or end a line, wherever a verdict has one; named by its path. */
export function commentProblems(value: unknown, path = "verdict"): string[] {
	if (typeof value !== "object" || value === null) return [];
	return Object.entries(value).flatMap(([name, member]) => {
		const at = `${path}.${name}`;
		if (typeof member !== "string") return commentProblems(member, at);
		const isForPeople = name === "comment" || name === "explanation";
		// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
		return isForPeople && /[\x00-\x1f\x7f]/.test(member) ? [`${at} has a control character`] : [];
	});
}
