/* Memory of one call. Everything that a call allocates, its arguments and its result included, is gone after
   `arena_reset`, so nothing leaks whatever path an error took. */
#ifndef ARENA_H
#define ARENA_H

#include <stdbool.h>
#include <stddef.h>

/* Zeroed memory, aligned to 16 bytes; NULL when the module's memory may not grow further. */
void *arena_alloc(size_t size);
void *arena_realloc(void *memory, size_t size);
void arena_free(void *memory);
void arena_reset(void);

/* From now on only so much more at a time; true afterwards says that something was refused because of it. */
void arena_limit(size_t more);
bool arena_unlimit(void);

#endif
