import { expect, test } from "@jest/globals";
import type { Domain } from "../../src/base/domain.js";
import { admitSignatures } from "../../src/dkim/admit.js";

const domains = ["a.example", "b.example", "mail.author.example", "news.author.example", "author.example"] as Domain[];

test.each<[string, number, string | undefined, readonly number[]]>([
	["all of them when there is room", 5, "author.example", [0, 1, 2, 3, 4]],
	["without an author, those that stand first", 2, undefined, [0, 1]],
	["those that are the author's, below it, or above it", 3, "author.example", [2, 3, 4]],
	["a sibling before a stranger", 3, "mail.author.example", [2, 3, 4]],
	["one above the author before a sibling that stands first", 2, "mail.author.example", [2, 4]],
	["one below the author before a stranger", 1, "sub.b.example", [1]],
	["none", 0, "author.example", []],
])("signatures that are verified: %s", (_, limit, author, expected) => {
	expect([...admitSignatures(domains, limit, author as Domain | undefined)].sort()).toEqual(expected);
});
