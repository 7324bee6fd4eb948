#include "arena.h"
#include "failure.h"
#include "picture.h"

#include <stb_image.h>
#include <string.h>

/* stb quotes the four bytes of a chunk's name that it does not know, which need not be text. */
static const char *readable(const char *reason) {
  for (int i = 0; i < 4; i++)
    if (reason[i] < ' ' || reason[i] > '~') return "unknown PNG chunk";
  return reason;
}

static bool fail_decoding(header_t header, bool refused) {
  const char *reason = stbi_failure_reason();
  if (refused) return fail(CORRUPT, "its data is larger than its header says");
  if (strcmp(reason, "outofmem") == 0) return fail_too_large(header.width, header.height);
  return fail(CORRUPT, readable(reason));
}

bool decode(file_t file, bool as_gray, picture_t *picture) {
  header_t header;
  if (!read_header(file, &header)) return false;
  if (header.kind == WEBP) return fail(UNSUPPORTED, "WebP pictures cannot be decoded yet");
  if (!within_limits(header.width, header.height)) return false;

  /* More than any kind of picture takes, so that little data cannot unfold to much memory. */
  arena_limit(32 * (size_t)header.width * header.height + 3 * (size_t)file.length + (1 << 20));
  int width, height, channels;
  int wanted = as_gray ? (header.alpha ? 2 : 1) : 0;
  uint8_t *pixels = stbi_load_from_memory(file.bytes, (int)file.length, &width, &height, &channels, wanted);
  bool refused = arena_unlimit();
  if (!pixels) return fail_decoding(header, refused);
  *picture = (picture_t){
      .kind = header.kind,
      .width = (uint32_t)width,
      .height = (uint32_t)height,
      .channels = (uint32_t)(wanted ? wanted : channels),
      .pixels = pixels,
  };
  return orient(picture, header.orientation);
}
