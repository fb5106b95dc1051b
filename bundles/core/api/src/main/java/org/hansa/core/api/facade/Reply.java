package org.hansa.core.api.facade;

import java.util.Map;

/**
 * What goes back. Nobody changes its bytes.
 *
 * @param status of HTTP
 * @param headers by name, in any case; they go before what the door would set itself
 * @param body empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Reply(int status, Map<String, String> headers, byte[] body) {

  public Reply {
    headers = Map.copyOf(headers);
  }
}
