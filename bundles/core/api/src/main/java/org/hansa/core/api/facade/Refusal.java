package org.hansa.core.api.facade;

import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Problem;

/**
 * Why a request is not answered.
 *
 * @param status of HTTP that says the same
 * @param reason a word: one of {@link Problem.Reason} in lower case with hyphens, or what only HTTP
 *     knows, for instance {@code unsupported-media-type}
 * @param message what was wrong, with the value and the rule
 * @param cure what may help, one sentence
 * @param details single violations, if there are more than one
 * @param id of the request
 * @param missing the right that would have been needed, if it is one and may be told
 */
public record Refusal(
    int status,
    String reason,
    String message,
    String cure,
    List<Problem.Detail> details,
    String id,
    Optional<Problem.Missing> missing) {

  public Refusal {
    details = List.copyOf(details);
  }

  public Refusal(
      int status,
      String reason,
      String message,
      String cure,
      List<Problem.Detail> details,
      String id) {
    this(status, reason, message, cure, details, id, Optional.empty());
  }
}
