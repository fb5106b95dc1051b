package org.hansa.platform.place.planted;

import org.hansa.core.api.planted.Api;

/** Planted: the solver, as if it knew of resources. */
record ImportsCoreApi(Api api) {}
