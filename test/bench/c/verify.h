/* The three libraries, each used as a mail filter uses it. */
#ifndef VERIFY_H
#define VERIFY_H

#include "sample.h"

enum { MOST_SIGNATURES = 32, LONGEST_DOMAIN = 256 };

/* What DMARC needs of DKIM. */
typedef struct {
	struct {
		char domain[LONGEST_DOMAIN], selector[64];
		bool passed;
	} signatures[MOST_SIGNATURES];
	int count;
	/* The value of the From field, as it stands in the message; to be freed. */
	char *from;
} dkim_outcome;

/* What is made once: library handles, options, and the zone where a library wants it beforehand. */
void dkim_start(const sample *sample);
void spf_start(const sample *sample);
void dmarc_start(const sample *sample);

/* What is done for each message. */
dkim_outcome dkim_check(const sample *sample, const message *message);
void spf_check(const sample *sample, verdict *verdict);
void dmarc_check(const sample *sample, const dkim_outcome *dkim, verdict *verdict);

/* Name and version of the libraries. */
void dkim_version(char *text, size_t size);
void spf_version(char *text, size_t size);

#endif
