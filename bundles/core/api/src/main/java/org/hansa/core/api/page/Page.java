package org.hansa.core.api.page;

import java.util.Map;

/**
 * One answer. Nobody changes its bytes.
 *
 * @param status of HTTP: 200, or 3xx with a Location
 * @param headers by name, in any case; they go before what the door would set itself
 * @param body empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Page(int status, Map<String, String> headers, byte[] body) {

  public Page {
    headers = Map.copyOf(headers);
  }
}
