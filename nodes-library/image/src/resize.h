#ifndef RESIZE_H
#define RESIZE_H

#include "picture.h"

/* In the order of the WIT's `fit`. */
enum fit { CONTAIN, COVER, STRETCH };

/* 0 for a side that is not given; one of both is. */
bool resize(picture_t *picture, uint32_t width, uint32_t height, enum fit fit);

#endif
