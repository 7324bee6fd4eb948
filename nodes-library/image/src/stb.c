/* The code of Debian's libstb-dev, without files, threads and the formats that are not offered. Its checks of its own
   invariants are left out: a broken one would be a trap, and broken input has its errors. */
#include "arena.h"

#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_ONLY_GIF
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_NO_HDR
#define STBI_NO_THREAD_LOCALS
#define STBI_ASSERT(holds) ((void)0)
#define STBI_MALLOC(size) arena_alloc(size)
#define STBI_REALLOC(memory, size) arena_realloc(memory, size)
#define STBI_FREE(memory) arena_free(memory)
#include <stb_image.h>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBI_WRITE_NO_STDIO
#define STBIW_ASSERT(holds) ((void)0)
#define STBIW_MALLOC(size) arena_alloc(size)
#define STBIW_REALLOC(memory, size) arena_realloc(memory, size)
#define STBIW_FREE(memory) arena_free(memory)
#include <stb_image_write.h>

#define STB_IMAGE_RESIZE_IMPLEMENTATION
#define STBIR_ASSERT(holds) ((void)0)
#define STBIR_MALLOC(size, context) ((void)(context), arena_alloc(size))
#define STBIR_FREE(memory, context) ((void)(context), arena_free(memory))
#include <stb_image_resize.h>
