package org.hansa.core.api;

/** Something that needs a person. Owned by its subject; it goes when the trouble goes. */
public final class Alarm {

  public static final String KIND = "Alarm";

  private Alarm() {}

  /** As ITU-T X.733 grades them. */
  public enum Severity {
    CRITICAL,
    MAJOR,
    MINOR,
    WARNING
  }

  /**
   * What is wrong.
   *
   * @param subject the resource, as Kind/tenant/name
   * @param cause one word for programs: Stalled
   */
  public record Spec(
      @About("The resource in trouble, as Kind/tenant/name") String subject,
      @About("How bad it is") Severity severity,
      @About("One word for programs") String cause,
      @About(value = "What is wrong and what may help", most = 10_000) String text) {}

  /** An alarm has no state of its own: it stands or is gone. */
  public record Status() {}
}
