export type Style = "pass" | "bad" | "unsure" | "quiet" | "strong";

/** Where a command writes to. */
export interface Terminal {
	print(text: string): void;
	/** As {@link print}, but `text` alone: it brings its own line ends. */
	write(text: string): void;
	complain(text: string): void;
	/** `text` in a colour, where the output is for eyes that want one. */
	paint(style: Style, text: string): string;
}

/** Select Graphic Rendition codes (ECMA-48 §8.3.117). */
const codes: Readonly<Record<Style, string>> = { pass: "32", bad: "31", unsure: "33", quiet: "2", strong: "1" };

/** Colour only on a terminal, and never with `NO_COLOR` (no-color.org). */
const coloured = process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb";

export const terminal: Terminal = {
	print: (text) => void process.stdout.write(`${text}\n`),
	write: (text) => void process.stdout.write(text),
	complain: (text) => void process.stderr.write(`${text}\n`),
	paint: (style, text) => (coloured ? `\u001b[${codes[style]}m${text}\u001b[0m` : text),
};
