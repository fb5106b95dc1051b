package org.hansa.platform.planted;

import org.apache.camel.Exchange;

/** Planted: a component that imports Camel. */
record ImportsCamel(Exchange exchange) {}
