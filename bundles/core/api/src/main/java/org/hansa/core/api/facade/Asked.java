package org.hansa.core.api.facade;

import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.gate.Principal;

/**
 * One request of somebody who is logged in. Nobody changes its bytes.
 *
 * @param principal who asks
 * @param id correlation: it comes back with the answer and belongs into the cause of what is done
 * @param method GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS
 * @param base where the server is reached, as {@code http://localhost:8181}: by a name that it has,
 *     else by the address at which the request came in
 * @param path from the root: plain segments between single slashes, nothing encoded
 * @param query by name, decoded; empty texts for names without a value
 * @param headers by name in lower case; of one that is given twice the first
 * @param body as it came, never compressed; empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Asked(
    Principal principal,
    String id,
    String method,
    String base,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {

  public Asked {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /**
   * @param name in lower case
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
