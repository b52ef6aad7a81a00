/* The adapter protocol (vectors/README.md): lines of JSON over standard input and output. */
#include <jansson.h>

void say(json_t *line);
json_t *hear(void);
void hello(const char *name, const char *version, json_t *protocols);

/* The records of a name, to be freed; *status is the status of the answer. */
json_t *ask(const char *name, const char *type, char *status, size_t size);

/* A string of octets that JSON carries one octet a character; to be freed. */
unsigned char *octets(const char *utf8, size_t *length);

/* The strings of a TXT record, put together; to be freed. */
unsigned char *text_of(json_t *record, size_t *length);

unsigned char *from_base64(const char *text, size_t *length);
long seconds(const char *rfc3339);
