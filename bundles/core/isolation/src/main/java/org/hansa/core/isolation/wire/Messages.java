package org.hansa.core.isolation.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The bodies of calls and answers. */
public final class Messages {

  /** Verbs of the parent: in this order. */
  public static final String START = "start";

  public static final String OPEN = "open";
  public static final String INVOKE = "invoke";
  public static final String CLOSE = "close";

  /** Verbs of the child. */
  public static final String CONTENT = "content";

  public static final String HINT = "hint";

  private Messages() {}

  /**
   * The first call.
   *
   * @param driver the class
   * @param classPath of the driver: files and folders
   * @param contract as {@link Contract#version()} says it
   */
  public record Start(String driver, List<String> classPath, String contract) {}

  /**
   * Its answer: what the driver says of itself.
   *
   * @param options the class
   */
  public record Hello(
      String id, String version, boolean simulated, boolean local, String options) {}

  /** An endpoint is opened. Its credentials are never shown. */
  public record Open(
      long session,
      String installation,
      String endpoint,
      JsonNode options,
      Map<String, String> credentials,
      String folder) {

    @Override
    public String toString() {
      return "Open[" + endpoint + "]";
    }
  }

  public record Opened(List<Offer> facets, Map<String, String> capabilities) {}

  /**
   * An ability.
   *
   * @param interfaces of the contract that it implements, the most special ones
   * @param constants by verb: what is asked for without an argument
   */
  public record Offer(List<String> interfaces, Map<String, Constant> constants) {}

  /** One of both. */
  public record Constant(Optional<JsonNode> value, Optional<Failure> failure) {}

  /**
   * A verb of a facet.
   *
   * @param facet its place in the session's list
   * @param left until the deadline, in nanoseconds
   * @param arguments without the deadline
   */
  public record Invoke(long session, int facet, String verb, long left, List<JsonNode> arguments) {}

  public record Close(long session) {}

  public record Content(long session, String digest) {}

  /**
   * @param path of a file that is the reader's to delete
   */
  public record Contained(String path) {}

  public record Hint(long session, String uid) {}
}
