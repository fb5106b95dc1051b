package org.hansa.core.driver.http;

/** What a request sends. */
sealed interface Body {

  record None() implements Body {}

  /** Written when it is sent. */
  record Json(String type, Object value) implements Body {}

  @SuppressWarnings("ArrayRecordComponent") // Nobody compares bodies.
  record Bytes(String type, byte[] bytes) implements Body {
    @Override
    public String toString() {
      return type;
    }
  }

  record Streamed(String type, long length, BodySource source) implements Body {}
}
