package org.hansa.platform.planted;

import javax.ws.rs.Path;

/** Planted: a component that opens its own door. */
@Path("/planted")
record ImportsJaxRs() {}
