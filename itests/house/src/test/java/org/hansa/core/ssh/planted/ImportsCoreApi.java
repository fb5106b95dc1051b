package org.hansa.core.ssh.planted;

import org.hansa.core.api.planted.Api;

/** Planted: a part of the driver contract that draws in the core API. */
public record ImportsCoreApi(Api api) {}
