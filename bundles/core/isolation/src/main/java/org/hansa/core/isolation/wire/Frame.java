package org.hansa.core.isolation.wire;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What goes over the wire, one after another.
 *
 * @param id of the call that it belongs to; each side counts its own
 * @param verb what is called or told; else empty
 * @param body arguments, result or failure; null in JSON if there is none
 */
record Frame(Kind kind, long id, String verb, JsonNode body) {

  /** TELL wants no answer. CANCEL asks that the thread of a call be interrupted. */
  enum Kind {
    CALL,
    ANSWER,
    FAILURE,
    CANCEL,
    TELL
  }
}
