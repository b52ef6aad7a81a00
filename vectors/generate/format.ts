const WIDTH = 120;

/** JSON for people and for diffs: whatever fits a line stands on one line, the rest is indented by tabs. */
export function formatJson(value: unknown): string {
	return `${format(value, 0)}\n`;
}

function format(value: unknown, depth: number): string {
	const line = oneLine(value);
	if (depth * 4 + line.length <= WIDTH || typeof value !== "object" || value === null) return line;
	const indent = "\t".repeat(depth + 1);
	const close = `\n${"\t".repeat(depth)}`;
	if (Array.isArray(value)) {
		return `[\n${value.map((item) => indent + format(item, depth + 1)).join(",\n")}${close}]`;
	}
	const members = Object.entries(value).filter(([, member]) => member !== undefined);
	const lines = members.map(([name, member]) => `${indent}${JSON.stringify(name)}: ${format(member, depth + 1)}`);
	return `{\n${lines.join(",\n")}${close}}`;
}

function oneLine(value: unknown): string {
	if (typeof value !== "object" || value === null) return JSON.stringify(value);
	if (Array.isArray(value)) return `[${value.map(oneLine).join(", ")}]`;
	const members = Object.entries(value).filter(([, member]) => member !== undefined);
	if (members.length === 0) return "{}";
	return `{ ${members.map(([name, member]) => `${JSON.stringify(name)}: ${oneLine(member)}`).join(", ")} }`;
}
