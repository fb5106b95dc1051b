package org.hansa.core.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Something that is done once with a resource and takes its time, for instance a verification or a
 * backup. Its name is its key: whoever asks again by the same name gets the same, not another.
 * Deleting it ends it. What it says never changes.
 */
public final class Operation {

  public static final String KIND = "Operation";

  /** Of one resource that have yet to end. */
  public static final int MOST_OPEN = 4;

  /** Of one resource that have ended; older ones are removed. */
  public static final int MOST_KEPT = 20;

  private static final int LONGEST_NAME = 253;

  private Operation() {}

  /**
   * For who has no name for it.
   *
   * @param nonce tells it from others of the subject
   */
  public static Ref ref(Ref subject, String verb, int nonce) {
    String end = "." + verb + "-" + HexFormat.of().toHexDigits(nonce);
    int most = Math.min(subject.name().length(), LONGEST_NAME - end.length());
    String begin = subject.name().substring(0, most).replaceAll("[.-]+$", "");
    return new Ref(KIND, subject.tenant(), begin + end);
  }

  /**
   * What is to be done.
   *
   * @param kind of the resource that it is done with, which is of the same tenant
   * @param verb as the kind's actions are named
   * @param arguments by the action's own schema
   */
  public record Spec(
      @About(value = "The kind of what it is done with", pattern = "[A-Z][A-Za-z0-9]{0,62}")
          String kind,
      @About(value = "The name of what it is done with, of the same tenant", most = 253)
          String name,
      @About(value = "What is done", pattern = "[a-z][a-z0-9-]{0,62}") String verb,
      @About("By the schema of what is done") Optional<Map<String, JsonNode>> arguments) {

    public Doc said() {
      return arguments.map(said -> Doc.of(Json.tree(said))).orElse(Doc.EMPTY);
    }
  }

  /** How far it is. */
  public enum Phase {
    /** For a hold to be released, or for others to end. */
    WAITING,
    RUNNING,
    /** It came to its end: the result says what came of it. */
    DONE,
    /** It did not, and why. */
    FAILED,
    /** The node that was at it has gone: whether it is done is not known. */
    LOST;

    public boolean isOver() {
      return this == DONE || this == FAILED || this == LOST;
    }
  }

  /** As a {@link Problem}. */
  public record Failure(
      @About("One word for programs") String reason,
      @About(value = "What went wrong", most = 10_000) String message,
      @About(value = "What may help", most = 10_000) String cure) {}

  /**
   * Where it stands.
   *
   * @param by who asked for it
   * @param uid of what it is done with
   * @param percent how much of it is done, where that can be told
   * @param line what it is at, for people; or what it waits for
   * @param node on which it runs, or ran
   * @param attempts how often it was begun: one that may be repeated is begun anew when its node
   *     goes
   * @param result what came of it
   */
  public record Status(
      @About("How far it is") Phase phase,
      @About("Who asked for it") String by,
      @About("The uid of what it is done with") String uid,
      @About(value = "How much of it is done", min = "0", max = "100") Optional<Integer> percent,
      @About(value = "What it is at, or waits for", most = 1000) Optional<String> line,
      @About("The node on which it runs, or ran") Optional<String> node,
      @About("When it was begun") Optional<Instant> began,
      @About("When it ended") Optional<Instant> ended,
      @About("How often it was begun") int attempts,
      @About("What came of it") Optional<Map<String, JsonNode>> result,
      @About("Why it failed") Optional<Failure> failure) {

    /** Nothing of it is begun. */
    public static Status asked(String by, String uid) {
      return new Status(
          Phase.WAITING,
          by,
          uid,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          0,
          Optional.empty(),
          Optional.empty());
    }

    public Status begun(String on, Instant at) {
      return new Status(
          Phase.RUNNING,
          by,
          uid,
          Optional.empty(),
          Optional.empty(),
          Optional.of(on),
          Optional.of(at),
          Optional.empty(),
          attempts + 1,
          Optional.empty(),
          Optional.empty());
    }

    /** For what, in a line. */
    public Status waiting(String what) {
      return new Status(
          Phase.WAITING,
          by,
          uid,
          Optional.empty(),
          Optional.of(what),
          node,
          began,
          Optional.empty(),
          attempts,
          Optional.empty(),
          Optional.empty());
    }

    public Status at(Optional<Integer> far, Optional<String> saying) {
      return new Status(phase, by, uid, far, saying, node, began, ended, attempts, result, failure);
    }

    public Status done(Doc what, Instant at) {
      Map<String, JsonNode> fields = new TreeMap<>();
      what.tree().properties().forEach(f -> fields.put(f.getKey(), f.getValue()));
      return new Status(
          Phase.DONE,
          by,
          uid,
          Optional.of(100),
          line,
          node,
          began,
          Optional.of(at),
          attempts,
          Optional.of(fields),
          Optional.empty());
    }

    public Status over(Phase how, Failure why, Instant at) {
      return new Status(
          how,
          by,
          uid,
          percent,
          line,
          node,
          began,
          Optional.of(at),
          attempts,
          Optional.empty(),
          Optional.of(why));
    }
  }
}
