import type { HeaderSection } from "../../src/message/types.js";
import { readMessage } from "./read-message.js";

/** The header section of these lines, each an octet string. */
export function headerOf(...lines: string[]): HeaderSection {
	return readMessage(`${lines.map((line) => `${line}\r\n`).join("")}\r\n`).header;
}
