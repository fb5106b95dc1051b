package org.hansa.drivers.planted;

import org.hansa.core.api.planted.Api;

/** Planted: a driver that reaches past the driver contract. */
record ImportsCoreApi(Api api) {}
