package org.hansa.core.driver.planted;

import org.hansa.core.api.planted.Api;

/** Planted: a driver contract that draws in the core API. */
record ImportsCoreApi(Api api) {}
