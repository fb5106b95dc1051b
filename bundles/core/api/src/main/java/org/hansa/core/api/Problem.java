package org.hansa.core.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What was wrong, with the value, the rule and what may help: the one exception of every door.
 *
 * <p>REST renders it as problem details (RFC 9457), the shell as one line. A message never contains
 * a secret value. {@code details} holds the single violations when there is more than one.
 */
public final class Problem extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 200;
  private static final int NO_CHANGE = -1;

  /** The kinds of trouble; {@code status} is the HTTP status that says the same. */
  public enum Reason {
    INVALID(422),
    MALFORMED(400),
    UNAUTHENTICATED(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    CONFLICT(409),
    PRECONDITION(412),
    TOO_LARGE(413),
    EXHAUSTED(429),
    INTERNAL(500),
    UNAVAILABLE(503);

    private final int status;

    Reason(int status) {
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  /** One violation: where (a JSON pointer or a field's name), and one sentence. */
  public record Detail(String where, String message) {}

  /**
   * A right that the caller lacks.
   *
   * @param verb as roles of one's own write it, for instance {@code WRITE}
   * @param kind or a stream, or what else rights are given of (Metrics, Backup)
   * @param tenant where it would have to count
   * @param site if the caller has it at others, and this one is known to him
   */
  public record Missing(String verb, String kind, String tenant, Optional<String> site) {

    /**
     * @param verb in any case
     */
    public static Missing of(String verb, String kind, String tenant) {
      return new Missing(verb.toUpperCase(Locale.ROOT), kind, tenant, Optional.empty());
    }
  }

  private final Reason reason;
  private final String cure;
  private final transient List<Detail> details;
  private final int change;
  private final transient Optional<Missing> missing;

  public Problem(Reason reason, String message, String cure) {
    this(reason, message, cure, List.of(), null);
  }

  public Problem(
      Reason reason, String message, String cure, List<Detail> details, Throwable cause) {
    this(reason, message, cure, details, cause, NO_CHANGE, told(reason, cause));
  }

  private Problem(
      Reason reason,
      String message,
      String cure,
      List<Detail> details,
      Throwable cause,
      int change,
      Optional<Missing> missing) {
    super(message, cause);
    this.reason = reason;
    this.cure = cure;
    this.details = List.copyOf(details);
    this.change = change;
    this.missing = missing;
  }

  /** The same trouble in other words lacks the same right. */
  private static Optional<Missing> told(Reason reason, Throwable cause) {
    return cause instanceof Problem problem && problem.reason == reason
        ? problem.missing()
        : Optional.empty();
  }

  /** The same, about one of a request's changes, counted from 0. */
  public Problem of(int index) {
    return new Problem(reason, getMessage(), cure, details(), this, index, missing());
  }

  /** A value that breaks a rule; a long value is cut. */
  public static Problem invalid(String what, Object value, String rule, String cure) {
    String text = String.valueOf(value);
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    return new Problem(Reason.INVALID, what + " '" + shown + "' is not " + rule, cure);
  }

  public static Problem notFound(Ref ref) {
    return new Problem(Reason.NOT_FOUND, ref + " does not exist", "Look at what exists.");
  }

  public static Problem conflict(String message, String cure) {
    return new Problem(Reason.CONFLICT, message, cure);
  }

  /**
   * FORBIDDEN, for want of a right.
   *
   * @param missing names nothing that the caller did not name himself, or may not know
   */
  public static Problem lacking(String message, String cure, Missing missing) {
    return new Problem(
        Reason.FORBIDDEN, message, cure, List.of(), null, NO_CHANGE, Optional.of(missing));
  }

  public Reason reason() {
    return reason;
  }

  /** What may help, one sentence. */
  public String cure() {
    return cure;
  }

  /** Which of a request's changes this is about, counted from 0; empty if it is about none. */
  public OptionalInt change() {
    return change == NO_CHANGE ? OptionalInt.empty() : OptionalInt.of(change);
  }

  /** The right that would have been needed; empty where none would do, or it is not told. */
  @SuppressWarnings("OptionalAssignedToNull")
  public Optional<Missing> missing() {
    return missing == null ? Optional.empty() : missing;
  }

  public List<Detail> details() {
    return details == null ? List.of() : details;
  }

  /**
   * Message, details and cure on one line, as the shell prints it: what steers a terminal is a
   * question mark, for the words may be somebody else's.
   */
  public String line() {
    StringBuilder line = new StringBuilder(getMessage());
    details().forEach(d -> line.append("; ").append(d.where()).append(": ").append(d.message()));
    if (!line.isEmpty() && line.charAt(line.length() - 1) != '.') {
      line.append('.');
    }
    return line.append(' ')
        .append(cure)
        .toString()
        .replaceAll("\\s+", " ")
        .replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?")
        .trim();
  }
}
