#ifndef FILES_H
#define FILES_H

#include <stddef.h>

/* Says why on standard error, and ends the program. */
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A whole file, with a final NUL that `length` does not count. */
unsigned char *read_file(const char *path, size_t *length);

#endif
