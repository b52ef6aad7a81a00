#include "sample.h"
#include "files.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void path_of(char path[PATH_MAX], const char *folder, const char *name)
{
	snprintf(path, PATH_MAX, "%s/%s", folder, name);
}

/* A line a message: its file, signatures, SPF of MAIL FROM, SPF of HELO, DMARC. */
static void read_messages(sample *sample, const char *folder)
{
	char path[PATH_MAX], name[64];
	path_of(path, folder, "messages");
	FILE *list = fopen(path, "r");
	if (list == NULL) die("%s cannot be read", path);
	verdict expected;
	while (fscanf(list, "%63s %d %15s %15s %15s", name, &expected.signatures, expected.spf, expected.helo,
			expected.dmarc) == 5) {
		sample->messages = realloc(sample->messages, (sample->count + 1) * sizeof *sample->messages);
		message *added = &sample->messages[sample->count++];
		path_of(path, folder, name);
		added->octets = read_file(path, &added->length);
		added->expected = expected;
	}
	fclose(list);
	if (sample->count == 0) die("%s has no messages", folder);
}

sample sample_read(const char *folder)
{
	sample read = { 0 };
	char path[PATH_MAX];
	path_of(path, folder, "zone");
	read.zone = zone_read(path);
	path_of(path, folder, "envelope");
	char *envelope = (char *)read_file(path, NULL);
	if (sscanf(envelope, "%63s %255s %255s %" SCNu64, read.client_ip, read.mail_from, read.helo, &read.now) != 4)
		die("%s is not an envelope", path);
	free(envelope);
	read_messages(&read, folder);
	return read;
}
