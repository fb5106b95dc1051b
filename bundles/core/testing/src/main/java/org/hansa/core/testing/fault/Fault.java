package org.hansa.core.testing.fault;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * One thing that goes wrong with an exchange: a request and its answer, or a whole connection where
 * the proxy does not look into it.
 */
public sealed interface Fault {

  /** True if a proxy that does not look into what is said cannot do it. */
  default boolean needsHttp() {
    return true;
  }

  /**
   * The answer comes later: by the least, and by a part of what is between that and the most that
   * the seed decides. Without HTTP each piece of the answer does.
   */
  record Late(Duration least, Duration most) implements Fault {
    public Late {
      if (least.isNegative() || most.compareTo(least) < 0) {
        throw new IllegalArgumentException(least + " to " + most + " is no span of time");
      }
    }

    @Override
    public boolean needsHttp() {
      return false;
    }
  }

  /** What is answered comes no faster than this. */
  record Slow(long bytesPerSecond) implements Fault {
    public Slow {
      if (bytesPerSecond < 1) {
        throw new IllegalArgumentException(bytesPerSecond + " bytes a second is not above 0");
      }
    }

    @Override
    public boolean needsHttp() {
      return false;
    }
  }

  /**
   * There is no answer.
   *
   * @param passed whether the server got the request, and did what it asks
   */
  record Lost(boolean passed, Ending ending) implements Fault {
    @Override
    public boolean needsHttp() {
      return passed;
    }
  }

  /**
   * The answer breaks off.
   *
   * @param kept how much of its body comes, from 0 to less than 1
   */
  record Cut(double kept, Ending ending) implements Fault {
    public Cut {
      if (!(kept >= 0 && kept < 1)) {
        throw new IllegalArgumentException(kept + " is not from 0 to less than 1");
      }
    }
  }

  /** The connection breaks off when this much was answered, its head included. */
  record Broken(long after, Ending ending) implements Fault {
    public Broken {
      if (after < 0) {
        throw new IllegalArgumentException(after + " bytes are below 0");
      }
    }

    @Override
    public boolean needsHttp() {
      return false;
    }
  }

  /** The body comes twice, and is said to be as long. */
  record Twice() implements Fault {}

  /** The proxy answers itself, and the server is not asked. */
  record Answer(int status, Map<String, String> headers, String body) implements Fault {
    public Answer {
      headers = Map.copyOf(headers);
      if (status < 200 || status > 599) {
        throw new IllegalArgumentException(status + " is no status of an answer");
      }
    }

    byte[] bytes() {
      return body.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** The server shows a certificate that nobody vouches for. */
  record Untrusted() implements Fault {}

  /** The server ends the connection amid the handshake. */
  record NoHandshake() implements Fault {}

  /** The connection ends before the request has had any effect. */
  static Fault reset() {
    return new Lost(false, Ending.RESET);
  }

  /** The request has had its effect, and who asked is not told. */
  static Fault lostAnswer() {
    return new Lost(true, Ending.RESET);
  }

  /** The other side is gone, and nobody says so. */
  static Fault halfOpen() {
    return new Lost(false, Ending.SILENCE);
  }

  /** Half of the body, and then an end as if that were all. */
  static Fault truncated() {
    return new Cut(0.5, Ending.CLOSE);
  }

  static Fault status(int status) {
    return new Answer(status, Map.of(), "");
  }
}
