/* One sample of the benchmark, as test/bench/c-sample.ts writes it. */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "zone.h"

#include <stdint.h>

/* What is to come of a message, or came of it. */
typedef struct {
	/* DKIM signatures that verify. */
	int signatures;
	char spf[16], helo[16], dmarc[16];
} verdict;

typedef struct {
	unsigned char *octets;
	size_t length;
	verdict expected;
} message;

typedef struct {
	zone *zone;
	char client_ip[64], mail_from[256], helo[256];
	uint64_t now;
	message *messages;
	size_t count;
} sample;

/* Ends the program where the folder is not as it should be. */
sample sample_read(const char *folder);

#endif
