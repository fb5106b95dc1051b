package org.hansa.core.driver.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/**
 * What was asked, for whoever must say what is wrong with the answer.
 *
 * @param what method and path
 * @param quiet whether the answer may have secrets that nobody knows yet: none of it is shown
 */
record Asked(String what, Json json, Secrets secrets, boolean quiet) {

  DriverException failure(Reason reason, String message) {
    return new DriverException(reason, what + ": " + secrets.hide(message));
  }

  /** Of an exchange that came to no answer. */
  DriverException failure(Failed failed, String more) {
    return new DriverException(
        failed.reason(), what + ": " + secrets.hide(failed.getMessage()) + more, failed.getCause());
  }

  /** Of a body that is not what it should be. */
  DriverException misfit(Json.Misfit misfit, Raw raw) {
    if (misfit.breaksOff() && !raw.measured()) {
      return failure(
          Reason.UNAVAILABLE, "the answer broke off after " + raw.body().length + " bytes");
    }
    String detail = quiet || misfit.detail().isEmpty() ? "" : ": " + said(misfit.detail());
    return failure(Reason.INTERNAL, Words.plain(misfit.getMessage()) + detail);
  }

  DriverException noJson(Raw raw) {
    return failure(
        Reason.INTERNAL,
        "the answer is said to be "
            + Words.plain(raw.type())
            + " and not JSON"
            + (quiet ? "" : ": " + said(raw.text())));
  }

  /** A failing status, with the server's own words. */
  DriverException status(Raw raw, Reason reason, String more) {
    String said = own(raw).map(this::said).filter(words -> !words.isEmpty()).orElse("");
    return failure(
        reason,
        "status " + raw.status() + more + (said.isEmpty() ? "" : ", the server says: " + said));
  }

  private String said(String words) {
    return secrets.words(words);
  }

  private Optional<String> own(Raw raw) {
    if (raw.type().contains("json")) {
      try {
        JsonNode root = json.tree(raw);
        return Stream.of("/detail", "/title", "/error/message", "/error", "/message")
            .map(root::at)
            .filter(node -> node.isTextual() && !node.textValue().isBlank())
            .findFirst()
            .or(() -> only(root))
            .map(JsonNode::textValue);
      } catch (Json.Misfit e) {
        // It is shown as the text that it is.
        return Optional.of(raw.text());
      }
    }
    return raw.type().isEmpty() || raw.type().startsWith("text/")
        ? Optional.of(raw.text())
        : Optional.empty();
  }

  /** As in {@code {"itemNotFound": {"message": "..."}}}. */
  private static Optional<JsonNode> only(JsonNode root) {
    return root.size() == 1 && root.isObject()
        ? Optional.of(root.elements().next().path("message")).filter(JsonNode::isTextual)
        : Optional.empty();
  }
}
