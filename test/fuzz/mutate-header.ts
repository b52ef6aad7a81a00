import { domains, fields, localParts, phrases, tagNames, tagValues } from "./dictionary.js";
import { mutateList, mutateText } from "./mutate-text.js";
import type { Prng } from "./prng.js";

/** One change to a message that knows what header fields, tags, addresses and bodies are. */
export function mutateMessage(message: string, prng: Prng): string {
	const end = message.indexOf("\r\n\r\n");
	if (end === -1 || prng.oneIn(12)) return mutateWhole(message, prng);
	const header = message.slice(0, end);
	const body = message.slice(end + 4);
	if (prng.oneIn(10)) return `${header}\r\n\r\n${mutateBody(body, prng)}`;
	const list = header.split(/\r\n(?![ \t])/);
	const changed = prng.oneIn(4)
		? list.toSpliced(prng.below(list.length + 1), 0, prng.pick(fields))
		: mutateList(list, prng, (field) => mutateField(field, prng));
	return `${changed.join("\r\n")}\r\n\r\n${body}`;
}

function mutateWhole(message: string, prng: Prng): string {
	switch (prng.below(6)) {
		case 0:
			return message.slice(0, prng.below(message.length + 1));
		case 1:
			return message.replaceAll("\r\n", "\n");
		case 2:
			return message.replaceAll("\r\n", prng.pick(["\r", "\n\r", "\r\r\n", "\n\n"]));
		case 3:
			return `${prng.pick(["\r\n", "\n", " ", "\xef\xbb\xbf", "From x\r\n"])}${message}`;
		default:
			return mutateText(message, prng);
	}
}

function mutateBody(body: string, prng: Prng): string {
	switch (prng.below(5)) {
		case 0:
			return "";
		case 1:
			return body + prng.pick(["\r\n", " \t\r\n", "\r", "\n", "x", "\0", "more\r\n"]);
		case 2:
			return body.trimEnd();
		case 3:
			return body.replaceAll(" ", prng.pick(["  ", "\t", " \t ", ""]));
		default:
			return mutateText(body, prng);
	}
}

function mutateField(field: string, prng: Prng): string {
	const colon = field.indexOf(":") + 1;
	const name = field.slice(0, colon);
	const value = field.slice(colon);
	switch (prng.below(8)) {
		case 0:
			return mutateName(name, prng) + value;
		case 1:
			return name + foldSomewhere(value, prng);
		case 2:
			return mutateText(field, prng);
		default:
			break;
	}
	if (/signature|seal|^arc-a/i.test(name)) return name + mutateTags(value, prng);
	if (/^(from|sender|to|reply-to)/i.test(name)) return name + mutateAddresses(value, prng);
	return name + mutateText(value, prng);
}

function mutateName(name: string, prng: Prng): string {
	const bare = name.slice(0, -1);
	return prng.pick([
		`${bare} :`,
		`${bare}\t\t:`,
		`${bare}\r\n :`,
		` ${bare}:`,
		`${bare.toUpperCase()}:`,
		`${bare}\0:`,
		`${bare}`,
		`X-${bare}:`,
		`${bare}::`,
	]);
}

function foldSomewhere(value: string, prng: Prng): string {
	const at = prng.below(value.length + 1);
	return value.slice(0, at) + prng.pick(["\r\n ", "\r\n\t", "\r\n \r\n ", "\n ", "\r "]) + value.slice(at);
}

/** A tag list with one item changed: its name, its value, or what stands around them. */
export function mutateTags(value: string, prng: Prng): string {
	return mutateList(value.split(";"), prng, (item) => mutateTag(item, prng)).join(";");
}

function mutateTag(item: string, prng: Prng): string {
	const equals = item.indexOf("=");
	const name = equals === -1 ? item : item.slice(0, equals);
	const value = item.slice(equals + 1);
	switch (prng.below(6)) {
		case 0:
			return `${prng.pick(tagNames)}=${value}`;
		case 1:
			return `${name}=${prng.pick(tagValues)}`;
		case 2:
			return `${name}=${prng.pick(domains)}`;
		case 3:
			return `${name}=${prng.pick(localParts)}@${prng.pick(domains)}`;
		case 4:
			return `${name}=${foldSomewhere(value, prng)}`;
		default:
			return `${name}=${mutateText(value, prng)}`;
	}
}

/** A list of addresses with one of them changed, or another made out of hostile pieces. */
export function mutateAddresses(value: string, prng: Prng): string {
	if (prng.oneIn(2)) return ` ${hostileAddresses(prng)}`;
	const piece = prng.oneIn(2) ? prng.pick(phrases) : prng.pick(domains);
	const at = prng.below(value.length + 1);
	return value.slice(0, at) + piece + value.slice(at);
}

function hostileAddresses(prng: Prng): string {
	const addresses = Array.from({ length: 1 + prng.below(3) }, () => {
		const address = `${prng.pick(localParts)}@${prng.pick(domains)}`;
		return prng.oneIn(3) ? address : `${prng.pick(phrases)} <${address}>`;
	});
	return addresses.join(prng.pick([", ", ",", ",,", " ", ";", ",\r\n "]));
}
