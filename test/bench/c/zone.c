#include "zone.h"
#include "files.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* All types of a name are in one slot's chain, so that one walk tells what the name has. */
enum { SLOTS = 4096 };

typedef struct entry {
	record_set set;
	struct entry *next;
} entry;

struct zone {
	entry *slots[SLOTS];
};

static size_t slot_of(const char *name)
{
	uint32_t hash = 2166136261u;
	for (; *name; name++) hash = (hash ^ (unsigned char)tolower((unsigned char)*name)) * 16777619u;
	return hash % SLOTS;
}

static record_set *set_of(zone *zone, const char *name, const char *type)
{
	entry **slot = &zone->slots[slot_of(name)];
	for (entry *at = *slot; at != NULL; at = at->next)
		if (strcasecmp(at->set.name, name) == 0 && strcmp(at->set.type, type) == 0) return &at->set;
	entry *added = calloc(1, sizeof *added);
	added->set.name = strdup(name);
	strncpy(added->set.type, type, sizeof added->set.type - 1);
	added->next = *slot;
	*slot = added;
	return &added->set;
}

static void add_line(zone *zone, char *line)
{
	char *name = strtok(line, "\t"), *type = strtok(NULL, "\t"), *text = strtok(NULL, "\n");
	if (name == NULL || type == NULL || text == NULL) die("a line of the zone has no name, type or value");
	record_set *set = set_of(zone, name, type);
	set->values = realloc(set->values, (set->count + 1) * sizeof *set->values);
	set->values[set->count++] = (value){ strdup(text), strlen(text) };
}

zone *zone_read(const char *file)
{
	zone *made = calloc(1, sizeof *made);
	char *text = (char *)read_file(file, NULL), *rest = text;
	for (char *line; (line = strsep(&rest, "\n")) != NULL;)
		if (*line != '\0') add_line(made, line);
	free(text);
	return made;
}

const record_set *zone_find(const zone *zone, const char *name, const char *type, bool *exists)
{
	*exists = false;
	for (const entry *at = zone->slots[slot_of(name)]; at != NULL; at = at->next) {
		if (strcasecmp(at->set.name, name) != 0) continue;
		*exists = true;
		if (strcmp(at->set.type, type) == 0) return &at->set;
	}
	return NULL;
}

void zone_each(const zone *zone, void (*visit)(const record_set *set))
{
	for (size_t i = 0; i < SLOTS; i++)
		for (const entry *at = zone->slots[i]; at != NULL; at = at->next) visit(&at->set);
}
