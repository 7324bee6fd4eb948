#include "arena.h"

#include <stdint.h>
#include <string.h>

#define PAGE 65536u
#define ALIGN 16u

/* Blocks lie one behind the other. The last one grows and shrinks in place, which is what the codecs' growing buffers
   do; a freed one is taken back once all behind it are. */
typedef struct block {
  struct block *previous;
  uint32_t size;
  uint32_t is_free;
  uint32_t padding;
} block;

_Static_assert(sizeof(block) == ALIGN, "payloads stay aligned");

extern unsigned char __heap_base;

static block *last;
/* Bytes below this address may hold what an earlier block left. */
static uintptr_t used_up_to;

static uint64_t ceiling = UINT64_MAX;
static bool ceiling_reached;

static uintptr_t round_up(uintptr_t n) { return (n + ALIGN - 1) & ~(uintptr_t)(ALIGN - 1); }
static unsigned char *payload(block *b) { return (unsigned char *)(b + 1); }
static uintptr_t end(void) {
  return last ? (uintptr_t)payload(last) + last->size : round_up((uintptr_t)&__heap_base);
}

static bool reserve(uintptr_t start, size_t size) {
  uint64_t needed = (uint64_t)start + size;
  if (needed > ceiling) {
    ceiling_reached = true;
    return false;
  }
  uint64_t pages = (needed + PAGE - 1) / PAGE;
  size_t present = __builtin_wasm_memory_size(0);
  if (pages <= present) return true;
  if (pages > 65536) return false;
  return __builtin_wasm_memory_grow(0, (size_t)pages - present) != (size_t)-1;
}

static void clear(uintptr_t start, size_t size) {
  if (start < used_up_to) memset((void *)start, 0, start + size < used_up_to ? size : used_up_to - start);
  if (start + size > used_up_to) used_up_to = start + size;
}

void *arena_alloc(size_t size) {
  if (size > UINT32_MAX - 2 * ALIGN) return NULL;
  size = round_up(size);
  block *b = (block *)end();
  if (!reserve((uintptr_t)b, sizeof *b + size)) return NULL;
  clear((uintptr_t)b, sizeof *b + size);
  *b = (block){.previous = last, .size = size};
  last = b;
  return payload(b);
}

void *arena_realloc(void *memory, size_t size) {
  if (!memory) return arena_alloc(size);
  if (size > UINT32_MAX - 2 * ALIGN) return NULL;
  block *b = (block *)memory - 1;
  size_t rounded = round_up(size);
  if (rounded <= b->size) return memory;
  if (b == last) {
    uintptr_t grown = end();
    if (!reserve((uintptr_t)memory, rounded)) return NULL;
    clear(grown, rounded - b->size);
    b->size = rounded;
    return memory;
  }
  void *moved = arena_alloc(size);
  if (!moved) return NULL;
  memcpy(moved, memory, b->size);
  arena_free(memory);
  return moved;
}

void arena_free(void *memory) {
  if (!memory) return;
  ((block *)memory - 1)->is_free = true;
  while (last && last->is_free) last = last->previous;
}

void arena_reset(void) { last = NULL; }

void arena_limit(size_t more) {
  ceiling = (uint64_t)end() + more;
  ceiling_reached = false;
}

bool arena_unlimit(void) {
  ceiling = UINT64_MAX;
  return ceiling_reached;
}
