/* DNS in memory. */
#ifndef ZONE_H
#define ZONE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct zone zone;

typedef struct {
	char *text;
	size_t length;
} value;

/* The records of one type at one name. */
typedef struct {
	char *name;
	char type[8];
	value *values;
	size_t count;
} record_set;

/* Lines of name, type and value, with a tab between. Ends the program where it cannot be read. */
zone *zone_read(const char *file);

/* NULL where there are none; *exists tells whether the name has records of another type. */
const record_set *zone_find(const zone *zone, const char *name, const char *type, bool *exists);

void zone_each(const zone *zone, void (*visit)(const record_set *set));

#endif
