/* The canonical ABI of `runnel:image/image@1.0.0`, written out by hand: how the core functions are named, and how
   results lie in memory (component-model, CanonicalABI.md, "Flattening" and "Storing"). */
#ifndef ABI_H
#define ABI_H

#include "failure.h"
#include "picture.h"

#define INTERFACE "runnel:image/image@1.0.0#"

/* Defines the core function of a WIT function, and the one that the host calls when it has read the result. */
#define EXPORT(wit_name, c_name)                                                               \
  __attribute__((export_name("cabi_post_" INTERFACE wit_name))) void c_name##_done(void *);    \
  void c_name##_done(void *result) { (void)result, arena_reset(); }                            \
  __attribute__((export_name(INTERFACE wit_name))) void *c_name

/* `option<u32>`, `option<u8>` and `option<enum>`, flattened: two parameters. */
#define OPTION(name) uint32_t has_##name, uint32_t name

typedef struct {
  const void *start;
  uint32_t length;
} list_t;

typedef struct {
  uint8_t kind;
  union {
    list_t text;
    struct {
      uint32_t width, height, max_pixels, max_side;
    } limit;
  } payload;
} image_error_t;

/* `result<image, image-error>` */
typedef struct {
  uint8_t is_err;
  union {
    list_t image;
    image_error_t error;
  } payload;
} image_result_t;

/* `result<image-info, image-error>` */
typedef struct {
  uint8_t is_err;
  union {
    struct {
      uint8_t format;
      uint32_t width, height;
      uint8_t alpha;
    } info;
    image_error_t error;
  } payload;
} info_result_t;

_Static_assert(sizeof(image_result_t) == 24 && sizeof(info_result_t) == 24, "as the canonical ABI has it");

#endif
