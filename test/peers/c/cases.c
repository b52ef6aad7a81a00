#define _GNU_SOURCE
#include "cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void say(json_t *line)
{
	char *text = json_dumps(line, JSON_COMPACT);
	puts(text);
	fflush(stdout);
	free(text);
	json_decref(line);
}

json_t *hear(void)
{
	static char *line;
	static size_t size;
	if (getline(&line, &size, stdin) < 0) return NULL;
	return json_loads(line, JSON_ALLOW_NUL, NULL);
}

void hello(const char *name, const char *version, json_t *protocols)
{
	say(json_pack("{s:{s:s, s:s, s:o}}", "hello", "name", name, "version", version, "protocols", protocols));
}

json_t *ask(const char *name, const char *type, char *status, size_t size)
{
	size_t length = strlen(name);
	if (length > 0 && name[length - 1] == '.') length--;
	char *utf8 = malloc(2 * length + 1), *out = utf8;
	for (size_t i = 0; i < length; i++) {
		unsigned char octet = name[i];
		if (octet >= 0x80) *out++ = 0xc0 | octet >> 6;
		*out++ = octet < 0x80 ? octet : 0x80 | (octet & 0x3f);
	}
	*out = '\0';
	say(json_pack("{s:{s:s, s:s}}", "ask", "name", utf8, "type", type));
	free(utf8);
	json_t *heard = hear(), *answer = json_object_get(heard, "answer");
	snprintf(status, size, "%s", json_string_value(json_object_get(answer, "status")));
	json_t *records = json_incref(json_object_get(answer, "records"));
	json_decref(heard);
	return records;
}

unsigned char *octets(const char *utf8, size_t *length)
{
	unsigned char *start = malloc(strlen(utf8) + 1), *out = start;
	for (const unsigned char *in = (const unsigned char *)utf8; *in; in += *in < 0x80 ? 1 : 2)
		*out++ = *in < 0x80 ? in[0] : (unsigned char)((in[0] & 3) << 6 | (in[1] & 0x3f));
	*out = '\0';
	*length = out - start;
	return start;
}

unsigned char *text_of(json_t *record, size_t *length)
{
	unsigned char *all = calloc(1, 1);
	*length = 0;
	size_t i;
	json_t *part;
	json_array_foreach(record, i, part) {
		size_t more;
		unsigned char *piece = octets(json_string_value(part), &more);
		all = realloc(all, *length + more + 1);
		memcpy(all + *length, piece, more + 1);
		*length += more;
		free(piece);
	}
	return all;
}

unsigned char *from_base64(const char *text, size_t *length)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned char *start = malloc(strlen(text) + 1), *out = start;
	unsigned bits = 0, count = 0;
	for (; *text && *text != '='; text++) {
		bits = bits << 6 | (unsigned)(strchr(digits, *text) - digits);
		count += 6;
		if (count >= 8) *out++ = bits >> (count -= 8);
	}
	*length = out - start;
	return start;
}

long seconds(const char *rfc3339)
{
	struct tm tm = {0};
	strptime(rfc3339, "%Y-%m-%dT%H:%M:%S", &tm);
	return timegm(&tm);
}
